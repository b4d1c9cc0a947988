// One visitor, new to the site, on a slow device: opens the page, stays until it is counted, reads on, goes to the next page.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from '@playwright/test';
import { BarePage } from '../bare-page';
import type { TraceEvent } from '../trace';
import { Receiver, SCRIPT } from './receiver';
import { threadTime, type ThreadTime } from './trace';
import type { Tracker } from './trackers';

export interface Measured extends ThreadTime {
  /** Milliseconds from the start of the navigation to the arrival of the page view. */
  firstHit: number;
  /** Requests from the navigation until after leaving, script and document aside. */
  requests: number;
  /** Bytes of these requests: line, headers and body. */
  sent: number;
}

/** How many times slower the page's main thread runs. */
const SLOWDOWN = 4;
/** A page view has to arrive within this time (ms). */
const PATIENCE = 20_000;
/** How long (ms) the visitor reads on after the page view arrived. */
const READING = 2000;
/** How long (ms) to wait for requests of the page that was left. */
const AFTERMATH = 1000;

const CATEGORIES = ['toplevel', 'devtools.timeline', 'v8', 'disabled-by-default-v8.compile'];

const waitForHit = async (receiver: Receiver): Promise<number> => {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await sleep(50)) {
    const hit = receiver.firstHit();
    if (hit) return hit.time;
  }
  const paths = receiver.arrivals.map(({ path }) => path).join(', ') || 'nothing';
  throw new Error(`no page view arrived within ${PATIENCE / 1000} s (but ${paths})`);
};

const readTrace = async (browser: Browser): Promise<TraceEvent[]> => {
  const trace = await browser.stopTracing();
  return (JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }).traceEvents;
};

/** @returns milliseconds from the start of the navigation to the page view */
const walk = async (page: BarePage, receiver: Receiver): Promise<number> => {
  await page.goto(receiver.url('/'));
  const hit = await waitForHit(receiver);
  const start = (await page.evaluate('performance.timeOrigin')) as number;
  await sleep(READING);
  await page.goto(receiver.url('/next'));
  await sleep(AFTERMATH);
  return hit - start;
};

/**
 * @param userAgent - of a browser that a visitor sits at: some trackers do not count others
 * @throws when no page view arrives
 */
export const visit = async (browser: Browser, userAgent: string, tracker: Tracker): Promise<Measured> => {
  const receiver = await Receiver.start(tracker);
  const page = await BarePage.open(browser, SLOWDOWN);
  try {
    await page.setUserAgent(userAgent);
    await browser.startTracing(undefined, { categories: CATEGORIES });
    const walked = walk(page, receiver);
    // The browser has to stop tracing even if the visit failed.
    await walked.catch(() => undefined);
    const trace = await readTrace(browser);
    const firstHit = await walked;
    const { arrivals } = receiver;
    const sent = arrivals.reduce((sum, { bytes }) => sum + bytes, 0);
    return { firstHit, requests: arrivals.length, sent, ...threadTime(trace, receiver.url(SCRIPT)) };
  } finally {
    await page.close();
    await receiver.stop();
  }
};
