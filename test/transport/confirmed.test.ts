// @vitest-environment happy-dom
// Confirmed delivery: while the page is visible, hits are sent by requests whose failure the tracker notices.
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { hitsOf } from '../support/hits';
import { ways } from '../support/network';
import { override } from '../support/overrides';
import { openPage } from '../support/page';

const CONFIRMED = ['enableConfirmedDelivery'];
const OWN = 'https://shop.test/matomo.php';

const event = (name: string, callback?: unknown): unknown[] => [
  'trackEvent',
  'c',
  name,
  undefined,
  undefined,
  undefined,
  callback,
];

describe('confirmed delivery', () => {
  it('is off unless it is asked for', async () => {
    const page = await openPage({ commands: [event('1')] });
    expect(ways(page)).toEqual(['beacon']);
  });

  it('fetches, outliving the page and with credentials, with the same address, body and content type', async () => {
    const page = await openPage({ commands: [CONFIRMED, event('1'), event('2'), event('3')] });
    await page.pass(801);
    expect(page.requests()).toMatchObject([
      { via: 'fetch', body: '', init: { method: 'POST', keepalive: true, credentials: 'include', mode: 'no-cors' } },
      { via: 'fetch', query: '', init: { method: 'POST', keepalive: true, credentials: 'include', mode: 'no-cors' } },
    ]);
    expect(page.requests()[1]?.contentType).toBe('application/x-www-form-urlencoded; charset=UTF-8');
    expect(page.hits()).toHaveLength(3);
  });

  it('takes beacons where the page is hidden', async () => {
    const page = await openPage({ commands: [CONFIRMED, event('1'), event('2')] });
    page.hide();
    expect(ways(page)).toEqual(['fetch', 'beacon']);
  });

  it('given beacons are off, sends the address alone: browsers refuse even an empty body there', async () => {
    const page = await openPage({ commands: [['disableAlwaysUseSendBeacon'], CONFIRMED, event('1')] });
    expect(page.requests()).toMatchObject([{ via: 'fetch', init: { method: 'GET', body: null } }]);
  });

  it('given the page is hidden and its first beacon is refused, keeps what it held', async () => {
    const page = await openPage({
      before: (network) => (network.acceptsBeacon = () => false),
      commands: [CONFIRMED],
    });
    page.hide();
    page.push(event('1'));
    expect(ways(page)).toEqual([]);
    expect(localStorage).toHaveLength(1);
  });

  it('repeats a hit until it arrives, and then no more', async () => {
    const callback = vi.fn();
    const page = await openPage({
      before: (network) => (network.status = () => 0),
      commands: [CONFIRMED, event('1', callback), event('2')],
    });
    await page.pass(5000);
    expect(ways(page)).not.toContain('image');
    page.network.status = () => 204;
    const before = page.hits().length;
    await page.pass(60_000);
    expect(
      page
        .params()
        .slice(before)
        .map(({ e_a }) => e_a),
    ).toEqual(['1', '2']);
    expect(callback.mock.calls.map(([{ success }]) => success as boolean)).toEqual([false]);
  });

  it('keeps the order, also of hits that are tracked between a failure and the end of the request', async () => {
    const page = await openPage({
      before: (network) => (network.status = () => 0),
      commands: [CONFIRMED, ['disableQueueRequest'], event('1'), event('2')],
    });
    await page.pass(50);
    page.push(event('3'));
    page.network.status = () => 204;
    const before = page.hits().length;
    await page.pass(60_000);
    const arrived = page.params().slice(before);
    expect(arrived.map(({ e_a }) => e_a)).toEqual(['1', '2', '3']);
  });

  it('keeps the order, also when the browser is online again while hits wait behind a request that has failed', async () => {
    const page = await openPage({
      before: (network) => (network.status = () => 0),
      commands: [CONFIRMED, ['disableQueueRequest'], event('1'), event('2')],
    });
    await page.pass(10);
    page.network.status = () => 204;
    const before = page.hits().length;
    page.goOnline();
    await page.pass(60_000);
    const arrived = page.params().slice(before);
    expect(arrived.map(({ e_a }) => e_a)).toEqual(['1', '2']);
  });

  it.each([
    ['by GET', [['setRequestMethod', 'GET']], 'GET'],
    ['without beacons', [['disableAlwaysUseSendBeacon']], 'GET'],
    ['by POST without beacons', [['setRequestMethod', 'POST'], ['disableAlwaysUseSendBeacon']], 'POST'],
  ])('notices failures also where hits go %s', async (_, commands, method) => {
    const page = await openPage({
      before: (network) => (network.status = () => 0),
      commands: [...commands, CONFIRMED, event('1')],
    });
    await page.pass(5000);
    page.network.status = () => 204;
    const before = page.requests().length;
    await page.pass(60_000);
    expect(page.requests().slice(before)).toMatchObject([{ via: 'fetch', init: { method } }]);
    expect(page.params()[before]).toMatchObject({ e_a: '1' });
  });

  it('keeps the order, also of a batch that is about to be handed over when the page is left', async () => {
    const page = await openPage({
      before: (network) => (network.holdAnswers = true),
      commands: [CONFIRMED, event('1'), event('2')],
    });
    await page.pass(1000);
    page.push(event('3'));
    await page.pass(600);
    page.leave();
    expect(page.network.sent.flatMap(hitsOf).map(({ params }) => params['e_a'])).toEqual(['1', '2', '3']);
  });

  it('does not repeat a request that was under way when the page went away: browsers reject it then, but send it', async () => {
    const first = await openPage({
      before: (network) => (network.holdAnswers = true),
      commands: [CONFIRMED, event('1'), event('2')],
    });
    first.leave();
    // No further task of the page runs, as it is gone.
    first.network.sent[0]?.answer(0);
    // The promises that react to the answer without a task.
    await setImmediate();
    expect(first.network.sent.flatMap(hitsOf).map(({ params }) => params['e_a'])).toEqual(['1', '2']);
    const next = await first.goto({ commands: [CONFIRMED] });
    await next.pass(60_000);
    expect(next.hits()).toEqual([]);
  });

  it('keeps hits that did not arrive for the next page', async () => {
    const first = await openPage({
      before: (network) => (network.status = () => 0),
      commands: [CONFIRMED, event('1')],
    });
    await first.pass(100);
    const second = await first.goto({});
    await second.pass(10);
    expect(second.params().map(({ e_a }) => e_a)).toEqual(['1']);
  });

  it.each([
    [500, true],
    [503, true],
    [204, false],
    [400, false],
    [404, false],
  ])('on the own server sees the answer %i (repeated: %s)', async (status, isRepeated) => {
    const callback = vi.fn();
    const page = await openPage({
      trackerUrl: OWN,
      before: (network) => (network.status = () => status),
      commands: [CONFIRMED, event('1', callback)],
    });
    await page.pass(0);
    expect(page.requests()[0]?.init?.mode).toBe('cors');
    expect(callback.mock.calls.map(([{ success }]) => success as boolean)).toEqual([status === 204]);
    page.network.status = () => 204;
    await page.pass(60_000);
    expect(page.hits()).toHaveLength(isRepeated ? 2 : 1);
  });

  it('begins with short pauses again after something has arrived', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1);
    const page = await openPage({ before: (network) => (network.status = () => 0), commands: [CONFIRMED, event('1')] });
    await page.pass(20_000);
    page.network.status = () => 204;
    await page.pass(20_000);
    page.network.status = () => 0;
    page.push(event('2'));
    await page.pass(0);
    const before = page.hits().length;
    page.network.status = () => 204;
    await page.pass(1001);
    expect(
      page
        .params()
        .slice(before)
        .map(({ e_a }) => e_a),
    ).toEqual(['2']);
  });
});

describe('a frame whose document stands in its srcdoc', () => {
  it('given a tracker address without a host, then it is that of the page around', async () => {
    const page = await openPage({
      url: 'about:srcdoc',
      before: () => override(document, 'baseURI', 'https://shop.test/p'),
      trackerUrl: '/matomo.php',
      commands: [CONFIRMED, event('1')],
    });
    expect(page.params()).toMatchObject([{ e_a: '1' }]);
    expect(page.errors).toEqual([]);
  });
});
