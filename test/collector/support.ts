// A collector on a server of its own, in a folder of its own, with a clock that tests set.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance, type InjectOptions } from 'fastify';
import { onTestFinished } from 'vitest';
import { openCollector } from '../../demo/collector/collector.js';
import type { Collector, CollectorOptions, StoredHit } from '../../demo/collector/types.js';

export const MINUTE = 60_000;
export const TOKEN = '33dc3f2536d3025974cccb4b4d2d98f4';
export const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';
export const VISITOR = '8d425121a8a11feb';

export type Fields = Record<string, string | number>;

export interface Site {
  app: FastifyInstance;
  collector: Collector;
  dataDir: string;
  /** The clock of the collector, unix ms. */
  clock: { now: number };
  /** Sends a hit as a beacon does and returns the status. */
  send(fields: Fields, headers?: Record<string, string>): Promise<number>;
  inject: FastifyInstance['inject'];
  /** Returns the hit that was stored last. */
  lastHit(): StoredHit;
}

/** Opens a collector that is closed, with its folder removed, when the test is over. */
export async function openSite(options: Partial<CollectorOptions> = {}): Promise<Site> {
  const dataDir = options.dataDir ?? temporaryFolder();
  const clock = { now: Date.UTC(2026, 10, 20, 12) };
  const collector = openCollector({ token: TOKEN, now: () => clock.now, ...options, dataDir });
  const app = fastify();
  await app.register(collector.plugin);
  onTestFinished(async () => {
    await app.close();
    collector.close();
  });

  return {
    app,
    collector,
    dataDir,
    clock,
    inject: app.inject.bind(app),
    async send(fields, headers = {}) {
      const response = await app.inject(beacon(fields, headers));
      return response.statusCode;
    },
    lastHit() {
      const hit = collector.hits().at(-1);
      if (!hit) throw new Error('No hit was stored.');
      return hit;
    },
  };
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tinypaq-collector-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The parameters of every hit of a browser, with those that a test adds or replaces. */
export function query(fields: Fields = {}): string {
  const hit = { idsite: 1, rec: 1, url: 'https://shop.test/shoes', _id: VISITOR, send_image: 0, ...fields };
  return new URLSearchParams(Object.entries(hit).map(([name, value]) => [name, String(value)])).toString();
}

/** A POST with an empty body and everything in the address, as `sendBeacon` sends it. */
export function beacon(fields: Fields, headers: Record<string, string> = {}): InjectOptions {
  return {
    method: 'POST',
    url: `/matomo.php?${query(fields)}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8', 'user-agent': BROWSER, ...headers },
    payload: '',
  };
}

export function post(body: string, contentType: string, url = '/matomo.php'): InjectOptions {
  return { method: 'POST', url, headers: { 'content-type': contentType, 'user-agent': BROWSER }, payload: body };
}

export function bulk(requests: unknown[], rest: object = {}): InjectOptions {
  return post(JSON.stringify({ requests, ...rest }), 'application/x-www-form-urlencoded; charset=UTF-8');
}
