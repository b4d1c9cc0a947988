// Reads one HTTP request of the tracking end point: which packaging it uses and which hits are in it.
// The body is judged by its content, not by its content type: trackers send JSON as a form.
import { RefusedRequest } from './errors.js';
import { parseBulkEntry, parseQuery, text, valuesOf } from './parameters.js';
import type { Parameter } from './types.js';

/** Largest body in bytes; trackers stay below 64 KB, importers send bulk requests up to this size. */
export const BODY_LIMIT = 1024 * 1024;
/** Most hits in one bulk request. */
export const BULK_LIMIT = 5000;

/** What the end point knows about a request, whatever its packaging. */
export interface Envelope {
  method: 'GET' | 'POST';
  contentType: string;
  userAgent: string;
  acceptLanguage: string;
  /** IP address of the sender; used for a fingerprint, never stored. */
  address: string;
}

export type TrackingRequest = SingleRequest | BulkRequest;

interface SingleRequest {
  packaging: 'query' | 'body';
  parameters: Parameter[];
}

interface BulkRequest {
  packaging: 'bulk';
  /** One entry each, in order; undefined where the entry is neither a text nor an object. */
  hits: (Parameter[] | undefined)[];
  token: string;
}

/**
 * @param query - the part of the address behind `?`, as sent
 * @param body - empty for GET and for beacons that carry everything in the address
 * @throws RefusedRequest (400) when a JSON body cannot be read or holds too many hits
 */
export function readRequest(query: string, body: string, contentType: string): TrackingRequest {
  const inQuery = parseQuery(query);
  const content = body.trim();
  if (content === '') return { packaging: 'query', parameters: inQuery };
  if (content.startsWith('{') || isJson(contentType)) return readBulk(content, text(valuesOf(inQuery), 'token_auth'));
  return { packaging: 'body', parameters: [...inQuery, ...parseQuery(content)] };
}

function readBulk(json: string, tokenInQuery: string): BulkRequest {
  const body = parseJson(json);
  if (typeof body !== 'object' || body === null || !('requests' in body) || !Array.isArray(body.requests)) {
    throw new RefusedRequest(400, 'A JSON body must be an object with an array "requests".');
  }
  if (body.requests.length > BULK_LIMIT) {
    throw new RefusedRequest(
      400,
      `A bulk request holds at most ${BULK_LIMIT} hits, this one has ${body.requests.length}.`,
    );
  }
  const token = 'token_auth' in body && typeof body.token_auth === 'string' ? body.token_auth : tokenInQuery;
  return { packaging: 'bulk', hits: body.requests.map(parseBulkEntry), token };
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new RefusedRequest(400, 'The body is not readable JSON.');
  }
}

function isJson(contentType: string): boolean {
  return /^\s*application\/(\w+\+)?json\b/i.test(contentType);
}
