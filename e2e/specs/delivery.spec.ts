// Whatever visitor and network do, every hit arrives once, and in order within its page unless the browser itself changes that.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeliveryServer } from '../bench/delivery-server';
import { SITUATIONS, told } from '../bench/situations';
import { receivedHits, settledHits } from '../support/hits';
import { PageServer, type ReceivedRequest } from '../support/page-server';
import { html, snippet } from '../support/snippet';
import { expect, test } from '../support/test';

/** Number of hits in each situation, as small as possible. There are two offline visitors, one of whom closes the tab. */
const HITS: Record<string, number> = {
  'event and instant navigation': 20,
  'burst of 60, then navigation': 122,
  'tab closed': 40,
  'offline, then online': 122,
  'offline, 4 tabs closed at once': 50,
  'slow server (3 s)': 50,
  'beacon quota full (200 KB waiting)': 100,
  'confirmed: connection refused for 5 s': 40,
  'confirmed: server answers 500 for 5 s': 40,
};
/** A busy browser may close this many tabs without an event to the page, or lose the tab's report of that event. */
const UNTOLD = 2;
/**
 * More than 50 hits, or 60 KB of them, leave in several requests at the same moment, and a browser short of time may deliver
 * them in any order. The most hits that may then come behind a later one: all but those of the last request.
 */
const overtaken = (situation: string, engine: string): number => {
  if (situation.startsWith('burst of 60')) return 2 * 11;
  // Only Firefox: Chromium's quota for beacons is full after the first request, and the others wait for the next page.
  if (situation.startsWith('beacon quota full') && engine === 'firefox') return 99 - 34;
  return 0;
};
const SCALE = { walkers: 1, visitors: 2, outage: 1200, silence: 10_000 };

test.describe('whatever happens, what a page tracks until it is told of its end arrives once', () => {
  test.skip(({ engine }) => !engine.can('offline'), 'the driver cannot take profiles offline and online again');

  for (const { name, run } of SITUATIONS) {
    const title = `given ${name.replace(' for 5 s', '')}, then each hit arrives once, in order unless requests leave side by side`;
    test(title, async ({ browser, engine }) => {
      const server = await DeliveryServer.start();
      const ledger = new Map<number, number>();
      const untold = new Set<number>();
      try {
        await run({ browser, server, ledger, untold, hits: HITS[name] ?? 20, ...SCALE });
        await server.quiet();
        expect(server.tally(ledger).sent).toBe(HITS[name]);
        expect(untold.size, 'tabs that were closed without a word').toBeLessThanOrEqual(UNTOLD);
        const { sent, outOfOrder, ...rest } = server.tally(told({ ledger, untold }));
        expect(rest).toEqual({ arrived: sent, lost: 0, twice: 0 });
        expect(outOfOrder).toBeLessThanOrEqual(overtaken(name, engine.name));
      } finally {
        await server.stop();
      }
    });
  }
});

test('given a thousand events at once and a slow server, then each batch waits for the answer to the one before it', async ({
  tab,
  pages,
}) => {
  const head = snippet({ tracker: pages.url('/matomo.php', 'stats'), script: '/tinypaq.js' });
  pages.setTracker().set('/', html('Page', head));
  const numbers = () => receivedHits(pages.requests).flatMap(({ e_v }) => (e_v === undefined ? [] : [Number(e_v)]));
  await tab.goto(pages.url('/'));
  await expect.poll(() => receivedHits(pages.requests).length).toBe(1);
  const answer = pages.hold('/matomo.php');
  await tab.evaluate(() => {
    const { _paq } = window as unknown as { _paq: { push(command: unknown[]): void } };
    for (let i = 0; i < 1000; i++) _paq.push(['trackEvent', 'c', 'a', 'n', i]);
  });
  await expect.poll(() => numbers().length).toBeGreaterThan(0);
  const first = numbers().length;
  // Longer than the time for which further hits are collected.
  await tab.evaluate(() => new Promise((done) => setTimeout(done, 1000)));
  expect(numbers(), 'none beside it').toHaveLength(first);
  answer();
  await expect.poll(() => numbers().length, { timeout: 20_000 }).toBe(1000);
  expect(numbers()).toEqual(Array.from({ length: 1000 }, (_, i) => i));
});

/** The shop, with hits going to a server that counts requests. */
const shop = test.extend<{ shop: { url: string; requests: readonly ReceivedRequest[] } }>({
  shop: async ({}, use) => {
    const { startDemo } = await import('../../demo/server');
    const dataDir = await mkdtemp(join(tmpdir(), 'tinypaq-requests-'));
    const stats = await PageServer.start();
    const demo = await startDemo({ port: 0, dataDir, matomoUrl: stats.url('/', 'stats') });
    await use({ url: demo.url, requests: stats.requests });
    await demo.close();
    await stats.down();
    await rm(dataDir, { recursive: true, force: true });
  },
});

/** The hits of each request in short. A ping at the end of a page reports its load times. */
const said = (requests: readonly ReceivedRequest[]) =>
  requests.map((request) => receivedHits([request]).map(({ action_name, c_n, ping }) => action_name ?? c_n ?? ping));

const PAGES: [path: string, title: string][] = [
  ['/', 'Goods for cold coasts'],
  ['/product/blue-shoes', 'Blue shoes'],
];
for (const [path, title] of PAGES) {
  shop(
    `given the page ${path} of the shop, when it is looked at, then there is one request, and no other waits`,
    async ({ tab, shop }) => {
      await tab.goto(`${shop.url}${path}`);
      await expect.poll(() => shop.requests.length).toBe(1);
      // Leaving sends all waiting hits.
      await tab.goto(`${shop.url}/docs/`);
      await settledHits(shop.requests);
      expect(said(shop.requests).filter(([what]) => what !== '1')).toEqual([[`${title} | Tern & Tide`]]);
    },
  );
}

shop(
  'given the landing page, when its visitor scrolls, then all content that is seen is one more request',
  async ({ tab, shop }) => {
    await tab.goto(`${shop.url}/`);
    await expect.poll(() => shop.requests.length).toBe(1);
    await tab.evaluate(() => document.querySelector('.teasers')?.scrollIntoView({ block: 'center' }));
    await expect.poll(() => shop.requests.length).toBe(2);
    await settledHits(shop.requests);
    const [view, seen] = said(shop.requests);
    expect(view).toEqual(['Goods for cold coasts | Tern & Tide']);
    expect(seen?.sort()).toEqual(['/assets/images/film-teaser.svg', 'Discount', 'Teaser', 'Workshop']);
  },
);
