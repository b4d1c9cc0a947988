// Sends 1,000 hits in each of the situations in which hits get lost, and counts what the collector's database holds then.
// Prints a Markdown table; ends with 1 if a hit was lost, or arrived behind a later one of its page.
// --hits for a quick run, --only for the situations whose name has this text.
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from '@playwright/test';
import { launchChromium } from './chromium';
import { DeliveryServer } from './delivery-server';
import { row } from './figures';
import { SITUATIONS, type Situation } from './situations';
import type { Tally } from './tally';

/** How long (ms) further copies of a hit may take to arrive once all have. */
const COPIES = 2000;

/** Visitors at the same time, milliseconds without a server, and without a hit until the rest counts as lost. */
const SCALE = { walkers: 5, visitors: 10, outage: 5000, silence: 20_000 };

interface Result extends Tally {
  name: string;
  seconds: number;
}

const measure = async (browser: Browser, { name, run }: Situation, hits: number): Promise<Result> => {
  const server = await DeliveryServer.start();
  const ledger = new Map<number, number>();
  const untold = new Set<number>();
  const start = Date.now();
  try {
    await run({ browser, server, hits, ledger, untold, ...SCALE });
    if (untold.size) console.error(`${name}: ${untold.size} tabs were closed without a word`);
    const end = await server.settled(ledger, 0);
    await sleep(COPIES);
    return { name, ...server.tally(ledger), seconds: (end - start) / 1000 };
  } finally {
    await server.stop();
  }
};

const table = (results: Result[]): string =>
  [
    row(['situation', 'sent', 'arrived', 'lost', 'twice', 'out of order', 'seconds']),
    row(['---', '---:', '---:', '---:', '---:', '---:', '---:']),
    ...results.map((r) => row([r.name, r.sent, r.arrived, r.lost, r.twice, r.outOfOrder, r.seconds.toFixed(1)])),
  ].join('\n');

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, hits: { type: 'string', default: '1000' } },
});
const browser = await launchChromium();
const results: Result[] = [];
try {
  for (const situation of SITUATIONS.filter(({ name }) => name.includes(values.only))) {
    const result = await measure(browser, situation, Number(values.hits));
    console.error(`${result.name}: ${result.arrived} of ${result.sent}`);
    results.push(result);
  }
} finally {
  await browser.close();
}
console.log(table(results));
const twice = results.reduce((sum, result) => sum + result.twice, 0);
if (twice)
  console.log(`\nTwice: the connection broke between a hit and its answer, so that nobody could know (${twice} hits).`);
process.exitCode = results.some(({ lost, outOfOrder }) => lost + outOfOrder > 0) ? 1 : 0;
