// Prints the results of the test run; CI systems read the last line.

/** @typedef {import('./run.mjs').Outcome} Outcome */

const NONE = { passed: 0, failed: 0, skipped: 0 };

/** @param {string} name */
export const printHeadline = (name) => console.log(`\n=== ${name} ${'='.repeat(Math.max(3, 60 - name.length))}`);

/** @param {Outcome[]} outcomes */
export function printSummary(outcomes) {
  printHeadline('summary');
  const rows = outcomes.map(({ name, result, seconds, tests, note }) => [
    name,
    result === 'failed' ? 'FAILED' : result,
    seconds === undefined ? '' : `${seconds.toFixed(1)} s`.padStart(8),
    [tests && sentence(tests), tests?.engines && byEngine(tests.engines), note].filter(Boolean).join('; '),
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  console.log(sentence(outcomes.map(count).reduce(add, NONE)));
}

/** A step that failed without a failed test (a type error, a crash) counts as one failure, so that the line is right. */
const count = (/** @type {Outcome} */ { result, tests = NONE }) =>
  result === 'failed' && tests.failed === 0 ? { ...tests, failed: 1 } : tests;

/** @param {import('./reports.mjs').Counts} a @param {import('./reports.mjs').Counts} b */
const add = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

/** @param {Record<string, number>} engines */
const byEngine = (engines) =>
  Object.entries(engines)
    .map(([engine, passed]) => `${engine} ${passed}`)
    .join(', ');

/** @param {import('./reports.mjs').Counts} counts */
const sentence = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;
