// @vitest-environment happy-dom
// Hits that wait for the answer to a request before them: they are sent after it, if still allowed, with their age.
import { describe, expect, it } from 'vitest';
import { event } from '../support/commands';
import { ways } from '../support/network';
import { arrivedActions } from '../support/outbox';
import { override } from '../support/overrides';
import { openPage, type Page } from '../support/page';

/** Opens a page with one request that is not answered, and an event that waits for the answer. */
async function openWaiting(): Promise<Page> {
  const page = await openPage({
    before: (network) => (network.holdAnswers = true),
    commands: [['enableConfirmedDelivery'], ['trackPageView']],
  });
  await page.pass(1000);
  page.push(event('behind'));
  await page.pass(1000);
  return page;
}

async function answer(page: Page): Promise<void> {
  page.network.holdAnswers = false;
  page.network.sent[0]?.answer(204);
  await page.pass(1000);
}

describe('given the visitor objects while an answer is awaited', () => {
  it.each([
    ['here, and the answer comes', (page: Page) => page.push(['optUserOut']), answer],
    ['here, and the page is left', (page: Page) => page.push(['optUserOut']), (page: Page) => page.leave()],
    ['in another tab', (page: Page) => page.cookies.set('mtm_consent_removed', String(Date.now())), answer],
  ])('%s, then nothing more is sent', async (_, object, goOn) => {
    const page = await openWaiting();
    object(page);
    await goOn(page);
    await page.pass(60_000);
    expect(arrivedActions(page)).toEqual(['T1']);
  });

  it('and consents again, then the waiting hits leave first', async () => {
    const page = await openWaiting();
    page.push(['optUserOut']);
    await answer(page);
    page.push(['setConsentGiven'], event('after'));
    await page.pass(2000);
    expect(arrivedActions(page)).toEqual(['T1', 'behind', 'after']);
  });
});

describe('given an answer that comes late', () => {
  it('then the hits that waited carry their age', async () => {
    const page = await openWaiting();
    await page.pass(60_000);
    await answer(page);
    expect(page.params().map(({ e_a, cdo }) => [e_a, cdo])).toEqual([
      [undefined, undefined],
      ['behind', '61'],
    ]);
  });

  it('and another address of the server, then the hits that waited still go to the old one', async () => {
    const page = await openWaiting();
    page.push(['setTrackerUrl', 'https://other.test/matomo.php']);
    await answer(page);
    expect(page.requests().map(({ url }) => url.split('?')[0])).toEqual(Array(2).fill('https://stats.test/matomo.php'));
  });
});

describe('given an answer that breaks off while it is read', () => {
  it('then the hits that waited for it leave all the same', async () => {
    const text = (): Promise<string> => Promise.reject(new TypeError('broken off'));
    const page = await openPage({
      commands: [['enableConfirmedDelivery']],
      before() {
        const { fetch } = globalThis;
        override(globalThis, 'fetch', async (...request: Parameters<typeof fetch>) => {
          const answer = await fetch(...request);
          return { ...answer, text };
        });
      },
    });
    page.push(event('1'));
    page.push(event('2'));
    await page.pass(2000);
    expect(arrivedActions(page)).toEqual(['1', '2']);
    expect(page.errors).toEqual([]);
  });
});

describe('given repetitions of what waited offline', () => {
  it('when the visitor objects while the answer to one is awaited, then hits tracked meanwhile are not sent', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    await page.pass(2000);
    page.goOffline();
    page.push(event('offline'));
    await page.pass(1000);
    page.network.holdAnswers = true;
    page.goOnline();
    await page.pass(1000);
    page.push(event('behind'));
    await page.pass(1000);
    page.push(['optUserOut']);
    page.network.holdAnswers = false;
    page.network.sent.at(-1)?.answer(204);
    await page.pass(60_000);
    expect(arrivedActions(page)).toEqual(['T1', 'offline']);
  });
});

describe('given a fetch of the page’s own, which throws', () => {
  it('when delivery is confirmed, then hits are kept, and leave once it works', async () => {
    let isBroken = true;
    const page = await openPage({
      commands: [['enableConfirmedDelivery'], event('1'), event('2')],
      before() {
        const { fetch } = globalThis;
        override(globalThis, 'fetch', (...request: Parameters<typeof fetch>) => {
          if (isBroken) throw new TypeError('not here');
          return fetch(...request);
        });
      },
    });
    await page.pass(1000);
    expect([arrivedActions(page), page.errors]).toEqual([[], []]);
    isBroken = false;
    await page.pass(10_000);
    expect(arrivedActions(page)).toEqual(['1', '2']);
  });

  it('when beacons are refused, then images replace them', async () => {
    const page = await openPage({
      commands: [event('1')],
      before(network) {
        network.acceptsBeacon = () => false;
        override(globalThis, 'fetch', () => {
          throw new TypeError('not here');
        });
      },
    });
    await page.pass(1000);
    expect(ways(page)).toEqual(['image']);
  });
});
