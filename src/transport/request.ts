/** A hit that is ready to be sent, as the text of a request: in an address, in a body, or among others in a batch. */
import { encode } from '../encode';
import { timeNow } from '../page/clock';
import type { Callback } from '../arguments';

/** Longest request text (UTF-16 units) that goes into the address; a longer one goes into the body. */
export const MAX_URL_TEXT = 2000;

/** A hit that waited for longer (ms) tells its age, so that the server counts it for the right moment. */
const TELL_AGE_AFTER = 5000;

/** The server takes no older hits (ms) without a token. An age above it means that the clock was set. */
export const MAX_AGE = 86_400_000;

export const FORM = 'application/x-www-form-urlencoded; charset=UTF-8';

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

export const requestText = ({ _query, _age }: Ready): string => _query + _age;

/** Encodes what the page's own text may hold but would cut off an address (`#`), get lost there (line ends) or end JSON text. */
export const forUrl = (text: string): string => text.replace(/[#"\\\s\p{Cc}]/gu, encodeURIComponent);

/** Upper limit of a text's size in bytes; exact for percent-encoded text. Counting exactly would take much longer. */
export const byteLimit = (text: string): number => text.replace(/[^ -~]/g, '***').length;

/** @param time - of the call, unix milliseconds */
export const makeReady = (query: string, time: number, callback?: Callback): Ready => {
  const safe = forUrl(query);
  return {
    _query: query,
    _safe: safe,
    _bytes: byteLimit(safe),
    _age: '',
    _callback: callback,
    _time: time,
  };
};

/** As {@link requestText}, safe for an address or a batch. */
export const safeText = ({ _safe, _age }: Ready): string => _safe + _age;

export const join = (url: string, text: string): string => url + (url.includes('?') ? '&' : '?') + text;

/** Adds the age to a hit that had to wait, unless the page has given it a time itself. */
export const tellAge = (hit: Ready): void => {
  const age = timeNow() - hit._time;
  const isTold = age < TELL_AGE_AFTER || age > MAX_AGE || /(^|&)cd[ot]=/.test(hit._query);
  hit._age = encode({ cdo: isTold ? undefined : Math.round(age / 1000) });
};
