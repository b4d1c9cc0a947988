// @vitest-environment happy-dom
// When and how hits in the outbox are sent again while all requests fail.
import { describe, expect, it, vi } from 'vitest';
import { event } from '../support/commands';
import { ways } from '../support/network';
import { openPage, type Page, type PageOptions } from '../support/page';
import { navigationApi } from '../support/navigation';
import { OFFLINE, stored } from '../support/outbox';
import { override } from '../support/overrides';

const HOUR = 3_600_000;
/** A server whose answers the page may read. */
const OWN = 'https://shop.test/matomo.php';

const actions = (page: Page): (string | undefined)[] => page.params().map(({ e_a }) => e_a);

describe('hits that nothing would take', () => {
  /** Neither beacon nor fetch nor image gets through. */
  const broken: PageOptions = {
    before(network) {
      network.acceptsBeacon = () => false;
      network.status = () => 0;
    },
  };

  it('are repeated with growing pauses, of which half is random', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1);
    const page = await openPage({ ...broken, commands: [event('1')] });
    const attempts = (): number[] => [
      ...new Set(page.requests().map(({ at }) => Math.round((at - Date.UTC(2026, 10, 20, 12)) / 1000))),
    ];
    await page.pass(31_500);
    expect(attempts()).toEqual([0, 1, 3, 7, 15, 31]);
    await page.pass(2 * HOUR);
    const pauses = attempts().map((at, i, all) => at - (all[i - 1] ?? 0));
    expect(Math.max(...pauses)).toBe(300);

    vi.mocked(Math.random).mockReturnValue(0);
    const other = await openPage({ ...broken, commands: [event('1')] });
    await other.pass(499);
    const before = other.requests().length;
    await other.pass(2);
    expect(other.requests()).toHaveLength(before + 1);
  });

  it.each([
    ['another page, then they wait: the next one repeats them before its own', false, false],
    ['another view of itself, then they are repeated', true, true],
  ])('given a page that sets out for %s', async (_, sameDocument, isRepeated) => {
    const navigation = navigationApi();
    const page = await openPage({
      before(network) {
        broken.before?.(network);
        override(window, 'navigation', navigation);
      },
      commands: [event('1')],
    });
    await page.pass(100);
    const before = page.requests().length;
    navigation.dispatchEvent(
      Object.assign(new Event('navigate'), { canIntercept: true, destination: { sameDocument } }),
    );
    await page.pass(2000);
    expect(page.requests().length > before).toBe(isRepeated);
    await page.pass(60_000);
    expect(page.requests().length, 'if it stays').toBeGreaterThan(before);
  });

  it.each([
    ['images', [['setRequestMethod', 'GET']]],
    ['requests by hand', [['setRequestMethod', 'POST'], ['disableAlwaysUseSendBeacon']]],
    ['beacons', []],
  ])('sent by %s arrive also after half an hour in which the server could not be reached', async (_, commands) => {
    const page = await openPage({ ...broken, ...OFFLINE, commands: [...commands, event('1')] });
    page.goOnline();
    await page.pass(HOUR / 2);
    const before = page.hits().length;
    page.network.acceptsBeacon = () => true;
    page.network.status = () => 204;
    await page.pass(HOUR / 2);
    expect(actions(page).slice(before)).toEqual(['1']);
  });

  it('are not overtaken by later ones', async () => {
    const page = await openPage({ ...broken, commands: [event('1')] });
    await page.pass(0);
    page.network.acceptsBeacon = () => true;
    page.network.status = () => 204;
    const before = page.hits().length;
    page.push(event('2'), event('3'));
    await page.pass(10_000);
    expect(actions(page).slice(before)).toEqual(['1', '2', '3']);
  });

  it('are repeated as soon as a single one would be, however many there are', async () => {
    const page = await openPage({ commands: [['disableQueueRequest']] });
    page.goOffline();
    const names = Array.from({ length: 9 }, (_, i) => String(i));
    page.push(...names.map(event));
    override(navigator, 'onLine', true);
    await page.pass(1001);
    expect(actions(page)).toEqual(names);
  });

  it('are repeated one by one where there are no bodies', async () => {
    const page = await openPage({ ...OFFLINE, commands: [['setRequestMethod', 'GET'], event('1'), event('2')] });
    await page.pass(1000);
    page.goOnline();
    await page.pass(1000);
    expect(page.requests().map(({ body }) => body)).toEqual(['', '']);
    expect(actions(page)).toEqual(['1', '2']);
  });

  it.each<[string, (page: Page) => unknown]>([
    ['the browser is online again', (page) => page.goOnline()],
    [
      'a beacon was accepted',
      async (page) => {
        page.network.acceptsBeacon = () => true;
        await page.pass(300_001);
        page.network.acceptsBeacon = () => false;
      },
    ],
  ])('given %s after a long time of failures, then the pauses begin anew', async (_, happen) => {
    const page = await openPage({ ...broken, commands: [event('1')] });
    await page.pass(HOUR);
    await happen(page);
    page.push(event('2'));
    await page.pass(2000);
    const before = page.requests().length;
    await page.pass(10_000);
    expect(page.requests().length).toBeGreaterThan(before);
  });

  it.each([
    ['fails', 0],
    ['says that the server cannot take them', 503],
  ])('wait again where the answer comes after the visitor has turned away, and %s', async (_, status) => {
    const before = await openPage({ ...OFFLINE, trackerUrl: OWN, commands: [event('1')] });
    await before.pass(100);
    const page = await before.goto({ trackerUrl: OWN, before: (network) => (network.holdAnswers = true) });
    await page.pass(2000);
    page.hide();
    page.requests()[0]?.answer(status);
    await page.pass(100);
    expect(ways(page)).toEqual(['fetch']);
    expect(stored().join()).toMatch('e_a=1');
  });

  it('too long for images wait until they can leave', async () => {
    const page = await openPage({ ...broken, commands: [['trackEvent', 'c', 'long', 'x'.repeat(2500)]] });
    await page.pass(0);
    expect(ways(page)).toEqual(['fetch']);
    page.network.status = () => 204;
    await page.pass(10_000);
    expect(ways(page)).toEqual(['fetch', 'fetch']);
  });

  it('go by beacon where requests keep failing, and hold up nothing for good', async () => {
    const page = await openPage({ ...broken, commands: [event('1')] });
    page.network.acceptsBeacon = () => true;
    // No beacons while the intervals still grow: one that is sent too early is lost without notice.
    await page.pass(240_000);
    expect(page.requests().filter(({ via }) => via === 'beacon')).toEqual([]);
    await page.pass(900_000);
    expect(page.hits().at(-1)).toMatchObject({ params: { e_a: '1' }, request: { via: 'beacon' } });
    page.push(event('2'));
    expect(page.hits().at(-1)).toMatchObject({ params: { e_a: '2' }, request: { via: 'beacon' } });
  });
});
