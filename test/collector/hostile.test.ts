// Ten thousand random and hostile requests: the collector keeps running and stores each acceptable hit once.
import { connect } from 'node:net';
import { once } from 'node:events';
import fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import { describe, expect, it } from 'vitest';
import { anyRequest, knownRequest, type AnyRequest, type KnownRequest } from './hostile-requests.js';
import { openSite, query, type Site } from './support.js';
import { SEED } from '../support/seed';

const RUNS = 10_000;

/** A request, and the marks of the hits that have to be in the database afterwards. */
interface Probe {
  request: InjectOptions;
  expected: string[];
}

function probeOf(known: KnownRequest, visitorId: string): Probe {
  const queries = known.hits.map((hit, index) => hit.query({ visitorId, index }));
  const expected = known.hits.flatMap(({ acceptable }, index) => (acceptable ? [String(index)] : []));
  return { request: requestOf(known, queries), expected };
}

function requestOf({ packaging, path, contentType, userAgent }: KnownRequest, queries: string[]): InjectOptions {
  const [only = ''] = queries;
  const headers = { 'content-type': contentType, 'user-agent': userAgent };
  switch (packaging) {
    case 'get':
      return { method: 'GET', url: `${path}?${only}`, headers: { 'user-agent': userAgent } };
    case 'beacon':
      return { method: 'POST', url: `${path}?${only}`, headers, payload: '' };
    case 'bulk':
      return { method: 'POST', url: path, headers, payload: JSON.stringify({ requests: queries, send_image: 0 }) };
    default:
      return { method: 'POST', url: path, headers, payload: only };
  }
}

function senseless({ method, url, headers, body }: AnyRequest): InjectOptions {
  return { method: method as 'GET', url, headers, payload: Buffer.from(body as string) };
}

/** Counts up so that each request has a visitor of its own. */
function visitorIds(): () => string {
  let last = 0;
  return () => (last += 1).toString(16).padStart(16, '0');
}

function marksOf(site: Site, visitorId: string): (string | undefined)[] {
  return site.collector.hits({ visitorId }).map(({ parameters }) => new Map(parameters).get('dimension1'));
}

describe('Given 10,000 random and hostile requests', () => {
  it(
    'when they are sent, then none is answered with 5xx, and each acceptable hit is stored exactly once',
    { timeout: 120_000 },
    async () => {
      const site = await openSite();
      const nextVisitor = visitorIds();
      let expectedInAll = 0;

      const answersAndStores = async (request: KnownRequest | AnyRequest): Promise<void> => {
        const visitorId = nextVisitor();
        const probe = 'hits' in request ? probeOf(request, visitorId) : { request: senseless(request), expected: [] };
        const { statusCode } = await site.inject(probe.request);
        expect(statusCode).toBeLessThan(500);
        expect(marksOf(site, visitorId)).toEqual(probe.expected);
        expectedInAll += probe.expected.length;
      };
      await fc.assert(fc.asyncProperty(fc.oneof(knownRequest, anyRequest), answersAndStores), {
        numRuns: RUNS,
        seed: SEED,
      });

      expect(site.collector.hits().filter(({ visitorId }) => visitorId !== '')).toHaveLength(expectedInAll);
      expect(expectedInAll).toBeGreaterThan(RUNS / 4);
      expect(await site.send({ action_name: 'Still alive' })).toBe(204);
      expect(site.lastHit().summary).toBe('Page view: Still alive');
    },
  );
});

describe('Given bytes that are no HTTP', () => {
  it.each([
    ['noise', Buffer.from([0, 255, 13, 10, 1, 2, 3, 13, 10, 13, 10])],
    ['a broken length', 'POST /matomo.php HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n'],
    [
      'two lengths',
      'POST /matomo.php HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['broken chunks', 'POST /matomo.php HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
    ['endless headers', `GET /matomo.php HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`],
    ['a broken address', 'GET /matomo.php?%%%&idsite=1\u0001 HTTP/1.1\r\nHost: a\r\n\r\n'],
  ])('when %s arrives, then the connection ends with 4xx and the next hit is stored', async (_name, bytes) => {
    const site = await openSite();
    const url = await site.app.listen({ port: 0, host: '127.0.0.1' });
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let answer = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => (answer += chunk));
    socket.on('error', () => undefined);
    socket.write(bytes);
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect((await fetch(`${url}/matomo.php?${query()}`)).status).toBe(204);
    expect(site.collector.hits()).toHaveLength(1);
  });

  it('when a body ends in the middle, then nothing of it is stored', async () => {
    const site = await openSite();
    const url = await site.app.listen({ port: 0, host: '127.0.0.1' });
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.end(`POST /matomo.php HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n${query()}`);
    await once(socket.resume(), 'close');
    expect(site.collector.hits()).toEqual([]);
  });
});
