// The situations in which hits get lost: how visitors behave, and what the network does to them.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { DeliveryServer, PageOptions } from './delivery-server';
import { burst, endedPages, isTracked, noteEnd, pushBurst } from './visitor-actions';

export interface Bench {
  browser: Browser;
  server: DeliveryServer;
  /** How many hits to send in all. */
  hits: number;
  /** How many hits each page has sent so far. */
  ledger: Map<number, number>;
  /** Closed pages that did not report their end: the browser, short of time, did not tell them or lost their report. */
  untold: Set<number>;
  /** Visitors that walk through the site at the same time. */
  walkers: number;
  /** Visitors that wait at the same time; each keeps at most 100 hits. */
  visitors: number;
  /** For how long (ms) the server refuses or fails. */
  outage: number;
  /** If nothing arrives for this time (ms), the missing hits count as lost. */
  silence: number;
}

export interface Situation {
  name: string;
  run(bench: Bench): Promise<void>;
}

/** A visitor's first page has its own number times this. */
const PAGES_OF_A_VISITOR = 1000;
/** Tabs that a visitor closes together. */
const TABS = 4;

/** After this time (ms) the reports of pages about their end have been noted. */
const NOTED = 2000;

/** The number of hits of each page, page view included, so that all pages together send `hits`. */
const shares = (hits: number, perPage: number): number[] =>
  Array.from({ length: Math.ceil(hits / perPage) }, (_, page) => Math.min(perPage, hits - page * perPage));

const open = async (context: BrowserContext, url: string): Promise<Page> => {
  const tab = await context.newPage();
  await tab.goto(url);
  await tab.waitForFunction(isTracked);
  return tab;
};

/** The part of the ledger about pages that were told of their end. */
export const told = ({ ledger, untold }: Pick<Bench, 'ledger' | 'untold'>): Map<number, number> =>
  new Map([...ledger].filter(([page]) => !untold.has(page)));

const settledSoFar = (bench: Bench): Promise<number> => bench.server.settled(told(bench), bench.silence);

interface Tab {
  tab: Page;
  page: number;
}

/** The visitor closes tabs at once. */
const closeTabs = async (tabs: Tab[]): Promise<void> => {
  await Promise.all(tabs.map(({ tab, page }) => tab.evaluate(noteEnd, page)));
  await Promise.all(tabs.map(({ tab }) => tab.close()));
};

/** Finds out which of these pages were told of their end: those that have reported it. */
const lookBack = async (
  { untold }: Bench,
  closed: Tab[],
  ended: () => readonly number[] | Promise<readonly number[]>,
): Promise<void> => {
  let missing = closed;
  for (const start = Date.now(); missing.length && Date.now() - start < NOTED; await sleep(100)) {
    const pages = await ended();
    missing = closed.filter(({ page }) => !pages.includes(page));
  }
  missing.forEach(({ page }) => untold.add(page));
};

interface Browsing extends PageOptions {
  perPage: number;
  padding?: number;
  /** Sends the page's first events some time before it is left. @returns the number of the next one */
  stay?: (bench: Bench, tab: Page, page: number) => Promise<number>;
}

/** A visitor goes from page to page: on each a page view, then events and the navigation in the same task. */
const walk = async (
  bench: Bench,
  context: BrowserContext,
  first: number,
  { perPage, padding = 0, stay, ...options }: Browsing,
): Promise<void> => {
  const { server, ledger } = bench;
  const tab = await open(context, server.page(first, options));
  let page = first;
  for (const hits of shares(bench.hits - 1, perPage)) {
    ledger.set(page, hits);
    const from = stay ? await stay(bench, tab, page) : 1;
    const next = server.page(++page, options);
    await Promise.all([
      tab.waitForURL(next),
      tab.evaluate(pushBurst, burst(page - 1, from, Math.max(0, hits - from), { padding, next })),
    ]);
    await tab.waitForFunction(isTracked);
  }
  // One more page after the last: it repeats the hits that could not be handed over before.
  ledger.set(page, 1);
};

const browse = async (bench: Bench, browsing: Browsing): Promise<void> => {
  const { browser, hits, ledger, walkers } = bench;
  const contexts = await Promise.all(
    shares(hits, Math.ceil(hits / walkers)).map(async (own, walker) => {
      const context = await browser.newContext();
      const walked = { ...bench, hits: own, ledger: new Map<number, number>() };
      await walk(walked, context, walker * PAGES_OF_A_VISITOR, browsing);
      walked.ledger.forEach((count, page) => ledger.set(page, count));
      return context;
    }),
  );
  await settledSoFar(bench);
  await Promise.all(contexts.map((context) => context.close()));
};

/** Tabs that are closed right after a burst. */
const closeAfterBurst = async (bench: Bench): Promise<void> => {
  const { browser, server, ledger, hits, walkers } = bench;
  const context = await browser.newContext();
  const closed: Tab[] = [];
  const waiting = [...shares(hits, 10).entries()];
  const visitor = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [page, count] = next;
      ledger.set(page, count);
      const tab = await open(context, server.page(page));
      await tab.evaluate(noteEnd, page);
      await tab.evaluate(pushBurst, burst(page, 1, count - 1));
      await tab.close();
      closed.push({ tab, page });
    }
  };
  await Promise.all(Array.from({ length: walkers }, visitor));
  // Firefox may lose requests that it has accepted, when the page goes. Then the page's own report behind the hits is lost, too.
  await lookBack(bench, closed, () => [...server.ended]);
  await settledSoFar(bench);
  await context.close();
};

interface Visitor extends Tab {
  context: BrowserContext;
  hits: number;
}

/** Visitors on a page each, none of which has sent more than its page view. */
const arrive = (bench: Bench, options: PageOptions = {}): Promise<Visitor[]> =>
  Promise.all(
    shares(bench.hits, Math.ceil(bench.hits / bench.visitors)).map(async (hits, page) => {
      const context = await bench.browser.newContext();
      bench.ledger.set(page, 1);
      return { context, tab: await open(context, bench.server.page(page, options)), page, hits };
    }),
  );

/** All visitors send the rest of their events, spread over that many milliseconds. */
const sendRest = async ({ ledger }: Bench, visitors: Visitor[], milliseconds: number): Promise<void> => {
  const bursts = 10;
  const numbers = visitors.map(({ hits }) => shares(hits - 1, Math.ceil((hits - 1) / bursts)));
  for (let round = 0; round < bursts; round++) {
    for (const [index, { tab, page }] of visitors.entries()) {
      const count = numbers[index]?.[round] ?? 0;
      const from = ledger.get(page) ?? 0;
      ledger.set(page, from + count);
      await tab.evaluate(pushBurst, burst(page, from, count));
    }
    await sleep(milliseconds / bursts);
  }
};

const leave = (visitors: Visitor[]) => Promise.all(visitors.map(({ context }) => context.close()));

/** No network for a while: one half of the visitors waits for it, the other closes its tab and comes back later. */
const goOffline = async (bench: Bench): Promise<void> => {
  const { server, ledger, hits, outage } = bench;
  const visitors = await arrive({ ...bench, hits: hits - Math.floor(bench.visitors / 2) });
  await settledSoFar(bench);
  const setOffline = (offline: boolean) => Promise.all(visitors.map(({ context }) => context.setOffline(offline)));
  await setOffline(true);
  // The driver's offline mode lets the requests of closing tabs pass.
  await server.down();
  await sendRest(bench, visitors, outage / 2);
  const leaving = visitors.filter(({ page }) => page % 2);
  for (const visitor of leaving) await closeTabs([visitor]);
  await server.up();
  await setOffline(false);
  for (const visitor of leaving) {
    const later = bench.visitors + visitor.page;
    ledger.set(later, 1);
    const tab = await open(visitor.context, server.page(later));
    await lookBack(bench, [visitor], () => tab.evaluate(endedPages));
  }
  await settledSoFar(bench);
  await leave(visitors);
};

/** Without network a visitor closes all tabs at once, as with their window, and comes back later. */
const closeTogether = async (bench: Bench, first: number, hits: number): Promise<void> => {
  const { browser, server, ledger } = bench;
  const context = await browser.newContext();
  const visit = async (page: number): Promise<Tab> => {
    ledger.set(page, 1);
    return { tab: await open(context, server.page(page)), page };
  };
  const tabs = await Promise.all(Array.from({ length: TABS }, (_, tab) => visit(first + tab)));
  await settledSoFar(bench);
  await context.setOffline(true);
  // The driver's offline mode lets the requests of closing tabs pass.
  await server.down();
  const events = hits - TABS - 1;
  const counts = shares(events, Math.ceil(events / TABS));
  await Promise.all(
    tabs.map(async ({ tab, page }, index) => {
      const count = counts[index] ?? 0;
      ledger.set(page, 1 + count);
      await tab.evaluate(pushBurst, burst(page, 1, count));
    }),
  );
  await closeTabs(tabs);
  await server.up();
  await context.setOffline(false);
  const { tab } = await visit(first + TABS);
  await lookBack(bench, tabs, () => tab.evaluate(endedPages));
  await settledSoFar(bench);
  await context.close();
};

const closeAllTabs = async (bench: Bench): Promise<void> => {
  for (const [visitor, hits] of shares(bench.hits, Math.ceil(bench.hits / bench.visitors)).entries()) {
    await closeTogether(bench, visitor * PAGES_OF_A_VISITOR, hits);
  }
};

const refuseConnections = async (bench: Bench): Promise<void> => {
  const visitors = await arrive(bench, { confirmed: true, crossOrigin: true });
  await settledSoFar(bench);
  await bench.server.down();
  await sendRest(bench, visitors, bench.outage);
  await bench.server.up();
  await settledSoFar(bench);
  await leave(visitors);
};

const answerWithErrors = async (bench: Bench): Promise<void> => {
  bench.server.collector.behave({ status: 500 });
  const visitors = await arrive(bench, { confirmed: true });
  await sendRest(bench, visitors, bench.outage);
  bench.server.collector.behave();
  await settledSoFar(bench);
  await leave(visitors);
};

/** Sends half of the page's events while it is still visible, and leaves it when these have arrived. */
const lookAround = async ({ server, silence }: Bench, tab: Page, page: number): Promise<number> => {
  await tab.evaluate(pushBurst, burst(page, 1, 24));
  await server.settled(new Map([[page, 25]]), silence);
  return 25;
};

const answerSlowly = async (bench: Bench): Promise<void> => {
  bench.server.collector.behave({ delayMs: 3000 });
  await browse(bench, { perPage: 50, crossOrigin: true, stay: lookAround });
  bench.server.collector.behave();
};

/** Every page is left with 200 KB, once what the page before left behind has arrived. */
const fillQuota = (bench: Bench): Promise<void> =>
  browse(bench, {
    perPage: 100,
    padding: 1400,
    stay: async ({ server, ledger, silence }, _tab, page) => {
      await server.settled(new Map([...ledger, [page, 1]]), silence);
      return 1;
    },
  });

export const SITUATIONS: readonly Situation[] = [
  { name: 'event and instant navigation', run: (bench) => browse(bench, { perPage: 2 }) },
  { name: 'burst of 60, then navigation', run: (bench) => browse(bench, { perPage: 61 }) },
  { name: 'tab closed', run: closeAfterBurst },
  { name: 'offline, then online', run: goOffline },
  { name: 'offline, 4 tabs closed at once', run: closeAllTabs },
  { name: 'slow server (3 s)', run: answerSlowly },
  { name: 'beacon quota full (200 KB waiting)', run: fillQuota },
  { name: 'confirmed: connection refused for 5 s', run: refuseConnections },
  { name: 'confirmed: server answers 500 for 5 s', run: answerWithErrors },
];
