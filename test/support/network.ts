// The network: beacons, fetches, XMLHttpRequests and pixels are noted instead of sent, and answered as the test says.
import { override } from './overrides';

export type Via = 'beacon' | 'fetch' | 'xhr' | 'image';

export interface SentRequest {
  via: Via;
  /** The address as the page gave it. */
  url: string;
  /** The address without query. */
  to: string;
  /** Query text without `?`, including the query of the tracker's own address if that has one. */
  query: string;
  body: string;
  contentType: string;
  /** Unix milliseconds, by the page's clock. */
  at: number;
  /** Options of a fetch. */
  init?: RequestInit;
  withCredentials?: boolean;
  /** Answers an image or XMLHttpRequest that waits ({@link Network.holdAnswers}): a status, or 0 for no answer at all. */
  answer(status: number): void;
}

/** How requests are answered; a test may replace each member at any time. */
export interface Network {
  /** What was sent, in order; refused beacons are in {@link refused}. */
  sent: SentRequest[];
  refused: SentRequest[];
  /** What `sendBeacon` returns; throw to let it throw. */
  acceptsBeacon(request: SentRequest): boolean;
  /** The status of the answer, 0 where nothing answers (a fetch then rejects). */
  status(request: SentRequest): number;
  /** Leave images, fetches and XMLHttpRequests without an answer until {@link SentRequest.answer} is called. */
  holdAnswers: boolean;
}

/** By which of the browser's functions the requests of a page were sent, in order. */
export const ways = (page: { requests(): SentRequest[] }): Via[] => page.requests().map(({ via }) => via);

const bodies = new WeakMap<object, { text: string; type: string }>();

/** Captures all requests until the page is closed. */
export function captureNetwork(): Network {
  const network: Network = {
    sent: [],
    refused: [],
    acceptsBeacon: () => true,
    status: () => 204,
    holdAnswers: false,
  };
  override(globalThis, 'Blob', recordedBlob());
  override(navigator, 'sendBeacon', (url: string, body?: unknown) => {
    const request = note('beacon', url, body);
    const accepted = network.acceptsBeacon(request);
    (accepted ? network.sent : network.refused).push(request);
    return accepted;
  });
  override(globalThis, 'fetch', (url: string, init: RequestInit = {}) => sendFetch(network, url, init));
  override(globalThis, 'XMLHttpRequest', xhrOf(network));
  override(globalThis, 'Image', imageOf(network));
  return network;
}

function note(via: Via, address: string, body: unknown, contentType?: string): SentRequest {
  const url = String(address);
  const [to = '', query = ''] = url.split(/\?(.*)/s);
  const recorded = typeof body === 'object' && body !== null ? bodies.get(body) : undefined;
  return {
    via,
    url,
    to,
    query,
    body: recorded ? recorded.text : String(body ?? ''),
    contentType: contentType ?? (recorded ? recorded.type : ''),
    at: Date.now(),
    answer: () => undefined,
  };
}

/** A `Blob` that keeps its text, because reading that from a blob is asynchronous. */
function recordedBlob(): typeof Blob {
  return class extends Blob {
    constructor(parts: BlobPart[] = [], options: BlobPropertyBag = {}) {
      super(parts, options);
      bodies.set(this, { text: parts.map(String).join(''), type: options.type ?? '' });
    }
  };
}

function sendFetch(network: Network, url: string, init: RequestInit): Promise<unknown> {
  const contentType = new Headers(init.headers).get('content-type') ?? '';
  const request = note('fetch', url, init.body, contentType);
  request.init = init;
  network.sent.push(request);
  const isOwn = new URL(url, location.href).origin === location.origin;
  return new Promise((resolve, reject) => {
    request.answer = (status) => {
      if (status === 0) reject(new TypeError('Failed to fetch'));
      else if (init.mode === 'no-cors' && !isOwn) resolve(answered('opaque', 0));
      else resolve(answered('basic', status));
    };
    if (!network.holdAnswers) request.answer(network.status(request));
  });
}

function answered(type: ResponseType, status: number): Partial<Response> {
  return { type, ok: status > 199 && status < 300, status, text: () => Promise.resolve('') };
}

function xhrOf(network: Network): unknown {
  return class {
    status = 0;
    withCredentials = false;
    onloadend?: () => void;
    readonly headers: Record<string, string> = {};
    private url = '';

    open(_method: string, url: string): void {
      this.url = url;
    }
    setRequestHeader(name: string, value: string): void {
      this.headers[name.toLowerCase()] = value;
    }
    send(body: unknown): void {
      const request = note('xhr', this.url, body, this.headers['content-type']);
      request.withCredentials = this.withCredentials;
      request.answer = (status) => {
        this.status = status;
        this.onloadend?.();
      };
      network.sent.push(request);
      if (!network.holdAnswers) queueMicrotask(() => request.answer(network.status(request)));
    }
  };
}

function imageOf(network: Network): unknown {
  return class {
    onload?: (() => void) | null;
    onerror?: (() => void) | null;

    set src(url: string) {
      const request = note('image', url, '');
      request.answer = (status) => (status > 199 && status < 300 ? this.onload?.() : this.onerror?.());
      network.sent.push(request);
      if (!network.holdAnswers) queueMicrotask(() => request.answer(network.status(request)));
    }
  };
}
