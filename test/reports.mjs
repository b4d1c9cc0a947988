// Reads numbers of tests from the JSON reports of Vitest, the wire kit and Playwright.
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {Record<string, number>} [engines] how many passed in each browser engine, where there are several
 *
 * @typedef {{ projectName: string, status: string }} PlaywrightTest
 * @typedef {{ specs: { tests: PlaywrightTest[] }[], suites?: Suite[] }} Suite
 */

/**
 * @param {string} file
 * @returns {Counts | undefined} undefined where the run ended before it wrote a report
 */
export function countTests(file) {
  const report = read(file);
  if (!report) return undefined;
  if (report.wire) return report.wire;
  if (report.stats) return { ...countPlaywright(report.stats), engines: countByProject(report.suites) };
  return countVitest(report);
}

/**
 * Why a step counts as failed although it ended well: its report does not show that it tested anything.
 * @param {Counts | undefined} tests
 */
export function complaintAbout(tests) {
  if (!tests) return 'without a report';
  if (tests.failed) return `${tests.failed} failed in its report`;
  return tests.passed ? undefined : 'no test passed';
}

/** @param {Record<string, number>} report @returns {Counts} */
const countVitest = ({ numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 }) => ({
  passed: numPassedTests,
  failed: numFailedTests,
  skipped: numPendingTests + numTodoTests,
});

/** A test that passed only when it was repeated has failed. @param {Record<string, number>} stats @returns {Counts} */
const countPlaywright = ({ expected = 0, flaky = 0, unexpected = 0, skipped = 0 }) => ({
  passed: expected,
  failed: unexpected + flaky,
  skipped,
});

/** @param {Suite[]} suites @returns {Record<string, number>} */
function countByProject(suites) {
  /** @type {Record<string, number>} */
  const passed = {};
  for (const { projectName, status } of suites.flatMap(testsOf)) {
    if (status === 'expected') passed[projectName] = (passed[projectName] ?? 0) + 1;
  }
  return passed;
}

/** @param {Suite} suite @returns {PlaywrightTest[]} */
const testsOf = ({ specs, suites = [] }) => [...specs.flatMap(({ tests }) => tests), ...suites.flatMap(testsOf)];

/** @param {string} file */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
