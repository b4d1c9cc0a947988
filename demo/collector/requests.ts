// Reads one HTTP request of the tracking end point: which packaging it uses and which hits are in it.
// The body is judged by its content, not by its content type: trackers send JSON as a form.
import { RefusedRequest } from './errors.js';
import { parseBulkEntry, parseQuery, text, textOf, valuesOf } from './parameters.js';
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
 * @throws RefusedRequest (400) when a JSON body cannot be read or holds too many hits, or when two tokens contradict
 */
export function readRequest(query: string, body: string): TrackingRequest {
  const inQuery = parseQuery(query);
  const content = body.trim();
  if (content === '') return { packaging: 'query', parameters: inQuery };
  if (/^[{[]/.test(content)) return readBulk(content, inQuery);
  const inBody = parseQuery(content);
  oneToken(inQuery, inBody);
  return { packaging: 'body', parameters: [...inQuery, ...inBody] };
}

function readBulk(json: string, inQuery: Parameter[]): BulkRequest {
  const body = parseJson(json);
  if (typeof body !== 'object' || body === null || !('requests' in body) || !Array.isArray(body.requests)) {
    throw new RefusedRequest(400, 'A JSON body must be an object with an array "requests".');
  }
  const { requests } = body;
  if (requests.length > BULK_LIMIT) {
    throw new RefusedRequest(400, `A bulk request holds at most ${BULK_LIMIT} hits, this one has ${requests.length}.`);
  }
  const inBody: Parameter[] = 'token_auth' in body ? [['token_auth', textOf(body.token_auth)]] : [];
  return { packaging: 'bulk', hits: requests.map(parseBulkEntry), token: oneToken(inQuery, inBody) };
}

function oneToken(inQuery: Parameter[], inBody: Parameter[]): string {
  const tokens = [inQuery, inBody]
    .map((source) => text(valuesOf(source), 'token_auth'))
    .filter((token) => token !== '');
  if (new Set(tokens).size > 1) {
    throw new RefusedRequest(400, 'The address and the body hold different values of token_auth.');
  }
  return tokens[0] ?? '';
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new RefusedRequest(400, 'The body is not readable JSON.');
  }
}
