// The function by which end-to-end tests make the server slow, failing or absent.
import { describe, expect, it } from 'vitest';
import { beacon, openSite } from './support.js';

describe('Given a collector that is set to misbehave', () => {
  it.each([500, 503, 404])('when the status is %i, then that is answered and nothing is stored', async (status) => {
    const site = await openSite();
    site.collector.behave({ status });
    expect(await site.send({})).toBe(status);
    expect(site.collector.hits()).toEqual([]);
  });

  it('when it is down, then the connection breaks and nothing is stored', async () => {
    const site = await openSite();
    const url = await site.app.listen({ port: 0, host: '127.0.0.1' });
    site.collector.behave({ down: true });
    await expect(fetch(`${url}/matomo.php?idsite=1&rec=1`)).rejects.toThrow();
    expect(site.collector.hits()).toEqual([]);
  });

  it('when it is slow, then the hit is stored before it is answered', async () => {
    const site = await openSite();
    site.collector.behave({ delayMs: 200 });
    let answered = false;
    const response = site.inject(beacon({})).then(({ statusCode }) => {
      answered = true;
      return statusCode;
    });
    await expect.poll(() => site.collector.hits().length, { interval: 5 }).toBe(1);
    expect(answered).toBe(false);
    expect(await response).toBe(204);
  });

  it('when it is slow and failing, then the hit is answered late with the failure and not stored', async () => {
    const site = await openSite();
    site.collector.behave({ delayMs: 1, status: 500 });
    expect(await site.send({})).toBe(500);
    expect(site.collector.hits()).toEqual([]);
  });

  it('when the inspector sends a request meanwhile, then it is answered as usual', async () => {
    const site = await openSite();
    site.collector.behave({ status: 500 });
    expect((await site.inject({ method: 'GET', url: '/inspector/api/hits' })).statusCode).toBe(200);
  });

  it('when it behaves normally again, then hits are stored', async () => {
    const site = await openSite();
    site.collector.behave({ status: 500 });
    site.collector.behave();
    expect(await site.send({})).toBe(204);
    expect(site.collector.hits()).toHaveLength(1);
  });
});
