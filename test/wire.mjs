// Plays the wire scenarios against the built tracker, all but the pending ones, and reports their number.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowsers } from '../e2e/support/browsers.mjs';
import { run } from './processes.mjs';

const VECTORS = 'e2e/wire/vectors';
/** Names of areas and scenarios that the tracker does not cover yet; no such file means that all are covered. */
const PENDING = 'e2e/wire/pending.json';

/** @typedef {{ name: string, area: string }} Scenario */
/** @typedef {{ name: string, failure: string | null, lines: string[] }} Result */

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

/** @param {string} report where the numbers are to be written */
async function main(report) {
  const chromium = findBrowsers().chromium;
  if (!chromium) throw new Error('the wire scenarios need a Chromium');
  const directory = mkdtempSync(join(tmpdir(), 'tinypaq-wire-'));
  try {
    const vectors = join(directory, 'vectors');
    const results = join(directory, 'results.json');
    const skipped = copyVectors(vectors);
    const args = [
      'e2e/wire/replay.mjs',
      '--tracker',
      'dist/tinypaq.js',
      '--workers',
      '4',
      '--vectors',
      vectors,
      '--report',
      results,
    ];
    const passed = await run(process.execPath, args, { CHROMIUM_PATH: chromium.path });
    if (skipped) console.log(`${skipped} scenarios are pending (${PENDING})`);
    writeFileSync(report, JSON.stringify({ wire: { ...count(readJson(results)), skipped } }));
    return passed;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** @param {Result[]} results */
function count(results) {
  const failed = results.filter(({ failure, lines }) => failure || lines.length).length;
  return { passed: results.length - failed, failed };
}

const [report = 'test-results/wire.json'] = process.argv.slice(2);
process.exitCode = (await main(report)) ? 0 : 1;
