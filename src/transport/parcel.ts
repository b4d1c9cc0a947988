/** What travels: a hit that is ready, hits that travel together, and the request that carries them. */
import { MAX_URL_TEXT, byteLimit, join, requestText, safeText } from './request';
import type { Callback } from '../arguments';
import type { Context } from '../context';

/** Browsers refuse more than 64 KiB in requests that outlive their page. */
export const MAX_KEEPALIVE_BYTES = 60_000;

/** A finished request text, ready to be sent. */
export interface Ready {
  _query: string;
  /** The same text, safe for an address or a batch. Made beforehand, as there may be little time when the page goes away. */
  _safe: string;
  /** Upper limit of its size in bytes. */
  _bytes: number;
  /** Parameter text with the age of a hit that had to wait; else empty. */
  _age: string;
  /** Called at most once, whatever becomes of the hit later. */
  _callback: Callback | undefined;
  /** Time of the call, unix milliseconds. */
  _time: number;
  _batch?: Batch;
  /** Its name in the outbox, given once: a hit that is stored again replaces itself. */
  _name?: string;
}

/**
 * Hits that travel together. They are marked as handed over so that they are not sent again if the browser stops the script
 * before they are taken from their list. One mark for all of them, because it may stop the script between any two.
 */
export type Batch = Ready[] & { _isHanded?: unknown };

/** A batch as one request. */
export interface Parcel {
  _hits: Batch;
  /** The tracker's address at that time. */
  _to: string;
  _url: string;
  _body: string;
}

/**
 * Makes the request that carries these hits: several as JSON text; one in the address unless it is too long or has to be posted.
 * @param to - the tracker's address, where it was another one at that time
 */
export const parcel = (t: Context, hits: Batch, to = t._trackerUrl): Parcel => {
  const [first] = hits as unknown as [Ready];
  let url = to;
  let body = requestText(first);
  // By hand: some pages have a JSON object of their own.
  if (hits.length > 1) body = `{"requests":["?${hits.map(safeText).join('","?')}"],"send_image":0}`;
  else if (t._method !== 'POST' && body.length <= MAX_URL_TEXT) {
    url = join(url, safeText(first));
    body = '';
  }
  return { _hits: hits, _to: to, _url: url, _body: body };
};

/** Is it small enough for a request that outlives the page? */
export const isSmall = ({ _body }: Parcel): boolean => byteLimit(_body) <= MAX_KEEPALIVE_BYTES;
