// The only server that the pages of a comparison can reach: it serves one tracker's page and notes what it is sent.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { html } from '../../support/snippet';
import type { Tracker } from './trackers';

export const SCRIPT = '/tracker.js';

/** A request of the tracker's, its own script aside. */
export interface Arrival {
  path: string;
  /** As far as it has arrived; undecoded where it is compressed. */
  body: string;
  /** Unix milliseconds, with fractions, when its head arrived. */
  time: number;
  /** Of the request in HTTP/1.1: line, headers and body. */
  bytes: number;
}

export class Receiver {
  readonly arrivals: Arrival[] = [];

  private constructor(
    private readonly server: Server,
    private readonly tracker: Tracker,
  ) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.answer(request, response));
  }

  static async start(tracker: Tracker): Promise<Receiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Receiver(server, tracker);
  }

  url(path: string): string {
    return `http://shop.localhost:${(this.server.address() as AddressInfo).port}${path}`;
  }

  /** The first request that carries a page view. */
  firstHit(): Arrival | undefined {
    return this.arrivals.find(({ path, body }) => this.tracker.hits.test(`${path} ${body}`));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const time = performance.timeOrigin + performance.now();
    const { pathname: path } = new URL(request.url ?? '/', 'http://shop.localhost');
    const page = this.pages[path];
    if (page) return void response.writeHead(200, page.headers).end(page.body);
    const arrival = { path, body: '', time, bytes: headBytes(request) };
    this.arrivals.push(arrival);
    for await (const chunk of request) {
      arrival.body += String(chunk);
      arrival.bytes += (chunk as Buffer).length;
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(this.tracker.answer);
  }

  private get pages(): Record<string, { headers: Record<string, string>; body: string | Buffer } | undefined> {
    const { script, inline } = this.tracker;
    const page = (head: string) => ({
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: html('Shop', `<link rel="icon" href="data:,">${head}`, '<h1>Shop</h1><p>A page to be counted.</p>'),
    });
    return {
      '/': page(`${inline && `<script>${inline}</script>`}<script async src="${SCRIPT}"></script>`),
      '/next': page(''),
      [SCRIPT]: {
        headers: { 'content-type': 'text/javascript; charset=utf-8', 'content-encoding': 'gzip' },
        body: gzipSync(script, { level: 9 }),
      },
    };
  }
}

const headBytes = ({ method, url, httpVersion, rawHeaders }: IncomingMessage): number => {
  const line = `${method} ${url} HTTP/${httpVersion}\r\n`;
  const headers = rawHeaders.map((text, index) => text + (index % 2 ? '\r\n' : ': ')).join('');
  return Buffer.byteLength(`${line}${headers}\r\n`);
};
