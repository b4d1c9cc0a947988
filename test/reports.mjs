// Test counts out of the JSON reports of vitest, the wire kit and Playwright.
import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * @param {string} file
 * @returns {Counts | undefined} undefined where the run ended before it wrote a report
 */
export function countTests(file) {
  const report = read(file);
  if (!report) return undefined;
  if (report.wire) return report.wire;
  if (report.stats) return countPlaywright(report.stats);
  return countVitest(report);
}

/** @param {Record<string, number>} report @returns {Counts} */
const countVitest = ({ numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 }) => ({
  passed: numPassedTests,
  failed: numFailedTests,
  skipped: numPendingTests + numTodoTests,
});

/** @param {Record<string, number>} stats @returns {Counts} */
const countPlaywright = ({ expected = 0, flaky = 0, unexpected = 0, skipped = 0 }) => ({
  passed: expected + flaky,
  failed: unexpected,
  skipped,
});

/** @param {string} file */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
