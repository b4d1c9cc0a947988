// A site whose hits are counted: numbered pages, and the real collector with a database of its own. It can be stopped and
// started again, slow, or failing.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { openCollector, type Collector } from '../../demo/collector/collector';
import { html, snippet } from '../support/snippet';
import { tally, type Ledger, type Tally } from './tally';

const TRACKER = new URL('../../dist/tinypaq.js', import.meta.url);

export interface PageOptions {
  /** Calls enableConfirmedDelivery(). */
  confirmed?: boolean;
  /** The tracker's address has another origin than the page. */
  crossOrigin?: boolean;
}

export class DeliveryServer {
  private constructor(
    private readonly app: FastifyInstance,
    private readonly dataDir: string,
    readonly collector: Collector,
    private readonly port: number,
    /** Pages that have reported their own end. */
    readonly ended: ReadonlySet<number>,
  ) {}

  static async start(): Promise<DeliveryServer> {
    const dataDir = await mkdtemp(join(tmpdir(), 'tinypaq-delivery-'));
    const collector = openCollector({ dataDir });
    const app = Fastify({ forceCloseConnections: true });
    await app.register(collector.plugin);
    const script = await readFile(TRACKER);
    app.get('/tinypaq.js', (_request, reply) => reply.type('text/javascript').send(script));
    app.get('/favicon.ico', (_request, reply) => reply.code(204).send());
    app.get<{ Params: { page: string }; Querystring: Record<string, string> }>('/page/:page', (request, reply) =>
      reply.type('text/html; charset=utf-8').send(document(request.params.page, request.query)),
    );
    const ended = new Set<number>();
    app.post<{ Params: { page: string } }>('/ended/:page', (request, reply) => {
      ended.add(Number(request.params.page));
      return reply.code(204).send();
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    return new DeliveryServer(app, dataDir, collector, (app.server.address() as AddressInfo).port, ended);
  }

  /** The address of a page; its page view is the page's hit number 0. */
  page(page: number, { confirmed = false, crossOrigin = false }: PageOptions = {}): string {
    const query = new URLSearchParams({
      tracker: `//${crossOrigin ? '127.0.0.1' : 'localhost'}:${this.port}/matomo.php`,
      confirmed: confirmed ? '1' : '',
    });
    return `http://localhost:${this.port}/page/${page}?${query}`;
  }

  /** How many of the hits have arrived so far, and how. */
  tally(ledger: Ledger): Tally {
    return tally(this.collector.hits(), ledger);
  }

  /**
   * Waits until every hit has arrived, or none has for this long.
   * @param silence - milliseconds
   * @returns when the last one came, unix milliseconds
   */
  async settled(ledger: Ledger, silence: number): Promise<number> {
    let count = -1;
    let last = Date.now();
    while (this.tally(ledger).lost > 0 && Date.now() - last < silence) {
      const now = this.collector.hits().length;
      if (now !== count) [count, last] = [now, Date.now()];
      await sleep(200);
    }
    return this.collector.hits().at(-1)?.receivedAt ?? last;
  }

  /** Waits until nothing has arrived for half a second: this proves that no hit came twice. */
  async quiet(): Promise<void> {
    for (let count = -1; count !== this.collector.hits().length; await sleep(500)) {
      count = this.collector.hits().length;
    }
  }

  /** Refuses connections until {@link up}. The sender of a request may not get an answer that was given just before. */
  async down(): Promise<void> {
    const { server } = this.app;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  async up(): Promise<void> {
    const { server } = this.app;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
  }

  async stop(): Promise<void> {
    await this.app.close();
    this.collector.close();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

const document = (page: string, { tracker = '', confirmed }: Record<string, string>): string => {
  const title = `page ${Number(page)}`;
  const commands = [...(confirmed ? ["['enableConfirmedDelivery']"] : []), `['trackPageView', '${title}']`];
  return html(title, snippet({ tracker, script: '/tinypaq.js', commands }));
};
