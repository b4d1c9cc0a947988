// Plays the wire scenarios, except pending ones, against the built tracker in each engine, and reports the numbers.
// `--bundle core` plays the small script's scenarios against it, in one engine: the features it lacks are the same in all.
// Further arguments go to the kit: npm run wire -- --only consent. Engines are chosen as for the end-to-end tests.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findBrowsers, wantedEnginesOrExit } from '../e2e/support/browsers.mjs';
import { coreScenarios } from '../e2e/wire/core.mjs';
import { run } from './processes.mjs';

const VECTORS = 'e2e/wire/vectors';
/** File with the names of areas and scenarios that the tracker does not cover yet; without it all are covered. */
const PENDING = 'e2e/wire/pending.json';
const BUNDLES = {
  full: { name: 'wire full', tracker: 'dist/tinypaq.js', report: 'test-results/wire.json' },
  core: { name: 'wire core', tracker: 'dist/tinypaq.core.js', report: 'test-results/wire-core.json' },
};
/** Number of parallel browsers: scenarios mostly wait until nothing more arrives. */
const WORKERS = 8;

/** @typedef {import('../e2e/support/browsers.mjs').EngineName} EngineName */
/** @typedef {import('./reports.mjs').Counts} Counts */
/** @typedef {'full' | 'core'} Bundle */
/** @typedef {import('../e2e/wire/core.mjs').Scenario} Scenario */
/** @typedef {{ name: string, failure: string | null, lines: string[], skip?: string }} Result */

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** @returns {string[]} */
function readPending() {
  try {
    return readJson(PENDING);
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Reads the bundle from the arguments, and returns the other arguments for the kit. A bundle that there is not ends the process. */
function readArguments() {
  const kit = process.argv.slice(2);
  const at = kit.indexOf('--bundle');
  const [, asked = ''] = at < 0 ? ['', 'full'] : kit.splice(at, 2);
  if (asked !== 'full' && asked !== 'core') {
    console.error(`--bundle is full or core, not "${asked}"`);
    process.exit(1);
  }
  return { bundle: /** @type {Bundle} */ (asked), kit };
}

/** Writes the scenarios to play, without the pending ones. @param {Bundle} bundle @param {string} target @returns {number} how many are pending */
function writeVectors(bundle, target) {
  const pending = new Set(readPending());
  /** @type {Scenario[]} */
  const all = readdirSync(VECTORS).flatMap((file) => readJson(join(VECTORS, file)));
  const wanted = bundle === 'core' ? coreScenarios(all) : all;
  const covered = wanted.filter(({ name, area }) => !pending.has(name) && !pending.has(area ?? ''));
  mkdirSync(target);
  writeFileSync(join(target, 'scenarios.json'), JSON.stringify(covered));
  return wanted.length - covered.length;
}

/** @param {EngineName} engine @param {string} tracker @param {string} directory of the vectors @param {string[]} more options @returns {Promise<Counts>} */
async function play(engine, tracker, directory, more) {
  console.log(`\n${engine}`);
  const results = join(directory, `${engine}.json`);
  const files = ['--tracker', tracker, '--vectors', join(directory, 'vectors'), '--report', results];
  const options = ['--engine', engine, '--workers', String(WORKERS), ...more];
  const passed = await run(process.execPath, ['e2e/wire/replay.mjs', ...files, ...options]);
  const counts = count(results);
  return passed || counts.failed ? counts : { ...counts, failed: 1 };
}

/** @param {string} file @returns {Counts} */
function count(file) {
  try {
    /** @type {Result[]} */
    const results = readJson(file);
    const failed = results.filter(({ failure, lines }) => failure || lines.length).length;
    const skipped = results.filter(({ skip }) => skip).length;
    return { passed: results.length - failed - skipped, failed, skipped };
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }; // the kit ended before it could write
  }
}

/** @param {Bundle} bundle */
function enginesFor(bundle) {
  const found = findBrowsers();
  const engines = wantedEnginesOrExit().filter((engine) => found[engine]);
  if (!engines.length) throw new Error('the wire scenarios need a browser');
  return bundle === 'core' ? engines.slice(0, 1) : engines;
}

async function main() {
  const { bundle, kit } = readArguments();
  const { name, tracker, report } = BUNDLES[bundle];
  const engines = enginesFor(bundle);
  const directory = mkdtempSync(join(tmpdir(), 'tinypaq-wire-'));
  try {
    const pending = writeVectors(bundle, join(directory, 'vectors'));
    if (pending) console.log(`${pending} scenarios are pending (${PENDING})`);
    /** @type {Counts & { engines: Record<string, number> }} */
    const total = { passed: 0, failed: 0, skipped: pending * engines.length, engines: {} };
    for (const engine of engines) {
      const counts = await play(engine, tracker, directory, kit);
      total.engines[engine] = counts.passed;
      total.passed += counts.passed;
      total.failed += counts.failed;
      total.skipped += counts.skipped;
    }
    mkdirSync(dirname(report), { recursive: true });
    writeFileSync(report, JSON.stringify({ wire: total }));
    console.log(`${name} ${total.passed}/${total.passed + total.failed}`);
    return total.failed === 0;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

process.exitCode = (await main()) ? 0 : 1;
