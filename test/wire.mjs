// Plays the wire scenarios against the built tracker in each engine, all but the pending ones, and reports their number.
// Further arguments go to the kit: npm run wire -- --only consent. Engines are chosen as for the end-to-end tests.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findBrowsers, wantedEngines } from '../e2e/support/browsers.mjs';
import { run } from './processes.mjs';

const VECTORS = 'e2e/wire/vectors';
/** Names of areas and scenarios that the tracker does not cover yet; no such file means that all are covered. */
const PENDING = 'e2e/wire/pending.json';
const REPORT = 'test-results/wire.json';
/** Browsers at once. The scenarios wait for silence more than they compute. */
const WORKERS = 6;

/** @typedef {import('../e2e/support/browsers.mjs').EngineName} EngineName */
/** @typedef {import('./reports.mjs').Counts} Counts */
/** @typedef {{ name: string, area: string }} Scenario */
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

/** Copies the vectors without the pending scenarios. @param {string} target @returns {number} how many were left out */
function copyVectors(target) {
  const pending = new Set(readPending());
  let left = 0;
  mkdirSync(target);
  for (const file of readdirSync(VECTORS)) {
    /** @type {Scenario[]} */
    const scenarios = readJson(join(VECTORS, file));
    const covered = scenarios.filter(({ name, area }) => !pending.has(name) && !pending.has(area));
    left += scenarios.length - covered.length;
    writeFileSync(join(target, file), JSON.stringify(covered));
  }
  return left;
}

/** @param {EngineName} engine @param {string} directory of the vectors @returns {Promise<Counts>} */
async function play(engine, directory) {
  console.log(`\n${engine}`);
  const results = join(directory, `${engine}.json`);
  const files = ['--tracker', 'dist/tinypaq.js', '--vectors', join(directory, 'vectors'), '--report', results];
  const options = ['--engine', engine, '--workers', String(WORKERS), ...process.argv.slice(2)];
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
    return { passed: 0, failed: 0, skipped: 0 }; // it ended before it could write
  }
}

async function main() {
  const found = findBrowsers();
  const engines = wantedEngines().filter((engine) => found[engine]);
  if (!engines.length) throw new Error('the wire scenarios need a browser');
  const directory = mkdtempSync(join(tmpdir(), 'tinypaq-wire-'));
  try {
    const pending = copyVectors(join(directory, 'vectors'));
    if (pending) console.log(`${pending} scenarios are pending (${PENDING})`);
    /** @type {Counts & { engines: Record<string, number> }} */
    const total = { passed: 0, failed: 0, skipped: pending * engines.length, engines: {} };
    for (const engine of engines) {
      const counts = await play(engine, directory);
      total.engines[engine] = counts.passed;
      total.passed += counts.passed;
      total.failed += counts.failed;
      total.skipped += counts.skipped;
    }
    mkdirSync(dirname(REPORT), { recursive: true });
    writeFileSync(REPORT, JSON.stringify({ wire: total }));
    return total.failed === 0;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

process.exitCode = (await main()) ? 0 : 1;
