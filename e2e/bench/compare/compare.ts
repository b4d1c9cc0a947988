// Compares the tracker with others: what a page loads, what its main thread does, what is sent. Prints a Markdown table.
// --rounds for a quick run, --only for the trackers whose name has this text; MATOMO_JS=path adds the original.
// Nothing leaves this machine but what npm installs on the first run.
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { LOOPBACK_ONLY } from '../../support/chromium-switches.mjs';
import { launchChromium } from '../chromium';
import { installTrackers } from './install';
import { table, type Result } from './report';
import { gatherTrackers, LEFT_OUT, type Tracker } from './trackers';
import { visit } from './visit';

/** Some trackers do not count a browser that reports being driven by a program. */
const UNDRIVEN = '--disable-blink-features=AutomationControlled';

const EXPLANATION = `
In brackets: how many times tinypaq's. Each visitor is new and opens one page, which loads the script asynchronously; packages
are bundled and minified, with the least set-up that counts page views. Evaluate: the main thread's time in the script itself;
all script: until the page is left. First hit: from the start of the navigation until the page view arrives at a server on
the same machine, the time for which a tracker holds hits back by default included. Requests and KiB sent (line, headers,
body): until after the page was left. Leaving: the main thread's time in beforeunload, pagehide, visibilitychange and unload.`;

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, only: { type: 'string', default: '' } },
});
const rounds = Number(values.rounds);
if (!(rounds >= 1)) throw new Error(`--rounds: a number from 1 on, not "${values.rounds}"`);

installTrackers();
const original = process.env.MATOMO_JS;
const absent = [...LEFT_OUT, ...(original ? [] : ['matomo.js: MATOMO_JS does not say where it is'])];
const [ours, ...others] = await gatherTrackers(original);
const chosen: Tracker[] = [ours, ...others.filter(({ name }) => name.includes(values.only))];

const browser = await launchChromium(LOOPBACK_ONLY, UNDRIVEN);
const results = new Map<Tracker, Result>();
const loads: number[] = [];
try {
  const page = await browser.newPage();
  const userAgent = (await page.evaluate(() => navigator.userAgent)).replace('Headless', '');
  await page.close();
  // A first round that does not count: it warms up, and shows which trackers take part.
  for (const tracker of chosen) {
    try {
      await visit(browser, userAgent, tracker);
      results.set(tracker, { tracker, visits: [] });
    } catch (error) {
      absent.push(`${tracker.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  for (let round = 1; round <= rounds; round++) {
    // Interleaved, so that other load on the machine affects all trackers alike.
    for (const { tracker, visits } of results.values()) visits.push(await visit(browser, userAgent, tracker));
    loads.push(loadavg()[0] ?? NaN);
    console.error(`round ${round} of ${rounds}, load ${loads.at(-1)?.toFixed(1)}`);
  }
} finally {
  await browser.close();
}

const [base, ...compared] = results.values();
if (!base) throw new Error(`no page view of the tracker itself arrived; ${absent.join('; ')}`);
console.log(table([base, ...compared]));
console.log(
  `\nMedians of ${rounds} interleaved visits with Chromium ${browser.version()} at 4× CPU slowdown; ` +
    `${availableParallelism()} cores, load ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}.`,
);
console.log(EXPLANATION);
console.log(`\nLeft out:\n${absent.map((line) => `- ${line}`).join('\n')}`);
