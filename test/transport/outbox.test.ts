// @vitest-environment happy-dom
// Hits that could not be handed to the browser are kept, over pages and hours, and sent again, each once.
import { describe, expect, it, vi } from 'vitest';
import { event } from '../support/commands';
import { OFFLINE, arrivedActions, stored } from '../support/outbox';
import { START, TRACKER_URL, openPage, type Page } from '../support/page';
import { override, overrideAccess, writeStorageBy } from '../support/overrides';

const HOUR = 3_600_000;
describe('while the browser is offline', () => {
  it('given a storage of the page’s own whose entries never end, waiting hits are kept in memory', async () => {
    let asked = 0;
    const key = (): string => {
      if (++asked > 99) throw new Error('this would go on for ever');
      return '';
    };
    const setItem = (): never => {
      throw new Error('full');
    };
    const own = { key, setItem, getItem: () => '', removeItem: () => undefined, length: 0, clear: () => undefined };
    const before = (): void => override(globalThis, 'localStorage', own);
    const page = await openPage({ ...OFFLINE, before, commands: [event('1')] });
    await page.pass(5000);
    page.goOnline();
    await page.pass(100);
    expect(arrivedActions(page)).toEqual(['1']);
    expect(asked).toBe(0);
  });

  it('nothing is sent; when it is online again everything leaves, in order', async () => {
    const page = await openPage({ ...OFFLINE, commands: [['trackPageView'], event('1'), event('2')] });
    await page.pass(5000);
    page.push(event('3'), ['queueRequest', 'e_a=4']);
    await page.pass(5000);
    expect(page.requests()).toEqual([]);
    page.goOnline();
    await page.pass(0);
    expect(arrivedActions(page)).toEqual(['T1', '1', '2', '3', '4']);
    expect(page.requests()).toHaveLength(1);
    await page.pass(HOUR);
    expect(page.hits(), 'once').toHaveLength(5);
    expect(stored()).toEqual([]);
  });

  it('hits that leave then are sent one request after the other, and later hits do not overtake them', async () => {
    const page = await openPage({ ...OFFLINE, commands: Array.from({ length: 60 }, (_, i) => event(String(i + 1))) });
    page.network.holdAnswers = true;
    await page.pass(2000);
    page.goOnline();
    await page.pass(100);
    page.push(event('61'));
    await page.pass(5000);
    expect(arrivedActions(page).at(-1), 'before the first batch has arrived').toBe('10');
    page.requests()[0]?.answer(204);
    await page.pass(100);
    expect(arrivedActions(page).at(-1), 'before the second batch has arrived').toBe('60');
    page.requests()[1]?.answer(204);
    await page.pass(100);
    expect(arrivedActions(page)).toEqual(Array.from({ length: 61 }, (_, i) => String(i + 1)));
    expect(page.requests().map(({ via }) => via)).toEqual(['fetch', 'fetch', 'fetch']);
    page.requests()[2]?.answer(204);
    await page.pass(100);
    page.push(event('62'));
    expect(page.requests().at(-1)?.via, 'after everything has arrived').toBe('beacon');
  });

  it.each(Array.from({ length: 8 }, (_, tasks) => tasks))(
    'hits that are about to leave then do not overtake waiting ones, though it is online again only %i tasks later',
    async (tasks) => {
      const page = await openPage({ ...OFFLINE, commands: [event('1')] });
      await page.pass(500);
      page.push(event('2'), event('3'));
      await page.pass(299);
      for (let task = 0; task < tasks; task++) vi.advanceTimersToNextTimer();
      page.goOnline();
      await page.pass(5000);
      expect(arrivedActions(page)).toEqual(['1', '2', '3']);
    },
  );

  it('hits that do not reach the server then are repeated', async () => {
    const page = await openPage({ ...OFFLINE, commands: [event('1')] });
    page.network.status = () => 0;
    page.goOnline();
    await page.pass(100);
    page.network.status = () => 204;
    await page.pass(5000);
    expect(arrivedActions(page)).toEqual(['1', '1']);
  });

  it('hits that do not reach the server then in a hidden tab stay, and are repeated', async () => {
    const page = await openPage({ ...OFFLINE, commands: [event('1')] });
    await page.pass(100);
    page.hide();
    page.network.status = () => 0;
    page.goOnline();
    await page.pass(100);
    expect(page.requests().map(({ via }) => via)).toEqual(['fetch']);
    expect(stored()).toHaveLength(1);
    page.network.status = () => 204;
    await page.pass(5000);
    expect(arrivedActions(page)).toEqual(['1', '1']);
    expect(stored()).toEqual([]);
  });

  it('hits survive the page, and leave with the next one after it has loaded', async () => {
    const first = await openPage({ ...OFFLINE, commands: [['trackPageView', 'first'], event('1')] });
    const second = await first.goto({ readyState: 'loading', commands: [['trackPageView', 'second']] });
    expect(arrivedActions(second)).toEqual(['second']);
    second.load();
    await second.pass(10);
    expect(first.requests()).toEqual([]);
    expect(arrivedActions(second)).toEqual(['second', 'first', '1']);
  });

  it('hits of many pages wait together', async () => {
    let page = await openPage({ ...OFFLINE, commands: [['trackPageView', '1']] });
    await page.pass(1);
    page = await page.goto({ ...OFFLINE, commands: [['trackPageView', '2']] });
    page = await page.goto({ commands: [] });
    await page.pass(10);
    expect(arrivedActions(page)).toEqual(['1', '2']);
  });

  it.each([
    ['looks at the page again', (page: Page) => (page.hide(), page.show())],
    ['comes back by the back/forward cache', (page: Page) => page.restore()],
  ])('a browser that does not say when that ends is asked when the visitor %s', async (_, comeBack) => {
    const page = await openPage({ ...OFFLINE, commands: [event('1')] });
    await page.pass(HOUR);
    override(navigator, 'onLine', true);
    comeBack(page);
    await page.pass(0);
    expect(arrivedActions(page)).toEqual(['1']);
  });

  it('a page that is shown for the first time does not ask at once what its own load asks', async () => {
    const page = await openPage({ ...OFFLINE, commands: [event('1')] });
    override(navigator, 'onLine', true);
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));
    await page.pass(0);
    expect(arrivedActions(page)).toEqual([]);
  });

  it.each([
    ['images', 'GET', [['setRequestMethod', 'GET']]],
    ['small hits without beacons', 'GET', [['disableAlwaysUseSendBeacon']]],
    ['bodies without beacons', 'POST', [['setRequestMethod', 'POST'], ['disableAlwaysUseSendBeacon']]],
  ])('%s wait, too, and are repeated by %s until they arrive', async (_, method, commands) => {
    const page = await openPage({ ...OFFLINE, commands: [...commands, event('1')] });
    await page.pass(1000);
    page.network.status = () => 0;
    page.goOnline();
    await page.pass(10_000);
    const before = page.requests().length;
    expect(before).toBeGreaterThan(1);
    page.network.status = () => 204;
    await page.pass(HOUR);
    expect(page.requests().slice(before)).toMatchObject([{ via: 'fetch', init: { method } }]);
    expect(arrivedActions(page).slice(before)).toEqual(['1']);
    expect(stored()).toEqual([]);
  });
});

describe('the outbox', () => {
  const send = async (page: Page, count: number, text = ''): Promise<void> => {
    page.push(['disableQueueRequest']);
    page.push(...Array.from({ length: count }, (_, i) => ['trackEvent', 'c', String(i), text]));
    await page.pass(0);
  };

  it('costs no look at the cookies where nothing waits', async () => {
    const page = await openPage({ readyState: 'loading', commands: [['trackPageView']] });
    await page.pass(1000);
    const get = vi.spyOn(document, 'cookie', 'get');
    page.load();
    await page.pass(1000);
    expect(get).not.toHaveBeenCalled();
  });

  it.each([
    ['is looked into when the page has loaded', [], true],
    ['is not where consent is asked for', [['requireConsent']], false],
    ['is not where cookies are off', [['disableCookies']], false],
  ])('%s', async (_, commands, isRead) => {
    let reads = 0;
    const storage = localStorage;
    const page = await openPage({ readyState: 'loading', commands });
    overrideAccess(globalThis, 'localStorage', () => (reads++, storage));
    page.load();
    await page.pass(1000);
    expect(reads > 0).toBe(isRead);
  });

  it('given consent in another tab, is sent when the browser is online again', async () => {
    const first = await openPage({ ...OFFLINE, commands: [event('1')] });
    const second = await first.goto({ ...OFFLINE, commands: [['requireConsent']] });
    second.cookies.set('mtm_consent', String(Date.now()));
    second.goOnline();
    await second.pass(1000);
    expect(arrivedActions(second)).toEqual(['1']);
  });

  it('keeps the newest 100 hits', async () => {
    const page = await openPage(OFFLINE);
    await send(page, 130);
    expect(stored()).toHaveLength(100);
    page.goOnline();
    await page.pass(5000);
    expect(arrivedActions(page)).toEqual(Array.from({ length: 100 }, (_, i) => String(i + 30)));
  });

  it('keeps at most 256 K characters, the newest ones', async () => {
    const page = await openPage(OFFLINE);
    await send(page, 30, 'x'.repeat(20_000));
    expect(stored().join('').length).toBeLessThanOrEqual(262_144);
    page.goOnline();
    await page.pass(5000);
    expect(arrivedActions(page)).toEqual(Array.from({ length: 12 }, (_, i) => String(i + 18)));
  });

  it('keeps the order of the hits, whatever the order of the storage', async () => {
    const keep = (time: number, turn: number, name: string): void =>
      localStorage.setItem(`tinypaq.outbox.${time}.${turn}`, `${TRACKER_URL}\ne_c=c&e_a=${name}`);
    const before = (): void => {
      const now = Date.now();
      keep(now, 1_000_000, '3');
      keep(now - 20, 1_700_001, '2');
      keep(now - 20, 1_700_000, '1');
    };
    const page = await openPage({ before });
    await page.pass(100);
    expect(arrivedActions(page)).toEqual(['1', '2', '3']);
  });

  it('leaves what the page itself has stored, and finds its own among that', async () => {
    const before = (): void => {
      localStorage.setItem('', 'nameless');
      localStorage.setItem('cart', '{}');
    };
    const page = await openPage({ ...OFFLINE, before, commands: [event('1')] });
    await page.pass(1000);
    page.goOnline();
    await page.pass(1000);
    expect(arrivedActions(page)).toEqual(['1']);
    expect({ ...localStorage }).toEqual({ '': 'nameless', cart: '{}' });
  });

  it('looks up no entry by its number, which in Firefox takes seconds where the page has many', async () => {
    const asked: PropertyKey[] = [];
    const get = (storage: Storage, name: string): unknown => {
      asked.push(name);
      return Reflect.get(storage, name);
    };
    const before = (): void => override(globalThis, 'localStorage', new Proxy(localStorage, { get }));
    const page = await openPage({ ...OFFLINE, before, commands: [event('1')] });
    await page.pass(1000);
    page.goOnline();
    await page.pass(1000);
    expect(arrivedActions(page)).toEqual(['1']);
    expect(asked).toContain('getItem');
    expect(asked).not.toContain('key');
  });

  it('does not lose the others for a hit that is too long to be kept', async () => {
    const page = await openPage(OFFLINE);
    await send(page, 3);
    page.push(['trackEvent', 'c', 'huge', 'x'.repeat(300_000)]);
    page.goOnline();
    await page.pass(0);
    expect(arrivedActions(page)).toEqual(['0', '1', '2']);
  });

  it('forgets hits that are older than the server takes: 24 hours', async () => {
    const page = await openPage({ ...OFFLINE, commands: [event('old')] });
    await page.pass(2 * HOUR);
    page.push(event('young'));
    await page.pass(22 * HOUR);
    page.goOnline();
    await page.pass(0);
    expect(arrivedActions(page)).toEqual(['young']);
    expect(page.last()['cdo']).toBe(String((22 * HOUR) / 1000));
  });

  it('leaves hits of other trackers where they are', async () => {
    const first = await openPage({ ...OFFLINE, trackerUrl: 'https://first.test/t', commands: [event('first')] });
    const second = await first.goto({ trackerUrl: 'https://second.test/t' });
    await second.pass(10);
    expect(second.requests()).toEqual([]);
    const third = await second.goto({ trackerUrl: 'https://first.test/t' });
    await third.pass(10);
    expect(arrivedActions(third)).toEqual(['first']);
  });

  it.each([
    ['a name without time', 'tinypaq.outbox', `${TRACKER_URL}\ne_a=x`],
    ['another name', 'tinypaq.outbox.soon', `${TRACKER_URL}\ne_a=x`],
    ['no address', `tinypaq.outbox.${START}.1`, 'e_a=x'],
    ['nothing', `tinypaq.outbox.${START}.1`, ''],
    ['a time to come', `tinypaq.outbox.${START + 48 * HOUR}.1`, `${TRACKER_URL}\ne_a=x`],
  ])('that was damaged (%s) does not disturb it', async (_, name, text) => {
    const page = await openPage({ before: () => localStorage.setItem(name, text), commands: [event('1')] });
    await page.pass(0);
    expect(arrivedActions(page)).toEqual(['1']);
    page.goOffline();
    page.push(event('2'));
    await page.pass(801);
    page.goOnline();
    await page.pass(0);
    expect(arrivedActions(page)).toEqual(['1', '2']);
    expect(page.errors).toEqual([]);
    await page.pass(25 * HOUR);
    page.goOffline();
    page.push(event('3'));
    await page.pass(801);
    expect(stored(), 'and is gone after a day').toHaveLength(1);
  });

  it.each([
    ['is missing', () => override(globalThis, 'localStorage', undefined)],
    [
      'is full',
      () =>
        writeStorageBy(() => {
          throw new DOMException('full', 'QuotaExceededError');
        }),
    ],
  ])('works on its page where storage %s', async (_, before) => {
    const page = await openPage({ ...OFFLINE, before, commands: [event('1'), event('2')] });
    await page.pass(1000);
    page.goOnline();
    await page.pass(0);
    expect(arrivedActions(page)).toEqual(['1', '2']);
    page.close();
    expect(stored()).toEqual([]);
  });
});
