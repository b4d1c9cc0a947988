// Measures what the tracker costs the main thread of the shop's landing page at a quarter of the processor's speed, or at another
// with --slowdown: its longest task while the page loads, in and after 100 events in a row and on leaving, and the time of one push.
// Prints a Markdown table. Its last two rows are of a control, the same arithmetic again and again: how far the longest of its tasks
// is from the usual one is what the emulated slowdown and a shared processor add to any reading.
// Only the tracker's share of a task counts: traced script whose outermost frame is the tracker's own file (compiling,
// running, callbacks, listeners, promises), or the events' own function, which does nothing but push.
// Tasks are in time of the processor, so that a busy machine does not add to them; the push is timed by the clock.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Browser } from '@playwright/test';
import { startDemo } from '../../demo/server';
import { PageServer } from '../support/page-server';
import { BarePage } from './bare-page';
import { launchChromium } from './chromium';
import { median, row } from './figures';
import { sharesOf } from './tasks';
import type { TraceEvent } from './trace';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '21' }, slowdown: { type: 'string', default: '4' } },
});
/** Name of the script that pushes, as the trace shows it. */
const PUSHING = 'pushing.js';
/** Name of the script of the control, as the trace shows it. */
const CONTROL = 'control.js';
/** Tasks of the control: about as many as the tracker needs for 100 events. */
const CONTROL_TASKS = 40;
const CATEGORIES = ['toplevel', 'devtools.timeline', 'v8', 'disabled-by-default-v8.compile'];
/** Milliseconds after a phase that still belong to it, with its timers and queued hits. */
const AFTERMATH = 3500;
/** Milliseconds after which hits have been prepared, but not sent yet. */
const PAUSE = 500;

interface Costs {
  load: number;
  events: number;
  /** Leaving while 99 of these events wait to be sent. */
  leaving: number;
  /** Leaving at the moment in which they were tracked. */
  leavingAtOnce: number;
  push: number;
  /** Longest task of the control, and its usual one. */
  control: number;
  usualControl: number;
  /** Requests of the landing page, with those that waited in the queue. */
  requests: number;
}

const PUSH = `_paq.push(['trackEvent', 'Main thread', 'Event', 'Number', i])`;

/** Runs in the page, as a timer of a named script, so that the trace shows it under this name. */
const PUSH_100 = `setTimeout(function () {
  for (var i = 0; i < 100; i++) ${PUSH};
});
//# sourceURL=${PUSHING}`;

/** Runs in the page: tasks that all do the same, nothing but arithmetic, about as much as the tracker's longest. */
const CALCULATE = `(function () {
  var left = ${CONTROL_TASKS};
  setTimeout(function calculate() {
    for (var i = 0, sum = 0; i < 1500000; i++) sum += i % 7;
    window.controlSum = sum;
    if (--left) setTimeout(calculate);
  });
})();
//# sourceURL=${CONTROL}`;

/** Not while a trace is taken, because reading the clock takes time, too. */
const TIME_100 = `(function () {
  var times = [];
  for (var i = 0; i < 100; i++) {
    var start = performance.now();
    ${PUSH};
    times.push(performance.now() - start);
  }
  return times;
})()`;

/** @returns the share of each task that the tracker has, or another script */
const traced = async (
  browser: Browser,
  act: () => Promise<void>,
  script = /\/tinypaq\.js|pushing\.js/,
): Promise<ReturnType<typeof sharesOf>> => {
  await browser.startTracing(undefined, { categories: CATEGORIES });
  await act();
  const trace = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] };
  return sharesOf(trace.traceEvents, script);
};

const longest = (tasks: ReturnType<typeof sharesOf>): number => Math.max(0, ...tasks.map(({ share }) => share));

const measure = async (browser: Browser, shop: string, stats: PageServer): Promise<Costs> => {
  const page = await BarePage.open(browser, Number(values.slowdown));
  stats.requests.length = 0;
  const load = await traced(browser, async () => {
    await page.goto(shop);
    await sleep(AFTERMATH);
  });
  const requests = stats.requests.length;
  const events = await traced(browser, async () => {
    await page.evaluate(PUSH_100);
    await sleep(AFTERMATH);
  });
  const push = median((await page.evaluate(TIME_100)) as number[]);
  await sleep(AFTERMATH);
  const control = await traced(
    browser,
    async () => {
      await page.evaluate(CALCULATE);
      await sleep(AFTERMATH);
    },
    new RegExp(CONTROL),
  );
  const leave = (pause: number): ReturnType<typeof traced> =>
    traced(browser, async () => {
      await page.evaluate(PUSH_100);
      await sleep(pause);
      await page.goto(new URL('/docs/', shop).href);
      await sleep(AFTERMATH);
    });
  const leaving = await leave(PAUSE);
  await page.goto(shop);
  await sleep(AFTERMATH);
  const leavingAtOnce = await leave(0);
  await page.close();
  // Without the pushing itself, which has a row of its own.
  const whileLeaving = (tasks: typeof leaving): number => longest(tasks.filter(({ isLeaving }) => isLeaving));
  return {
    load: longest(load),
    events: longest(events),
    leaving: whileLeaving(leaving),
    leavingAtOnce: whileLeaving(leavingAtOnce),
    push,
    control: longest(control),
    usualControl: median(control.filter(({ share }) => share > 0).map(({ share }) => share)),
    requests,
  };
};

const ms = (value: number): string => `${value.toFixed(1)} ms`;

const dataDir = await mkdtemp(join(tmpdir(), 'tinypaq-main-thread-'));
const stats = await PageServer.start();
const demo = await startDemo({ port: 0, dataDir, matomoUrl: stats.url('/', 'stats') });
const browser = await launchChromium();
const runs: Costs[] = [];
try {
  for (let run = 0; run < Number(values.runs); run++) runs.push(await measure(browser, `${demo.url}/`, stats));
} finally {
  await browser.close();
  await demo.close();
  await stats.down();
  await rm(dataDir, { recursive: true, force: true });
}

const line = (name: string, goal: string, costs: number[]): string =>
  row([name, ms(Math.min(...costs)), ms(median(costs)), ms(Math.max(...costs)), goal]);
console.log(row([`at ${values.slowdown}x slowdown, ${runs.length} runs`, 'best', 'median', 'worst', 'goal']));
console.log(row(['---', '---:', '---:', '---:', '---:']));
const LINES: [name: string, goal: string, cost: keyof Costs][] = [
  ['longest task, page load', '10 ms', 'load'],
  ['longest task, 100 events in a row', '10 ms', 'events'],
  ['longest task, leaving while these wait', '10 ms', 'leaving'],
  ['longest task, leaving in the same moment', '', 'leavingAtOnce'],
  ["`_paq.push(['trackEvent', …])`", '1 ms', 'push'],
  [`control: ${CONTROL_TASKS} equal tasks, the longest`, '', 'control'],
  ['control: the usual one of them', '', 'usualControl'],
];
for (const [name, goal, cost] of LINES) {
  console.log(
    line(
      name,
      goal,
      runs.map((run) => run[cost]),
    ),
  );
}
console.log(
  `\nRequests for the landing page: ${median(runs.map(({ requests }) => requests))} until its visitor does something.`,
);
