// @vitest-environment happy-dom
// Hits that could not be handed to the browser are kept, over pages and hours, and sent again, each once.
import { describe, expect, it, vi } from 'vitest';
import { event } from '../support/commands';
import { OFFLINE, arrivedActions, stored } from '../support/outbox';
import { START, TRACKER_URL, openPage, type Page } from '../support/page';
import { override, overrideAccess, writeStorageBy } from '../support/overrides';

const HOUR = 3_600_000;

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
