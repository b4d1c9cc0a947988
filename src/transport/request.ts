/** A hit as the text of a request: in an address, in a body, or among others in a batch. */
import { encode } from '../encode';
import { timeNow } from '../page/clock';
import type { Callback } from '../arguments';
import type { Ready } from './parcel';

/** Longest request text (UTF-16 units) that goes into the address; a longer one goes into the body. */
export const MAX_URL_TEXT = 2000;

/** A hit that waited for longer (ms) tells its age, so that the server counts it for the right moment. */
const TELL_AGE_AFTER = 5000;

/** The server takes no older hits (ms) without a token. An age above it means that the clock was set. */
export const MAX_AGE = 86_400_000;

export const FORM = 'application/x-www-form-urlencoded; charset=UTF-8';

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
