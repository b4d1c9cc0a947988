// The forms in which hits may be sent, and the answers of the end point.
import { describe, expect, it } from 'vitest';
import { BROWSER, beacon, bulk, openSite, post, query } from './support.js';

const FORM = 'application/x-www-form-urlencoded; charset=UTF-8';
const hit = query({ action_name: 'Blue shoes' });

describe('Given a single hit', () => {
  it.each(['/matomo.php', '/piwik.php', '/js/tracker.php'])(
    'when it is sent to %s, then it is stored',
    async (path) => {
      const site = await openSite();
      const response = await site.inject({ method: 'GET', url: `${path}?${hit}`, headers: { 'user-agent': BROWSER } });
      expect(response.statusCode).toBe(204);
      expect(site.collector.hits()).toHaveLength(1);
    },
  );

  it.each([
    ['GET', { method: 'GET' as const, url: `/matomo.php?${hit}`, headers: { 'user-agent': BROWSER } }, 'query', ''],
    ['a beacon with an empty body', beacon({ action_name: 'Blue shoes' }), 'query', FORM],
    ['a form body', post(hit, FORM), 'body', FORM],
    ['a text body', post(hit, 'text/plain;charset=UTF-8'), 'body', 'text/plain;charset=UTF-8'],
    ['a form body that calls itself JSON', post(hit, 'application/json'), 'body', 'application/json'],
    ['a body of a type that is none', post(hit, ';;'), 'body', ';;'],
  ])('when it comes as %s, then its parameters are the same', async (_name, request, packaging, contentType) => {
    const site = await openSite();
    const response = await site.inject(request);
    expect(response.statusCode).toBe(204);
    expect(site.collector.hits()).toMatchObject([
      { packaging, contentType, method: request.method, summary: 'Page view: Blue shoes', violations: [] },
    ]);
    expect(new URLSearchParams(site.lastHit().parameters).toString()).toBe(hit);
  });

  it('when the body has no content type, then it is stored', async () => {
    const site = await openSite();
    const headers = { 'user-agent': BROWSER };
    await site.inject({ method: 'POST', url: '/matomo.php', headers, payload: Buffer.from(hit) });
    expect(site.lastHit()).toMatchObject({ packaging: 'body', summary: 'Page view: Blue shoes' });
  });

  it('when address and body both hold parameters, then those of the address come first', async () => {
    const site = await openSite();
    await site.inject(post(query({ action_name: 'Blue shoes' }), FORM, '/matomo.php?shop_host=a'));
    expect(site.lastHit().parameters.slice(0, 2)).toEqual([
      ['shop_host', 'a'],
      ['idsite', '1'],
    ]);
  });

  it('when an image is asked for, then the answer is a GIF that may not be cached', async () => {
    const site = await openSite();
    const response = await site.inject(beacon({ send_image: 1 }));
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({ 'content-type': 'image/gif', 'cache-control': 'no-store' });
    expect(response.rawPayload.subarray(0, 6).toString()).toBe('GIF89a');
  });

  it('when send_image=0, then the answer is 204 without a body', async () => {
    const site = await openSite();
    const response = await site.inject(beacon({ send_image: 0 }));
    expect([response.statusCode, response.body, response.headers['cache-control']]).toEqual([204, '', 'no-store']);
  });

  it('when values hold markup, escapes and other alphabets, then they are stored as plain text', async () => {
    const site = await openSite();
    const title = '<img src=x onerror="alert(1)"> 100 % + Größe 👟 \u202e';
    await site.send({ action_name: title }, { 'user-agent': '<script>alert(2)</script>' });
    expect(site.lastHit().parameters).toContainEqual(['action_name', title]);
    expect(site.lastHit().userAgent).toBe('<script>alert(2)</script>');
  });

  it('when escapes are broken, then the rest of the hit is stored', async () => {
    const site = await openSite();
    await site.inject({
      method: 'GET',
      url: `/matomo.php?idsite=1&rec=1&action_name=100%&uid=%ff%00&e_c`,
      headers: { 'user-agent': BROWSER },
    });
    expect(site.lastHit().parameters).toEqual([
      ['idsite', '1'],
      ['rec', '1'],
      ['action_name', '100%'],
      ['uid', '\ufffd\ufffd'],
      ['e_c', ''],
    ]);
  });

  it.each(['HEAD', 'PUT', 'PATCH', 'DELETE'] as const)('when the method is %s, then it is refused', async (method) => {
    const site = await openSite();
    const response = await site.inject({ method, url: `/matomo.php?${hit}` });
    expect(response.statusCode).toBe(405);
    expect(response.headers.allow).toBe('GET, POST, OPTIONS');
    expect(site.collector.hits()).toEqual([]);
  });
});

describe('Given a bulk request', () => {
  it.each([
    ['a form, as the tracker does', 'application/x-www-form-urlencoded; charset=UTF-8'],
    ['plain text', 'text/plain'],
    ['JSON', 'application/json'],
  ])('when it is sent as %s, then each hit is stored in order', async (_name, contentType) => {
    const site = await openSite();
    const requests = [`?${query({ action_name: 'A' })}`, query({ action_name: 'B' })];
    const response = await site.inject(post(JSON.stringify({ requests, send_image: 0 }), contentType));
    expect(response.json()).toEqual({ status: 'success', tracked: 2, invalid: 0, invalid_indices: [] });
    expect(site.collector.hits().map(({ summary, packaging }) => [summary, packaging])).toEqual([
      ['Page view: A', 'bulk'],
      ['Page view: B', 'bulk'],
    ]);
  });

  it('when an entry is an object, then its members are parameters', async () => {
    const site = await openSite();
    await site.inject(
      bulk([{ idsite: 1, rec: 1, url: 'https://shop.test/', idgoal: 0, ec_items: [['a', '', '', 2, 3]] }]),
    );
    expect(site.lastHit()).toMatchObject({ summary: 'Cart: 3 items', violations: [] });
  });

  it('when some entries cannot be accepted, then they are counted and the rest is stored', async () => {
    const site = await openSite();
    const good = query({ action_name: 'Good' });
    const bad = ['rec=1', query({ idsite: 'x' }), 7, null, ['idsite=1'], query({ country: 'de' })];
    const response = await site.inject(bulk([good, ...bad, good]));
    expect(response.json()).toEqual({ status: 'success', tracked: 2, invalid: 6, invalid_indices: [1, 2, 3, 4, 5, 6] });
    expect(site.collector.hits()).toHaveLength(2);
  });

  it('when hits are not meant to be recorded, then they count neither as tracked nor as invalid', async () => {
    const site = await openSite();
    const response = await site.inject(bulk([query({ rec: 0 }), query({ ua: 'bingbot/2.0' }), query()]));
    expect(response.json()).toMatchObject({ tracked: 1, invalid: 0 });
  });

  it('when it has the token, then that holds for each of its hits', async () => {
    const site = await openSite();
    const token_auth = '33dc3f2536d3025974cccb4b4d2d98f4';
    const response = await site.inject(bulk([query({ country: 'de' }), query({ city: 'Ulm' })], { token_auth }));
    expect(response.json()).toMatchObject({ tracked: 2, invalid: 0 });
  });

  it('when it is empty, then nothing is stored and nothing is reported', async () => {
    const site = await openSite();
    const response = await site.inject(bulk([]));
    expect(response.json()).toEqual({ status: 'success', tracked: 0, invalid: 0, invalid_indices: [] });
  });

  it('when it holds 2,000 hits, then all of them are stored', async () => {
    const site = await openSite();
    const requests = Array.from({ length: 2000 }, (_, index) => query({ action_name: index }));
    expect((await site.inject(bulk(requests))).json()).toMatchObject({ tracked: 2000 });
    expect(site.collector.hits().map(({ summary }) => summary)).toEqual(
      Array.from({ length: 2000 }, (_, index) => `Page view: ${index}`),
    );
  });
});
