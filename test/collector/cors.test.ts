// Pages on any host may send hits, with cookies.
import { describe, expect, it } from 'vitest';
import { beacon, openSite, query } from './support.js';

describe('Given a page on another origin', () => {
  it('when it sends a hit, then its origin is allowed with credentials', async () => {
    const site = await openSite();
    const response = await site.inject(beacon({}, { origin: 'https://shop.test' }));
    expect(response.headers).toMatchObject({
      'access-control-allow-origin': 'https://shop.test',
      'access-control-allow-credentials': 'true',
      vary: 'Origin',
    });
  });

  it('when its origin is opaque, then it is allowed as null', async () => {
    const site = await openSite();
    const response = await site.inject(beacon({}, { origin: 'null' }));
    expect(response.headers['access-control-allow-origin']).toBe('null');
  });

  it('when a hit is refused, then the page may read why', async () => {
    const site = await openSite();
    const response = await site.inject(beacon({ idsite: '' }, { origin: 'https://shop.test' }));
    expect(response.statusCode).toBe(400);
    expect(response.headers['access-control-allow-origin']).toBe('https://shop.test');
  });

  it('when the browser sends a preflight request, then method, headers and credentials are allowed and nothing is stored', async () => {
    const site = await openSite();
    const response = await site.inject({
      method: 'OPTIONS',
      url: `/matomo.php?${query()}`,
      headers: {
        origin: 'https://shop.test',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    expect(response.statusCode).toBe(204);
    expect(response.headers).toMatchObject({
      'access-control-allow-origin': 'https://shop.test',
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': 'content-type',
    });
    expect(site.collector.hits()).toEqual([]);
  });

  it('when no origin is named, then pages of any origin may read the answer, without credentials', async () => {
    const site = await openSite();
    const response = await site.inject(beacon({}));
    expect(response.headers['access-control-allow-origin']).toBe('*');
    expect(response.headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it('when the origin or the requested headers are not valid, then they are not repeated in the answer', async () => {
    const site = await openSite();
    const response = await site.inject({
      method: 'OPTIONS',
      url: '/matomo.php',
      headers: { origin: 'https://shop.test evil', 'access-control-request-headers': 'a b;c' },
    });
    expect(response.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'content-type',
    });
  });
});
