// @vitest-environment happy-dom
// By which of the browser's functions a request is sent, and its method, body and address.
import { describe, expect, it, vi } from 'vitest';
import { TRACKER_URL, openPage, type Page, type PageOptions } from '../support/page';
import { override } from '../support/overrides';
import { ways, type SentRequest } from '../support/network';

const FORM = 'application/x-www-form-urlencoded; charset=UTF-8';
const OFF = ['disableAlwaysUseSendBeacon'];
const POST = ['setRequestMethod', 'POST'];

/** An event whose request text has exactly this many characters. */
async function pushEventOfLength(page: Page, length: number): Promise<void> {
  const text = (name: string): unknown[] => ['trackRequest', `n=${name}`];
  await page.track(text(''));
  const short = page.hits().at(-1)?.text.length ?? 0;
  page.push(text('x'.repeat(length - short)));
  await page.pass(801);
}

const form = ({ via, query, body, contentType }: SentRequest): object => ({
  via,
  in: query ? 'address' : 'body',
  body: body !== '',
  contentType,
});

describe('a single hit leaves', () => {
  it.each<[string, unknown[][], object]>([
    ['by beacon', [], { via: 'beacon', in: 'address', body: false, contentType: FORM }],
    ['by beacon with a body for method POST', [POST], { via: 'beacon', in: 'body', body: true, contentType: FORM }],
    [
      'by beacon for methods that are neither',
      [['setRequestMethod', 'put']],
      { via: 'beacon', in: 'address', body: false, contentType: FORM },
    ],
    [
      'as an image for method GET',
      [['setRequestMethod', 'GET']],
      { via: 'image', in: 'address', body: false, contentType: '' },
    ],
    [
      'as an image for method get',
      [['setRequestMethod', 'get']],
      { via: 'image', in: 'address', body: false, contentType: '' },
    ],
    [
      'as an image for no method',
      [['setRequestMethod', '']],
      { via: 'image', in: 'address', body: false, contentType: '' },
    ],
    ['as an image without beacons', [OFF], { via: 'image', in: 'address', body: false, contentType: '' }],
    [
      'by XMLHttpRequest without beacons for POST',
      [OFF, POST],
      { via: 'xhr', in: 'body', body: true, contentType: FORM },
    ],
    [
      'by XMLHttpRequest if GET, which switches beacons off, came before POST',
      [['setRequestMethod', 'GET'], POST],
      { via: 'xhr', in: 'body', body: true, contentType: FORM },
    ],
    [
      'by beacon if beacons are switched on again',
      [OFF, ['alwaysUseSendBeacon']],
      { via: 'beacon', in: 'address', body: false, contentType: FORM },
    ],
  ])('%s', async (_, commands, expected) => {
    const page = await openPage();
    page.push(...commands, ['trackPageView']);
    expect(page.requests().map(form)).toEqual([expected]);
    expect(page.requests()[0]?.to).toBe(TRACKER_URL);
  });

  it('by fetch where the page has replaced Blob', async () => {
    const page = await openPage();
    override(globalThis, 'Blob', undefined);
    await page.track(['trackPageView']);
    await page.track(['ping'], ['ping']);
    expect(ways(page)).toEqual(['fetch', 'fetch', 'fetch']);
  });

  it('with the empty body of the one before where everything is in the address: making a body takes long', async () => {
    const page = await openPage();
    const send = vi.spyOn(navigator, 'sendBeacon');
    await page.track(['trackPageView']);
    await page.track(['ping']);
    const bodies = send.mock.calls.map(([, body]) => body);
    expect(bodies).toHaveLength(2);
    expect(bodies[0]).toBe(bodies[1]);
  });

  it('in the address up to 2000 characters, in the body beyond', async () => {
    const page = await openPage();
    await pushEventOfLength(page, 2000);
    await pushEventOfLength(page, 2001);
    expect(page.requests().map(({ query, body }) => [query.length, body.length])).toEqual([
      [expect.any(Number), 0],
      [2000, 0],
      [expect.any(Number), 0],
      [0, 2001],
    ]);
  });

  it('joined to a tracker address that has a query of its own', async () => {
    const page = await openPage({ trackerUrl: 'https://stats.test/t?site=a', commands: [['trackPageView']] });
    expect(page.requests()[0]?.url).toMatch(/^https:\/\/stats\.test\/t\?site=a&action_name=T1&idsite=1/);
  });

  it('to the address that is set when it leaves', async () => {
    const page = await openPage({ commands: [['trackPageView'], ['trackEvent', 'c', 'a']] });
    await page.track(['setTrackerUrl', 'https://other.test/t']);
    expect(page.requests().map(({ to }) => to)).toEqual([TRACKER_URL, 'https://other.test/t']);
  });

  it.each([
    ['address', []],
    ['image', [OFF]],
  ])('whole as an %s, whatever the page has put into it', async (_, commands) => {
    const page = await openPage({ commands: [...commands, ['trackRequest', 'a=b#c\n"d']] });
    expect(page.last()['a']).toBe('b#c\n"d');
    expect(page.requests()[0]?.url).not.toMatch(/[#\n"]/);
  });

  it('asking for an image only where there is one', async () => {
    const page = await openPage({ commands: [OFF, ['trackPageView']] });
    page.push(POST);
    await page.track(['trackEvent', 'c', 'a']);
    expect(page.params().map(({ send_image }) => send_image)).toEqual(['1', '0']);
  });

  it('with the content type of the page, where it is no beacon', async () => {
    const page = await openPage({
      commands: [OFF, POST, ['setRequestContentType', 'application/json'], ['trackPageView']],
    });
    await page.track(['setRequestContentType', ''], ['trackEvent', 'c', 'a']);
    expect(page.requests().map(({ contentType }) => contentType)).toEqual(['application/json', FORM]);
  });

  it('with the content type of the page, where a beacon is refused', async () => {
    const page = await openPage({
      before: (network) => (network.acceptsBeacon = () => false),
      commands: [['setRequestContentType', 'text/plain'], ['trackPageView']],
    });
    expect(page.requests()[0]?.init?.headers).toEqual({ 'Content-Type': 'text/plain' });
  });

  it('with credentials', async () => {
    const xhr = await openPage({ commands: [OFF, POST, ['trackPageView']] });
    expect(xhr.requests()[0]?.withCredentials).toBe(true);
    const fetched = await openPage({
      before: (network) => (network.acceptsBeacon = () => false),
      commands: [['trackPageView']],
    });
    expect(fetched.requests()[0]?.init?.credentials).toBe('include');
  });
});

describe('where a beacon is not possible', () => {
  const refusing: PageOptions = { before: (network) => (network.acceptsBeacon = () => false) };
  const throwing: PageOptions = {
    before: (network) => {
      network.acceptsBeacon = () => {
        throw new TypeError('no');
      };
    },
  };
  const missing: PageOptions = { before: () => override(navigator, 'sendBeacon', undefined) };

  it.each([
    ['is refused', refusing],
    ['throws', throwing],
    ['is missing', missing],
  ])('(it %s) a fetch that outlives the page takes its place, with the same address and body', async (_, options) => {
    const page = await openPage({ ...options, commands: [['trackPageView'], POST] });
    await page.track(['trackEvent', 'c', 'a']);
    expect(page.requests().map(form)).toEqual([
      { via: 'fetch', in: 'address', body: false, contentType: FORM },
      { via: 'fetch', in: 'body', body: true, contentType: FORM },
    ]);
    expect(page.requests().map(({ init }) => [init?.method, init?.keepalive, init?.mode])).toEqual([
      ['POST', true, 'no-cors'],
      ['POST', true, 'no-cors'],
    ]);
  });

  it('a body of more than 60 KB is fetched without outliving the page: browsers would refuse it', async () => {
    const page = await openPage({ ...refusing, commands: [['trackEvent', 'c', 'a', 'x'.repeat(60_000)]] });
    expect(page.requests()[0]?.init?.keepalive).toBe(false);
  });

  it('nor a fetch, bodies go by XMLHttpRequest and the rest as images', async () => {
    const page = await openPage({
      before: () => {
        override(navigator, 'sendBeacon', undefined);
        override(globalThis, 'fetch', undefined);
      },
      commands: [['trackPageView'], POST],
    });
    await page.track(['trackEvent', 'c', 'a']);
    expect(ways(page)).toEqual(['image', 'xhr']);
  });

  it('a fetch that fails is repeated as an image', async () => {
    const page = await openPage({
      before(network) {
        network.acceptsBeacon = () => false;
        network.status = ({ via }) => (via === 'fetch' ? 0 : 200);
      },
      commands: [['trackPageView']],
    });
    await page.pass(0);
    expect(ways(page)).toEqual(['fetch', 'image']);
    expect(page.last()).toMatchObject({ action_name: 'T1', send_image: '1' });
  });

  it('an XMLHttpRequest is never repeated: the server may have received it', async () => {
    const page = await openPage({
      before: (network) => (network.status = () => 0),
      commands: [OFF, POST, ['trackPageView']],
    });
    await page.pass(60_000);
    page.leave();
    expect(ways(page)).toEqual(['xhr']);
  });

  it.each([
    ['too long for an address', [['trackRequest', `n=${'x'.repeat(2001)}`]]],
    [
      'of several hits',
      [
        ['queueRequest', 'n=1'],
        ['queueRequest', 'n=2'],
      ],
    ],
  ])('an XMLHttpRequest %s whose method is refused is not asked for again as an image', async (_, commands) => {
    const page = await openPage({ before: (network) => (network.status = () => 405), commands: [OFF, POST] });
    page.push(...commands);
    await page.pass(60_000);
    page.leave();
    expect(ways(page)).toEqual(['xhr']);
  });

  it('the image that replaces a refused POST is not repeated', async () => {
    const page = await openPage({
      before: (network) => (network.status = () => 405),
      commands: [OFF, POST, ['trackPageView']],
    });
    await page.pass(60_000);
    page.leave();
    expect(ways(page)).toEqual(['xhr', 'image']);
  });

  it('an image is not repeated where the page asked for images', async () => {
    const page = await openPage({
      before: (network) => (network.status = () => 404),
      commands: [OFF, ['trackPageView']],
    });
    await page.pass(60_000);
    page.leave();
    expect(ways(page)).toEqual(['image']);
  });

  it('an invalid tracker address costs one line, not the page', async () => {
    const page = await openPage({ ...missing, trackerUrl: 'https://[', commands: [['trackPageView']] });
    expect(page.errors).toEqual([expect.stringContaining('tinypaq: send')]);
  });
});
