// `npm test` believes its steps only as far as their reports go.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { complaintAbout, countTests } from '../reports.mjs';

/** Counts the tests of a report with this text. */
function countIn(text: string) {
  const directory = mkdtempSync(join(tmpdir(), 'tinypaq-report-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, 'report.json');
  writeFileSync(file, text);
  return countTests(file);
}

const playwright = (...tests: [projectName: string, status: string][]) => {
  const count = (wanted: string) => tests.filter(([, status]) => status === wanted).length;
  const [first, ...others] = tests.map(([projectName, status]) => ({ tests: [{ projectName, status }] }));
  return JSON.stringify({
    stats: {
      expected: count('expected'),
      flaky: count('flaky'),
      unexpected: count('unexpected'),
      skipped: count('skipped'),
    },
    suites: [{ specs: first ? [first] : [], suites: [{ specs: others }] }],
  });
};

describe('the numbers of a report', () => {
  it('given one of Vitest, then tests that are still to be written count as skipped', () => {
    const report = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
    expect(countIn(JSON.stringify(report))).toEqual({ passed: 5, failed: 1, skipped: 3 });
  });

  it('given one of the wire kit, then they are as they stand there', () => {
    const wire = { passed: 3, failed: 0, skipped: 1, engines: { chromium: 3 } };
    expect(countIn(JSON.stringify({ wire }))).toEqual(wire);
  });

  it('given one of Playwright, then a test that passed only when it was repeated has failed', () => {
    const report = playwright(
      ['chromium', 'expected'],
      ['chromium', 'flaky'],
      ['firefox', 'expected'],
      ['firefox', 'unexpected'],
      ['webkit', 'skipped'],
    );
    expect(countIn(report)).toEqual({ passed: 2, failed: 2, skipped: 1, engines: { chromium: 1, firefox: 1 } });
  });

  it.each(['', '{"stats": {'])('given a report that reads %j, then there are none', (text) => {
    expect(countIn(text)).toBeUndefined();
  });

  it('given no report, then there are none', () => {
    expect(countTests('no/such/report.json')).toBeUndefined();
  });
});

describe('a step that ended well', () => {
  it.each([
    ['without a report', undefined, 'without a report'],
    ['in which nothing passed', { passed: 0, failed: 0, skipped: 4 }, 'no test passed'],
    ['in which a test failed', { passed: 4, failed: 1, skipped: 0 }, '1 failed in its report'],
  ])('%s has failed', (_, tests, complaint) => {
    expect(complaintAbout(tests)).toBe(complaint);
  });

  it('in which tests passed and none failed has passed', () => {
    expect(complaintAbout({ passed: 1, failed: 0, skipped: 9 })).toBeUndefined();
  });
});
