// A local web server for the pages a spec writes itself. It answers every host name and remembers the other requests.
import { readFileSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import selfsigned from 'selfsigned';

/** What is served at a path: an HTML document, or any answer. */
export type Answer = string | { status?: number; headers?: OutgoingHttpHeaders; body?: string | Buffer };

/** A request to a path at which no HTML document is served. */
export interface ReceivedRequest {
  method: string;
  /** The host name the browser asked for, without port. */
  host: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}

const TRACKER = new URL('../../dist/tinypaq.js', import.meta.url);

let certificate: ReturnType<typeof generateCertificate> | undefined;

function generateCertificate() {
  const names = ['localhost', '*.localhost', '*.shop.localhost'].map((value) => ({ type: 2 as const, value }));
  return selfsigned.generate([{ name: 'commonName', value: 'local test' }], {
    keyType: 'ec',
    curve: 'P-256',
    extensions: [{ name: 'subjectAltName', altNames: [...names, { type: 7, ip: '127.0.0.1' }] }],
  });
}

export class PageServer {
  /** All requests but those for HTML documents, in order of arrival. */
  readonly requests: ReceivedRequest[] = [];
  private readonly answers = new Map<string, Answer>();
  private readonly held = new Map<string, Promise<void>>();
  private port = 0;

  private constructor(
    private readonly server: Server,
    private readonly scheme: 'http' | 'https',
  ) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.answer(request, response));
  }

  /** Starts on a free port of 127.0.0.1. The certificate of https is self-signed; the engines here accept it. */
  static async start({ https = false } = {}): Promise<PageServer> {
    const server = https ? await createSecureServer() : createServer();
    const pages = new PageServer(server, https ? 'https' : 'http');
    await pages.up();
    return pages;
  }

  /** Serves an HTML document, or another answer, at this path of every host name. */
  set(path: string, answer: Answer): this {
    this.answers.set(path, answer);
    return this;
  }

  /** Serves an HTML document with these response headers, such as a Content-Security-Policy. */
  setPage(path: string, html: string, headers: OutgoingHttpHeaders = {}): this {
    return this.set(path, { headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body: html });
  }

  /** Serves the built tracker. */
  setTracker(path = '/tinypaq.js'): this {
    return this.set(path, { headers: { 'content-type': 'text/javascript' }, body: readFileSync(TRACKER) });
  }

  /** The address of a page on the site "shop", "www.shop", "stats"...: names that lead here without any set-up. */
  url(path: string, site = 'shop'): string {
    return `${this.scheme}://${site}.localhost:${this.port}${path}`;
  }

  /** Lets requests for this path wait until the returned function is called, by which a spec tells a page "now". */
  hold(path: string): () => void {
    let release: () => void = () => undefined;
    this.held.set(path, new Promise((resolve) => (release = resolve)));
    return release;
  }

  /** Refuses connections until up(). Unlike offline emulation this also stops requests of a page that goes away. */
  async down(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async up(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.port, '127.0.0.1', resolve);
    });
    this.port = (this.server.address() as AddressInfo).port;
  }

  private async answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', `${this.scheme}://${request.headers.host ?? 'localhost'}`);
    const body = await readBody(request);
    const answer = this.answers.get(url.pathname);
    if (!isDocument(answer) && url.pathname !== '/favicon.ico') {
      const { method = '', headers } = request;
      this.requests.push({ method, host: url.hostname, path: url.pathname, query: url.searchParams, headers, body });
    }
    await this.held.get(url.pathname);
    const { status = 200, headers, body: content } = complete(answer, request.headers.origin);
    response.writeHead(status, headers).end(content);
  }
}

async function createSecureServer(): Promise<Server> {
  const pem = await (certificate ??= generateCertificate());
  return createTlsServer({ key: pem.private, cert: pem.cert });
}

const HTML = { 'content-type': 'text/html; charset=utf-8' };

/** The CORS headers with which a browser lets a page of another origin read the answer, cookies included. */
const shared = (origin: string | undefined): OutgoingHttpHeaders =>
  origin
    ? {
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
        'access-control-allow-headers': 'content-type',
      }
    : {};

function complete(answer: Answer | undefined, origin: string | undefined): Exclude<Answer, string> {
  if (answer === undefined) return { status: 204, headers: shared(origin) };
  if (typeof answer === 'string') return { headers: HTML, body: answer };
  return { ...answer, headers: { ...shared(origin), ...answer.headers } };
}

const isDocument = (answer: Answer | undefined) =>
  typeof answer === 'string' || String(answer?.headers?.['content-type']).startsWith('text/html');

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    // the page took its request back
  }
  return Buffer.concat(chunks).toString();
}
