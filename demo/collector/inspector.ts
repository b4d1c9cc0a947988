// The inspector's routes: its page and files, and the data it shows.
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Store } from './store.js';
import type { Stream } from './stream.js';

const FILES = fileURLToPath(new URL('../inspector/public', import.meta.url));
/** Nothing from a hit could run even if it were written into the page. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const DEFAULT_LIMIT = 200;
const LARGEST_LIMIT = 1000;

interface InspectorOptions {
  store: Store;
  stream: Stream;
  clear: () => void;
}

export async function addInspector(app: FastifyInstance, { store, stream, clear }: InspectorOptions): Promise<void> {
  await app.register(fastifyStatic, { root: FILES, prefix: '/inspector/assets/', index: false, cacheControl: false });

  app.addHook('onRequest', async (request, reply) => {
    reply
      .header('content-security-policy', CONTENT_SECURITY_POLICY)
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'no-store');
    if (isForeign(request)) await reply.code(403).send({ message: 'The inspector answers its own page only.' });
  });

  app.get('/inspector', (_request, reply) => reply.sendFile('index.html'));
  app.get('/inspector/', (_request, reply) => reply.redirect('/inspector'));
  app.get('/inspector/api/hits', (request) => ({
    hits: store.hits.latest({
      after: wholeNumber(request, 'after'),
      before: wholeNumber(request, 'before'),
      limit: limitOf(request),
    }),
  }));
  app.get('/inspector/api/visits', () => ({ visits: store.visits.all() }));
  app.post('/inspector/api/clear', (_request, reply) => {
    clear();
    return reply.code(204).send();
  });
  app.get('/inspector/api/stream', { exposeHeadRoute: false }, (request, reply) => {
    openStream(stream, request, reply);
  });
}

function openStream(stream: Stream, request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  const header = request.headers['last-event-id'];
  const seen = typeof header === 'string' ? parseId(header) : undefined;
  stream.connect(reply.raw, seen ?? wholeNumber(request, 'after'));
}

/** Browsers tell where a request comes from; other sites must not clear or read the inspector's data. */
function isForeign(request: FastifyRequest): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

function limitOf(request: FastifyRequest): number {
  return Math.min(wholeNumber(request, 'limit') ?? DEFAULT_LIMIT, LARGEST_LIMIT);
}

function wholeNumber(request: FastifyRequest, name: string): number | undefined {
  const value = new URLSearchParams(request.raw.url?.split('?')[1] ?? '').get(name);
  return value === null ? undefined : parseId(value);
}

function parseId(value: string): number | undefined {
  return /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}
