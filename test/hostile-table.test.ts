// The table of hostile pages has the results of the specs' report, and nothing else.
import { describe, expect, it } from 'vitest';
import { hostileTable, type Report } from '../e2e/support/hostile-table';

type Status = 'expected' | 'unexpected' | 'flaky' | 'skipped';

const spec = (title: string, projectName: string, status: Status, reason?: string) => ({
  title,
  tests: [{ projectName, status, annotations: reason ? [{ type: 'skip', description: reason }] : [] }],
});

const report = (...specs: ReturnType<typeof spec>[]): Report => ({
  suites: [{ title: 'hostile/names.spec.ts', file: 'hostile/names.spec.ts', suites: [{ title: 'Names', specs }] }],
});

/** The lines of the table below its head, for a report with one group. */
const lines = (of: Report): string[] => hostileTable(of).split('\n').slice(4);

const TITLE = 'given a form, when it is sent, then hits arrive';
const CASE = '| A form, when it is sent | hits arrive |';

describe('the table of hostile pages', () => {
  it('given one case in two engines, then it has one row with both results, under its group', () => {
    const both = report(spec(TITLE, 'firefox', 'expected'), spec(TITLE, 'chromium', 'expected'));
    expect(hostileTable(both).split('\n').slice(0, 3)).toEqual([
      '### Names',
      '',
      '| The page, and what happens | What holds | Chromium | Firefox |',
    ]);
    expect(lines(both)).toEqual([`${CASE} passed | passed |`]);
  });

  it.each<[Status, string]>([
    ['unexpected', '**failed**'],
    ['flaky', '**flaky**'],
    ['skipped', 'not possible here'],
  ])('given a result that is %s, then the cell is "%s"', (status, cell) => {
    expect(lines(report(spec(TITLE, 'webkit', status)))).toEqual([`${CASE} ${cell} |`]);
  });

  it('given a skipped case, then the cell says why', () => {
    expect(lines(report(spec(TITLE, 'webkit', 'skipped', 'no such thing')))).toEqual([
      `${CASE} not possible here: no such thing |`,
    ]);
  });

  it('given a case that one engine has no result of, then the cell says so', () => {
    const apart = report(spec(TITLE, 'chromium', 'expected'), spec('given b | c, then d', 'webkit', 'expected'));
    expect(lines(apart)).toEqual([`${CASE} passed | not run |`, '| B \\| c | d | not run | passed |']);
  });

  it('given a report without hostile pages, then that is an error', () => {
    expect(() => hostileTable({ suites: [{ title: 'links.spec.ts', file: 'links.spec.ts' }] })).toThrow(
      'no hostile page',
    );
  });
});
