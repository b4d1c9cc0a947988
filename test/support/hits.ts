// Turns the requests of a page into hits: one for each tracking request, those in a batch included.
import type { SentRequest } from './network';

export interface Hit {
  /** Decoded parameters by name. */
  params: Record<string, string>;
  /** Names in wire order, with repetitions. */
  names: string[];
  /** The request text as it was sent. */
  text: string;
  /** The request that carried it. */
  request: SentRequest;
  /** Whether it was sent in a batch. */
  isInBatch: boolean;
}

/** The hits of a request, in order. */
export function hitsOf(request: SentRequest): Hit[] {
  return textsOf(request).map((text) => ({
    ...decodeText(text),
    text,
    request,
    isInBatch: isBatch(request),
  }));
}

function isBatch({ body }: SentRequest): boolean {
  return body.startsWith('{"requests":');
}

/** Decodes a request text: `a=1&b=2`. */
function decodeText(text: string): Pick<Hit, 'params' | 'names'> {
  const pairs = text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair): [string, string] => {
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      return [name, decodeURIComponent(value)];
    });
  return { params: Object.fromEntries(pairs), names: pairs.map(([name]) => name) };
}

/** The request texts that a request carries, in order, as they were sent. */
export function textsOf(request: SentRequest): string[] {
  if (isBatch(request)) {
    const { requests } = JSON.parse(request.body) as { requests: string[] };
    return requests.map((text) => text.replace(/^\?/, ''));
  }
  return [request.body || request.query];
}
