// Shop and collector on one port: http://localhost is the shop, http://127.0.0.1 the other domain.
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import Fastify, { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify';
import { openCollector, type Collector } from './collector/collector.js';
import { docsPlugin } from './docs/site/plugin.js';
import { DemoError } from './shop/demo-error.js';
import { Orders } from './shop/orders.js';
import { shopPlugin } from './shop/plugin.js';
import type { Shop } from './shop/shop.js';
import { trackerFilesPlugin } from './shop/tracker-files.js';
import { trackingTarget } from './shop/tracking-target.js';

export { DemoError };

export interface DemoOptions {
  /** 0 takes a free port. */
  port: number;
  /** Directory of the collector's database. */
  dataDir: string;
  /** Empties the database first. */
  reset?: boolean;
  /** The script that is served as `/tinypaq.js`; the build's by default. */
  trackerFile?: string;
  /** A Matomo server that receives the shop's hits instead of the collector. */
  matomoUrl?: string;
  /** Site ID in the snippet, `1` by default. */
  siteId?: string;
  /** Address to listen on, 127.0.0.1 by default. */
  host?: string;
}

export interface Demo {
  /** The shop: `http://localhost:8123`. */
  url: string;
  /** The same server under the name that plays another domain: `http://127.0.0.1:8123`. */
  otherUrl: string;
  collector: Collector;
  close(): Promise<void>;
}

const BUILT_TRACKER = fileURLToPath(new URL('../dist/tinypaq.js', import.meta.url));

/**
 * Starts the demo.
 * @throws DemoError when the port is taken or an option cannot be used, CollectorError when the database cannot be;
 * both with a message of one line. Nothing is left running then.
 */
export const startDemo = async (options: DemoOptions): Promise<Demo> => {
  const host = options.host ?? '127.0.0.1';
  // The options are checked before the database is opened, so that a failed start never empties it.
  const tracking = trackingTarget(options.matomoUrl, options.siteId);
  await assertPortIsFree(options.port, host);
  const collector = openCollector({ dataDir: options.dataDir, reset: options.reset ?? false });

  const app = Fastify({ forceCloseConnections: true, bodyLimit: 1024 * 1024, frameworkErrors: answerBadRequest });
  const portOf = () => (app.server.address() as AddressInfo).port;
  const shop: Shop = {
    get url() {
      return `http://localhost:${portOf()}`;
    },
    get otherUrl() {
      return `http://127.0.0.1:${portOf()}`;
    },
    get tracking() {
      return tracking(portOf());
    },
    usesMatomoServer: Boolean(options.matomoUrl),
    orders: new Orders(),
  };

  try {
    await app.register(collector.plugin);
    await app.register(trackerFilesPlugin(options.trackerFile ?? BUILT_TRACKER));
    await app.register(docsPlugin);
    await app.register(shopPlugin(shop));
    await app.listen({ port: options.port, host });
  } catch (error) {
    await app.close();
    collector.close();
    throw error;
  }
  const close = async () => {
    await app.close();
    collector.close();
  };
  return { url: shop.url, otherUrl: shop.otherUrl, collector, close };
};

/** An address that cannot be decoded never reaches a route. */
const answerBadRequest = (error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void => {
  void reply
    .code(error.statusCode ?? 400)
    .type('text/plain; charset=utf-8')
    .send('This address cannot be read.\n');
};

const assertPortIsFree = (port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => reject(portError(error, port)));
    probe.listen(port, host, () => probe.close(() => resolve()));
  });

const portError = (error: NodeJS.ErrnoException, port: number): Error => {
  if (error.code === 'EADDRINUSE') return new DemoError(`Port ${port} is in use. Choose another one with --port.`);
  if (error.code === 'EACCES')
    return new DemoError(`Port ${port} may not be used here. Choose another one with --port.`);
  return new DemoError(`Cannot listen on port ${port}: ${error.message}`);
};
