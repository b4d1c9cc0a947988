// The last line of `npm test`, which CI systems read.
import { expect, it, vi } from 'vitest';
import { printSummary } from '../summary.mjs';

type Outcomes = Parameters<typeof printSummary>[0];

function linesOf(outcomes: Outcomes): string[] {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  printSummary(outcomes);
  return log.mock.calls.map(([line]) => String(line)).slice(1);
}

it('given steps with tests, then each has a line, and the last line has the sums', () => {
  expect(
    linesOf([
      { name: 'lint', result: 'passed', seconds: 2 },
      {
        name: 'e2e',
        result: 'failed',
        seconds: 61.25,
        tests: { passed: 7, failed: 2, skipped: 1, engines: { chromium: 4, webkit: 3 } },
      },
      { name: 'unit', result: 'passed', seconds: 3, tests: { passed: 5, failed: 0, skipped: 0 } },
    ]),
  ).toEqual([
    'lint  passed     2.0 s',
    'e2e   FAILED    61.3 s  7 passed, 2 failed, 1 skipped; chromium 4, webkit 3',
    'unit  passed     3.0 s  5 passed, 0 failed, 0 skipped',
    '12 passed, 2 failed, 1 skipped',
  ]);
});

it('given a step that failed without a failed test, then it counts as one failure', () => {
  const tests = { passed: 0, failed: 0, skipped: 4 };
  const outcomes: Outcomes = [
    { name: 'types', result: 'failed', seconds: 1 },
    { name: 'wire', result: 'failed', seconds: 1, tests, note: 'no test passed' },
  ];
  expect(linesOf(outcomes).slice(-2)).toEqual([
    'wire   FAILED     1.0 s  0 passed, 0 failed, 4 skipped; no test passed',
    '0 passed, 2 failed, 4 skipped',
  ]);
});

it('given a step that was not run, then its line says why, and it counts as nothing', () => {
  expect(linesOf([{ name: 'size', result: 'not run', note: 'needs build' }])).toEqual([
    'size  not run    needs build',
    '0 passed, 0 failed, 0 skipped',
  ]);
});
