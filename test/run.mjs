// `npm test`: runs all checks that a change has to pass, also in a fresh clone. Needs nothing but Node.
import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { areDependenciesInstalled, installDependencies } from '../demo/dependencies.mjs';
import { complaintAboutNode } from '../demo/node-version.mjs';
import { complaintAbout, countTests } from './reports.mjs';
import { runNode, runScript, runScriptBeside } from './processes.mjs';
import { printHeadline, printSummary } from './summary.mjs';

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {() => Promise<boolean> | boolean} run true when the step passed
 * @property {string} [report] JSON report from which its tests are counted
 * @property {string[]} [needs] steps that have to pass before it
 * @property {boolean} [required] no other step can run when it fails
 *
 * @typedef {object} Outcome
 * @property {string} name
 * @property {'passed' | 'failed' | 'not run'} result
 * @property {number} [seconds]
 * @property {import('./reports.mjs').Counts} [tests]
 * @property {string} [note]
 */

const USAGE = 'usage: npm test [-- --keep-going]    (--keep-going: also run the steps after a failed one)';
const REPORTS = 'test-results';
const report = {
  unit: `${REPORTS}/unit.json`,
  bundle: `${REPORTS}/unit-bundle.json`,
  package: `${REPORTS}/package.json`,
  wire: `${REPORTS}/wire.json`,
  wireCore: `${REPORTS}/wire-core.json`,
  e2e: `${REPORTS}/e2e.json`,
};

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

/** Each of these takes one core, so they run side by side. @type {Step[]} */
const STATIC_CHECKS_AND_BUILD = [
  { name: 'type check', run: () => runScriptBeside('typecheck') },
  { name: 'lint', run: () => runScriptBeside('lint') },
  { name: 'format check', run: () => runScriptBeside('format:check') },
  { name: 'build', run: () => runScriptBeside('build') },
];

/** @type {(Step | Step[])[]} */
const STEPS = [
  { name: 'dependencies', run: () => areDependenciesInstalled() || installDependencies(), required: true },
  { name: 'browsers', run: () => runNode('e2e/support/install-browsers.mjs') },
  { name: 'web servers', run: () => runNode('e2e/support/install-web-servers.mjs') },
  STATIC_CHECKS_AND_BUILD,
  {
    name: 'unit tests',
    run: () => runScript('unit', '--reporter=default', '--reporter=json', `--outputFile.json=${report.unit}`),
    report: report.unit,
  },
  { name: 'size', run: () => runScript('size'), needs: ['build'] },
  {
    // Tests that the names that terser has changed make no difference on a page.
    name: 'unit tests, minified bundle',
    run: () => runScript('unit:bundle', '--reporter=default', '--reporter=json', `--outputFile.json=${report.bundle}`),
    report: report.bundle,
    needs: ['build'],
  },
  {
    name: 'installed package',
    run: () => runScript('package', '--reporter=default', '--reporter=json', `--outputFile.json=${report.package}`),
    report: report.package,
    needs: ['build'],
  },
  { name: 'public methods', run: () => runScript('api'), needs: ['build'] },
  {
    name: 'wire conformance',
    run: () => runNode('test/wire.mjs'),
    report: report.wire,
    needs: ['browsers', 'build'],
  },
  {
    name: 'wire conformance, small script',
    run: () => runNode('test/wire.mjs', '--bundle', 'core'),
    report: report.wireCore,
    needs: ['browsers', 'build'],
  },
  { name: 'end-to-end tests', run: () => runScript('e2e'), report: report.e2e, needs: ['browsers', 'build'] },
];

function checkNode() {
  const complaint = complaintAboutNode();
  if (!complaint) return;
  console.error(`test: ${complaint}`);
  process.exit(1);
}

function readKeepGoing() {
  const [unknown] = process.argv.slice(2).filter((argument) => argument !== '--keep-going');
  if (unknown !== undefined) {
    console.error(`test: unknown argument ${unknown}\n${USAGE}`);
    process.exit(2);
  }
  return process.argv.includes('--keep-going');
}

/** @param {Step} step @returns {Promise<Outcome>} */
async function perform(step) {
  if (step.report) rmSync(step.report, { force: true });
  const begun = Date.now();
  const endedWell = await step.run();
  const seconds = (Date.now() - begun) / 1000;
  const tests = step.report ? countTests(step.report) : undefined;
  const complaint = endedWell && step.report ? complaintAbout(tests) : undefined;
  const passed = endedWell && !complaint;
  console.log(`${step.name}: ${passed ? 'passed' : 'FAILED'} in ${seconds.toFixed(1)} s`);
  return {
    name: step.name,
    result: passed ? 'passed' : 'failed',
    seconds,
    ...(tests && { tests }),
    ...(complaint && { note: complaint }),
  };
}

/** @param {Step[]} steps @returns {Promise<Outcome[]>} */
function performTogether(steps) {
  if (!steps.length) return Promise.resolve([]);
  printHeadline(steps.map(({ name }) => name).join(', '));
  return Promise.all(steps.map(perform));
}

/** What becomes of a step that cannot run. @param {Step} step @param {Outcome[]} before @param {boolean} stopped @returns {Outcome | undefined} */
function notRun({ name, needs }, before, stopped) {
  const unmet = needs?.find((needed) => before.some((other) => other.name === needed && other.result !== 'passed'));
  if (!stopped && !unmet) return undefined;
  return { name, result: 'not run', ...(unmet && { note: `needs ${unmet}` }) };
}

/** @param {boolean} keepGoing @returns {Promise<Outcome[]>} */
async function performAll(keepGoing) {
  /** @type {Outcome[]} */
  const outcomes = [];
  let stopped = false;
  for (const steps of STEPS.map((step) => [step].flat())) {
    const left = steps.flatMap((step) => notRun(step, outcomes, stopped) ?? []);
    const performed = await performTogether(steps.filter(({ name }) => !left.some((other) => other.name === name)));
    outcomes.push(...left, ...performed);
    const hasFailed = performed.some(({ result }) => result === 'failed');
    stopped ||= hasFailed && (!keepGoing || steps.some(({ required }) => required));
  }
  return outcomes;
}

/** Engines that are wanted but not on this machine. @returns {Promise<Outcome[]>} */
async function missingEngines() {
  try {
    // Imported only here, because it needs the dependencies.
    const { findBrowsers, wantedEngines } = await import('../e2e/support/browsers.mjs');
    const found = findBrowsers();
    const missing = wantedEngines().filter((engine) => !found[engine]);
    return missing.map((engine) => ({
      name: `in ${engine}`,
      result: 'not run',
      note: 'no such browser here',
    }));
  } catch {
    return []; // a step has reported this already
  }
}

checkNode();
const keepGoing = readKeepGoing();
mkdirSync(REPORTS, { recursive: true });
const outcomes = await performAll(keepGoing);
printSummary([...outcomes, ...(await missingEngines())]);
process.exitCode = outcomes.some(({ result }) => result === 'failed') ? 1 : 0;
