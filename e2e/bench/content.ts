// Measures what content tracking costs a page: script time, cookie accesses. Prints a Markdown table.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Browser } from '@playwright/test';
import { PageServer } from '../support/page-server';
import { launchChromium } from './chromium';
import { benchPage, crowdedBlock, deepBlock, measure, nestedBlocks, type Cost } from './content-page';
import { median, row } from './figures';

interface Case {
  name: string;
  /** Script that fills the page. */
  build: string;
  command: string;
  /** A new page view before the scan, so that blocks already seen count again. */
  scans?: number;
}

const VISIBLE = 'trackVisibleContentImpressions';
const ALL = 'trackAllContentImpressions';

const CASES: Case[] = [
  { name: '500 blocks at depth 15, visible', build: nestedBlocks(500, 15), command: VISIBLE, scans: 3 },
  { name: 'one block of 50,000 elements, all', build: crowdedBlock(50_000), command: ALL, scans: 1 },
  { name: '200 impressions, all', build: nestedBlocks(200, 1), command: ALL, scans: 1 },
  { name: '10,000 blocks, visible', build: nestedBlocks(10_000, 1), command: VISIBLE, scans: 3 },
  { name: '20,000 levels, visible', build: deepBlock(20_000), command: VISIBLE, scans: 1 },
  { name: '20,000 levels, all', build: deepBlock(20_000), command: ALL, scans: 1 },
];

const measureOnce = async (browser: Browser, { build, command, scans = 1 }: Case): Promise<Cost[]> => {
  const pages = await PageServer.start();
  const page = await browser.newPage();
  try {
    pages
      .set('/tinypaq.js', { headers: { 'content-type': 'text/javascript' }, body: tracker })
      .set('/', benchPage(build));
    await page.goto(pages.url('/'));
    const costs: Cost[] = [];
    for (let scan = 0; scan < scans; scan++) costs.push(await page.evaluate(measure, command));
    return costs;
  } finally {
    await page.close();
    await pages.down();
  }
};

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    runs: { type: 'string', default: '5' },
    tracker: { type: 'string', default: 'dist/tinypaq.js' },
  },
});
const tracker = readFileSync(values.tracker);
const browser = await launchChromium();
console.log(
  row(['case', 'scan', 'ms (best)', 'ms (median)', 'after paint', 'impressions', 'cookie reads', 'cookie writes']),
);
console.log(row(['---', '---:', '---:', '---:', '---:', '---:', '---:', '---:']));
try {
  for (const each of CASES.filter(({ name }) => name.includes(values.only))) {
    const runs: Cost[][] = [];
    for (let run = 0; run < Number(values.runs); run++) runs.push(await measureOnce(browser, each));
    for (let scan = 0; scan < (each.scans ?? 1); scan++) {
      const costs = runs.map((run) => run[scan]).filter((cost) => cost !== undefined);
      const times = costs.map(({ milliseconds }) => milliseconds);
      const { impressions, cookieReads, cookieWrites } = costs[0] as Cost;
      const sending = median(costs.map(({ afterPaint }) => afterPaint));
      const figures = [Math.min(...times), median(times), sending].map((each) => each.toFixed(1));
      const cells = [...figures, impressions, cookieReads, cookieWrites];
      console.log(row([each.name, scan + 1, ...cells]));
    }
  }
} finally {
  await browser.close();
}
