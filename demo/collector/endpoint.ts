// The Tracking HTTP API end point: what trackers talk to.
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RefusedRequest } from './errors.js';
import { text, valuesOf, withoutNul } from './parameters.js';
import type { Recorder } from './recorder.js';
import { BODY_LIMIT, readRequest, type Envelope } from './requests.js';
import type { Behaviour } from './types.js';

const PATHS = ['/matomo.php', '/piwik.php', '/js/tracker.php'];
const OTHER_METHODS = ['HEAD', 'PUT', 'DELETE', 'PATCH'];
const ALLOWED_METHODS = 'GET, POST, OPTIONS';
/** A transparent image of one pixel. */
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
/** Longest header value that is kept, in characters. */
const HEADER_LIMIT = 1024;
/** Seconds for which a browser may remember the answer to a preflight. */
const PREFLIGHT_AGE = 3600;

interface EndpointOptions {
  recorder: Recorder;
  /** The misbehaviour that a test asked for, at this moment. */
  behaviour: () => Behaviour;
}

/** Adds the tracking routes to a scope of their own: their body parser takes every content type. */
export function addEndpoint(app: FastifyInstance, { recorder, behaviour }: EndpointOptions): void {
  const contentTypes = new WeakMap<FastifyRequest, string>();

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
    done(null, body),
  );
  app.setErrorHandler<FastifyError>((error, _request, reply) => refuse(reply, error));

  app.addHook('onRequest', async (request, reply) => {
    allowOrigin(request, reply);
    // The body is read by its content: a tracker may call JSON a form. So the framework gets no header to object to.
    contentTypes.set(request, headerText(request.headers['content-type']));
    if (request.headers['content-type'] !== undefined) request.raw.headers['content-type'] = 'text/plain';
    await misbehave(behaviour(), request, reply);
  });
  app.addHook('onSend', async () => {
    const { delayMs = 0 } = behaviour();
    if (delayMs > 0) await wait(delayMs, undefined, { ref: false });
  });

  for (const path of PATHS) {
    app.route({ method: ['GET', 'POST'], url: path, exposeHeadRoute: false, handler: track });
    app.options(path, (request, reply) => preflight(request, reply));
    app.route({
      method: OTHER_METHODS,
      url: path,
      handler: (_request, reply) =>
        reply
          .header('allow', ALLOWED_METHODS)
          .code(405)
          .send({ status: 'error', message: `Use ${ALLOWED_METHODS}.` }),
    });
  }

  function track(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const envelope = envelopeOf(request, contentTypes.get(request) ?? '');
    const body = typeof request.body === 'string' ? request.body : '';
    const tracking = readRequest(queryOf(request), body);
    reply.header('cache-control', 'no-store');
    if (tracking.packaging === 'bulk') {
      const { tracked, invalidIndices } = recorder.bulk(tracking, envelope);
      return reply.send({
        status: 'success',
        tracked,
        invalid: invalidIndices.length,
        invalid_indices: invalidIndices,
      });
    }
    recorder.single(tracking.parameters, tracking.packaging, envelope);
    if (text(valuesOf(tracking.parameters), 'send_image') === '0') return reply.code(204).send();
    return reply.type('image/gif').send(GIF);
  }
}

/** Credentials may be sent, so the origin has to be named; `*` is for requests that name none. */
function allowOrigin(request: FastifyRequest, reply: FastifyReply): void {
  const { origin } = request.headers;
  reply.header('vary', 'Origin').header('x-content-type-options', 'nosniff');
  if (origin === undefined || !/^[\x21-\x7e]+$/.test(origin)) {
    reply.header('access-control-allow-origin', '*');
    return;
  }
  reply.header('access-control-allow-origin', origin).header('access-control-allow-credentials', 'true');
}

function preflight(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const wanted = request.headers['access-control-request-headers'] ?? '';
  const headers = /^[\w-]+(\s*,\s*[\w-]+)*$/.test(wanted) ? wanted : 'content-type';
  return reply
    .header('access-control-allow-methods', ALLOWED_METHODS)
    .header('access-control-allow-headers', headers)
    .header('access-control-max-age', PREFLIGHT_AGE)
    .code(204)
    .send();
}

async function misbehave({ down, status }: Behaviour, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (down) {
    reply.hijack();
    request.raw.destroy();
  } else if (status !== undefined) {
    await reply.code(status).send({ status: 'error', message: 'This server was told to fail.' });
  }
}

/** Every fault of the sender is a 4xx with one line that says what is wrong; only a broken database is ours. */
function refuse(reply: FastifyReply, error: FastifyError): FastifyReply {
  const answer = reply.header('cache-control', 'no-store').type('application/json');
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return answer.code(400).send({ status: 'error', message: `The body is larger than ${BODY_LIMIT} bytes.` });
  }
  const isSenders = error instanceof RefusedRequest || (error.statusCode !== undefined && error.statusCode < 500);
  if (isSenders) return answer.code(error.statusCode ?? 400).send({ status: 'error', message: error.message });
  console.error(`collector: a hit could not be stored: ${error.message}`);
  return answer.code(503).send({ status: 'error', message: 'The hit could not be stored.' });
}

function envelopeOf(request: FastifyRequest, contentType: string): Envelope {
  return {
    method: request.method === 'POST' ? 'POST' : 'GET',
    contentType,
    userAgent: headerText(request.headers['user-agent']),
    acceptLanguage: headerText(request.headers['accept-language']),
    address: request.ip,
  };
}

function headerText(value: string | undefined): string {
  return withoutNul((value ?? '').slice(0, HEADER_LIMIT));
}

/** The query as it was sent, since the framework's own parser does not keep the order. */
function queryOf(request: FastifyRequest): string {
  const address = request.raw.url ?? '';
  const start = address.indexOf('?');
  return start === -1 ? '' : address.slice(start + 1);
}
