// `npm run size`: bytes, gzip -9 and brotli -q 11 of every bundle against its budget; fails above it.
// `npm run size -- --markdown` prints it as a table for documents.
// `npm run size -- --modules` also prints how many bytes of the full script each source file takes.
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { readBuilt } from './built.mjs';
import { bundleOf } from './size/bundle.mjs';
import { bytesByModule } from './size/modules.mjs';

const KIB = 1024;

/** A page that tracks page views with the module; its bundle contains only what it uses. */
const PAGE_VIEWS_ONLY = `
  import { createTracker, pageViews } from 'tinypaq';
  createTracker({ url: 'https://stats.example/matomo.php', siteId: 1, features: [pageViews] }).trackPageView();
`;

/**
 * Limits for gzip -9, in bytes. Above `budget` the check fails; a change that raises one explains why. `goal` is the aim.
 * @type {{ name: string, code: string, budget: number, goal: number }[]}
 */
const BUNDLES = [
  { name: 'tinypaq.js', code: readBuilt('tinypaq.js'), budget: 20.078125 * KIB, goal: 8 * KIB },
  { name: 'tinypaq.core.js', code: readBuilt('tinypaq.core.js'), budget: 14.3125 * KIB, goal: 4 * KIB },
  { name: 'ES module, page views only', code: await bundleOf(PAGE_VIEWS_ONLY), budget: 8.09375 * KIB, goal: 3 * KIB },
];

const rows = BUNDLES.map(({ name, code, budget, goal }) => {
  const gzip = gzipSync(code, { level: 9 }).length;
  const brotli = brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
  return {
    bundle: name,
    bytes: Buffer.byteLength(code),
    'gzip -9': gzip,
    'brotli -q 11': brotli,
    budget,
    left: budget - gzip,
    goal,
  };
});

if (process.argv.includes('--modules')) {
  console.table(bytesByModule(readBuilt('tinypaq.js'), readBuilt('tinypaq.js.map')));
  console.log('alone: gzip bytes that the script would have less without this file (together less than the whole,');
  console.log('since files that resemble each other are shorter together)');
}
/** @param {Record<string, string | number>} row */
const line = (row) => `| ${Object.values(row).join(' | ')} |`;

if (process.argv.includes('--markdown')) {
  const table = rows.map(({ bundle, bytes, 'gzip -9': gzip, 'brotli -q 11': brotli, goal }) => ({
    bundle: bundle.replace(/^tinypaq.*/, '`$&`'),
    ...Object.fromEntries(Object.entries({ bytes, gzip, brotli, goal }).map(([k, v]) => [k, v.toLocaleString('en')])),
  }));
  console.log(line({ a: 'bundle', b: 'bytes', c: 'gzip -9', d: 'brotli -q 11', e: 'goal (gzip)' }));
  console.log('| --- | ---: | ---: | ---: | ---: |');
  for (const row of table) console.log(line(row));
} else console.table(rows);
const over = rows.filter((row) => row.left < 0);
for (const row of over)
  console.error(`size: ${row.bundle} is ${-row.left} bytes (gzip) over its budget of ${row.budget}`);
process.exitCode = over.length ? 1 : 0;
