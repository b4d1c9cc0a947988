// @vitest-environment happy-dom
// Where beacons were accepted before, a refused one means that too much is under way: hits wait, since retrying is in vain.
import { describe, expect, it, vi } from 'vitest';
import { event } from '../support/commands';
import { ways } from '../support/network';
import { arrivedActions, stored } from '../support/outbox';
import { override } from '../support/overrides';
import { openPage, type Page, type PageOptions } from '../support/page';

const BIG = ['trackRequest', `e_a=big&q=${'x'.repeat(70_000)}`];

/** Opens a page on which one beacon was accepted, and from then on none is. */
async function openRefusing(options: PageOptions = {}): Promise<Page> {
  const page = await openPage({ ...options, commands: [...(options.commands ?? []), event('0')] });
  await page.pass(1000);
  page.network.acceptsBeacon = () => false;
  return page;
}

describe('given beacons that were accepted, when one is refused', () => {
  it('then its hits wait, and leave by themselves later', async () => {
    // Pauses are random; this makes a long one.
    vi.spyOn(Math, 'random').mockReturnValue(0.99);
    const page = await openRefusing();
    await page.track(event('1'));
    expect(ways(page)).toEqual(['beacon']);
    expect(stored()).toHaveLength(1);
    await page.pass(60_000);
    expect(arrivedActions(page)).toEqual(['0', '1']);
  });

  it('because it is too long for any beacon, then it is fetched at once', async () => {
    const page = await openRefusing();
    await page.track(BIG);
    expect(page.requests().at(-1)).toMatchObject({ via: 'fetch', init: { keepalive: false } });
    expect(stored()).toEqual([]);
  });

  it('because it is too long for any beacon and the page is left, then it waits for the next page', async () => {
    const page = await openRefusing();
    page.hide();
    page.push(BIG);
    expect(ways(page)).toEqual(['beacon']);
    expect(stored()).toHaveLength(1);
  });

  it('and the page is left where nothing may be stored, then a request is its last chance', async () => {
    const page = await openRefusing({ commands: [['disableCookies']] });
    page.hide();
    page.push(event('1'));
    expect(page.requests().at(-1)).toMatchObject({ via: 'fetch', init: { keepalive: true } });
  });
});

describe('given beacons that were never accepted', () => {
  const refuse: PageOptions['before'] = (network) => (network.acceptsBeacon = () => false);

  it('then no hit waits for the answer to the one before', async () => {
    const page = await openPage({ before: refuse, commands: [event('0')] });
    page.network.holdAnswers = true;
    await page.track(event('1'));
    await page.track(event('2'));
    expect(ways(page)).toEqual(['fetch', 'fetch', 'fetch']);
  });

  it('then hits are not repeated because the server has no time now, unless the page has asked for that', async () => {
    const page = await openPage({
      trackerUrl: 'https://shop.test/matomo.php',
      before(network) {
        refuse(network);
        network.status = () => 503;
      },
      commands: [event('0')],
    });
    await page.pass(60_000);
    expect(ways(page)).toEqual(['fetch']);
    expect(stored()).toEqual([]);
  });

  it('then answers are read: browsers count a request as under way until then', async () => {
    let texts = 0;
    const text = (): Promise<string> => Promise.resolve(String(texts++));
    const page = await openPage({
      before(network) {
        refuse(network);
        override(globalThis, 'fetch', () => Promise.resolve({ ok: true, status: 204, text }));
      },
      commands: [event('0')],
    });
    await page.pass(0);
    expect(texts).toBe(1);
  });
});
