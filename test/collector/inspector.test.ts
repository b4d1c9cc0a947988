// The inspector's page and the data that it loads.
import type { LightMyRequestResponse } from 'fastify';
import { describe, expect, it } from 'vitest';
import type { StoredHit } from '../../demo/collector/types.js';
import { bulk, openSite, post, query, type Site } from './support.js';

function get(site: Site, url: string): Promise<LightMyRequestResponse> {
  return site.app.inject({ method: 'GET', url });
}

describe('Given the inspector page', () => {
  it.each(['/inspector', '/inspector/assets/index.html'])(
    'when %s is opened, then its policy allows own files only',
    async (url) => {
      const site = await openSite();
      const response = await get(site, url);
      expect(response.statusCode).toBe(200);
      const policy = String(response.headers['content-security-policy']).split('; ');
      expect(policy).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "connect-src 'self'",
          "img-src 'self' data:",
        ]),
      );
      expect(response.headers['x-content-type-options']).toBe('nosniff');
    },
  );

  it('when the address ends with a slash, then it leads to the page', async () => {
    const site = await openSite();
    expect((await get(site, '/inspector/')).headers.location).toBe('/inspector');
  });

  it.each([
    '/inspector/assets/none.js',
    '/inspector/assets/../../server.ts',
    '/inspector/assets/%2e%2e/%2e%2e/server.ts',
  ])('when %s is asked for, which is none of its files, then it is refused', async (url) => {
    const site = await openSite();
    expect((await get(site, url)).statusCode).toBeGreaterThanOrEqual(400);
    expect((await get(site, url)).statusCode).toBeLessThan(500);
  });
});

describe('Given stored hits', () => {
  async function filledSite(): Promise<Site> {
    const site = await openSite();
    await site.inject(bulk(Array.from({ length: 5 }, (_, index) => query({ action_name: index + 1 }))));
    return site;
  }

  it.each([
    ['/inspector/api/hits', [5, 4, 3, 2, 1]],
    ['/inspector/api/hits?limit=2', [5, 4]],
    ['/inspector/api/hits?after=3', [5, 4]],
    ['/inspector/api/hits?after=1&limit=1', [5]],
    ['/inspector/api/hits?before=3', [2, 1]],
    ['/inspector/api/hits?before=5&after=1&limit=2', [4, 3]],
    ['/inspector/api/hits?after=99', []],
    ['/inspector/api/hits?limit=x&after=-1', [5, 4, 3, 2, 1]],
  ])('when %s is asked for, then the hits are %o', async (url, ids) => {
    const site = await filledSite();
    const { hits } = (await get(site, url)).json<{ hits: StoredHit[] }>();
    expect(hits.map(({ id }) => id)).toEqual(ids);
    expect(site.collector.hits()).toEqual(expect.arrayContaining(hits));
  });

  it('when very large hits are asked for, then the answer has fewer of them, the latest first', async () => {
    const site = await openSite();
    const body = `${query()}&data=${'1'.repeat(900_000)}`;
    for (let index = 0; index < 8; index += 1) await site.inject(post(body, 'text/plain'));
    const { hits } = (await get(site, '/inspector/api/hits')).json<{ hits: StoredHit[] }>();
    expect(hits.map(({ id }) => id)).toEqual([8, 7, 6, 5, 4]);
  });

  it('when visits are asked for, then the answer has all of them', async () => {
    const site = await filledSite();
    expect((await get(site, '/inspector/api/visits')).json()).toEqual({ visits: site.collector.visits() });
  });

  it('when they are cleared, then none is left', async () => {
    const site = await filledSite();
    const response = await site.inject({ method: 'POST', url: '/inspector/api/clear' });
    expect(response.statusCode).toBe(204);
    expect([site.collector.hits(), site.collector.visits()]).toEqual([[], []]);
  });

  it.each(['https://evil.test', 'null', 'junk'])('when a page of "%s" asks, then it is refused', async (origin) => {
    const site = await filledSite();
    const headers = { origin, host: 'localhost:8123' };
    const responses = await Promise.all([
      site.inject({ method: 'POST', url: '/inspector/api/clear', headers }),
      site.inject({ method: 'GET', url: '/inspector/api/hits', headers }),
      site.inject({ method: 'GET', url: '/inspector/api/stream', headers }),
    ]);
    expect(responses.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403]);
    expect(site.collector.hits()).toHaveLength(5);
  });

  it('when its own page asks, then it is answered', async () => {
    const site = await filledSite();
    const headers = { origin: 'http://localhost:8123', host: 'localhost:8123' };
    expect((await site.inject({ method: 'POST', url: '/inspector/api/clear', headers })).statusCode).toBe(204);
  });
});
