// Prints bytes, gzip -9 and brotli -q 11 of every bundle against its budget; fails above it.
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const KIB = 1024;

/**
 * Limits for gzip -9, in bytes. `budget` is where a build fails: a change that raises one says what for. `goal` is where they go.
 * @type {Record<string, { budget: number, goal: number }>}
 */
const BUNDLES = {
  'tinypaq.js': { budget: 18.25 * KIB, goal: 8 * KIB },
  'tinypaq.core.js': { budget: 12.75 * KIB, goal: 4 * KIB },
};

const rows = Object.entries(BUNDLES).map(([file, { budget, goal }]) => {
  const code = readFileSync(new URL(`../dist/${file}`, import.meta.url));
  const gzip = gzipSync(code, { level: 9 }).length;
  const brotli = brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
  return {
    bundle: file,
    bytes: code.length,
    'gzip -9': gzip,
    'brotli -q 11': brotli,
    budget,
    left: budget - gzip,
    goal,
  };
});

console.table(rows);
const over = rows.filter((row) => row.left < 0);
for (const row of over)
  console.error(`size: ${row.bundle} is ${-row.left} bytes (gzip) over its budget of ${row.budget}`);
process.exitCode = over.length ? 1 : 0;
