// A client of the shop without a browser, which keeps cookies and follows redirects.
import Fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { Orders } from '../../demo/shop/orders.js';
import { shopPlugin } from '../../demo/shop/plugin.js';
import type { Shop } from '../../demo/shop/shop.js';

export const openShop = async (changes: Partial<Shop> = {}): Promise<FastifyInstance> => {
  const app = Fastify();
  await app.register(
    shopPlugin({
      url: 'http://localhost:8123',
      otherUrl: 'http://127.0.0.1:8123',
      tracking: { trackerUrl: '//localhost:8123/', scriptUrl: '//localhost:8123/tinypaq.js', siteId: '1' },
      usesMatomoServer: false,
      orders: new Orders(),
      ...changes,
    }),
  );
  return app;
};

export interface Answer {
  status: number;
  path: string;
  text: string;
  headers: LightMyRequestResponse['headers'];
}

export class Visitor {
  readonly cookies = new Map<string, string>();

  constructor(
    private readonly app: FastifyInstance,
    private readonly host = 'localhost:8123',
  ) {}

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('GET', path, headers);
  }

  /** Sends a form and follows the redirect that answers it. */
  async post(path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Answer> {
    const body = new URLSearchParams(fields).toString();
    const answer = await this.send(
      'POST',
      path,
      { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
    );
    const target = answer.headers.location;
    return typeof target === 'string' ? this.get(target) : answer;
  }

  private async send(
    method: 'GET' | 'POST',
    url: string,
    headers: Record<string, string>,
    payload?: string,
  ): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await this.app.inject({
      method,
      url,
      headers: { host: this.host, accept: 'text/html', ...(cookie && { cookie }), ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
    for (const { name, value, maxAge, expires } of response.cookies) {
      if (maxAge === 0 || (expires && expires.getTime() < Date.now())) this.cookies.delete(name);
      else this.cookies.set(name, encodeURIComponent(value));
    }
    return { status: response.statusCode, path: url, text: response.body, headers: response.headers };
  }
}

/** The methods and arguments that a page pushes into `_paq`, in order. */
export const commandsIn = (page: Answer): unknown[][] =>
  [...page.text.matchAll(/^ *_paq\.push\((\[.*\])\);$/gm)]
    .map(([, source = '']) => source)
    .filter((source) => !source.includes('u+'))
    .map((source) => new Function(`return ${source}`)() as unknown[]);

export const methodsIn = (page: Answer): unknown[] => commandsIn(page).map(([method]) => method);
