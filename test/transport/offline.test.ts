// @vitest-environment happy-dom
// Without a network hits wait, as long as they may, and leave once it is there.
import { describe, expect, it, vi } from 'vitest';
import { event } from '../support/commands';
import { ways } from '../support/network';
import { OFFLINE, arrivedActions, stored } from '../support/outbox';
import { openPage, type Page } from '../support/page';
import { override } from '../support/overrides';

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
    expect(ways(page)).toEqual(['fetch', 'fetch', 'fetch']);
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
    expect(ways(page)).toEqual(['fetch']);
    expect(stored()).toHaveLength(1);
    page.network.status = () => 204;
    await page.pass(5000);
    expect(arrivedActions(page)).toEqual(['1', '1']);
    expect(stored()).toEqual([]);
  });

  it('hits survive the page, and leave with the next one after it has loaded', async () => {
    const first = await openPage({ ...OFFLINE, commands: [['trackPageView', 'first'], event('1')] });
    const second = await first.goto({ readyState: 'loading', commands: [['trackPageView', 'second']] });
    await second.pass(1000);
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
