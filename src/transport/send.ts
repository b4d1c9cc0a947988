/** How hits leave the page: beacon, else fetch, XHR or image, with the same address, body and content type as the original. */
import { isHidden } from '../page/lifecycle';
import { guarded } from '../report';
import { isFunction } from '../values';
import type { Callback, Context, Outcome } from '../context';

/** A finished request text, ready to be sent. */
export interface Ready {
  _query: string;
  _callback?: Callback | undefined;
  /** Time of the call, unix milliseconds. */
  _time: number;
}

/** Hits that travel as one request. */
export interface Parcel {
  _hits: Ready[];
  _url: string;
  _body: string;
}

/** Longest request text (UTF-16 units) that goes into the address; a longer one goes into the body. */
export const MAX_URL_TEXT = 2000;

/** Browsers refuse more than 64 KiB in requests that outlive their page. */
const MAX_KEEPALIVE_BYTES = 60_000;

/** Most hits in one batch; the original's limit. */
const MAX_BATCH_HITS = 50;

const FORM = 'application/x-www-form-urlencoded; charset=UTF-8';

const join = (url: string, query: string): string => url + (url.includes('?') ? '&' : '?') + query;

const byteLength = (text: string): number => new Blob([text]).size;

const parcel = (t: Context, hits: Ready[]): Parcel => {
  const url = t._trackerUrl;
  const [first] = hits as [Ready];
  if (hits.length > 1) {
    const body = JSON.stringify({ requests: hits.map((hit) => `?${hit._query}`), send_image: 0 });
    return { _hits: hits, _url: url, _body: body };
  }
  return t._method === 'POST' || first._query.length > MAX_URL_TEXT
    ? { _hits: hits, _url: url, _body: first._query }
    : { _hits: hits, _url: join(url, first._query), _body: '' };
};

/** Tells those who asked how it went. */
const settle = (t: Context, { _hits }: Parcel, success: boolean, more: Partial<Outcome>): void => {
  const trackerUrl = t._trackerUrl;
  for (const { _callback, _query } of _hits) {
    if (_callback) guarded('callback', () => _callback({ request: _query, trackerUrl, success, ...more }));
  }
};

const byBeacon = ({ _url, _body }: Parcel): boolean => {
  try {
    return navigator.sendBeacon(_url, new Blob([_body], { type: FORM }));
  } catch {
    return false;
  }
};

/** The pixel: also where a policy forbids everything but images. Bulk requests cannot travel this way. */
const byImage = (t: Context, hit: Ready, failed: (hits: Ready[]) => void): void => {
  const request = hit._query.replace('send_image=0', 'send_image=1');
  const image = new Image(1, 1);
  const done = (success: boolean) => (): void => {
    image.onload = image.onerror = null;
    settle(t, { _hits: [hit], _url: '', _body: '' }, success, { request });
    if (!success) failed([hit]);
  };
  image.onload = done(true);
  image.onerror = done(false);
  image.src = join(t._trackerUrl, request);
};

/** Each hit as an image; what is too long for an address is lost for this way. */
export const sendAsImages = (t: Context, hits: Ready[]): void => {
  const isShort = (hit: Ready): boolean => hit._query.length <= MAX_URL_TEXT;
  hits.filter(isShort).forEach((hit) => byImage(t, hit, t._lost));
  t._lost(hits.filter((hit) => !isShort(hit)));
};

/** A request by hand. The server may have received it although its answer is not readable: it is never sent twice. */
const byXhr = (t: Context, sent: Parcel): void => {
  const xhr = new XMLHttpRequest();
  xhr.open('POST', sent._url);
  xhr.setRequestHeader('Content-Type', t._contentType || FORM);
  xhr.withCredentials = true;
  xhr.onloadend = () => settle(t, sent, xhr.status > 199 && xhr.status < 300, { xhr });
  xhr.send(sent._body);
};

/** A request that outlives its page, and whose rejection tells that nothing arrived. */
const byFetch = (t: Context, sent: Parcel): void => {
  const isOwn = new URL(sent._url, location.href).origin === location.origin;
  fetch(sent._url, {
    method: 'POST',
    body: sent._body,
    headers: { 'Content-Type': FORM },
    credentials: 'include',
    keepalive: byteLength(sent._body) <= MAX_KEEPALIVE_BYTES,
    mode: isOwn ? 'cors' : 'no-cors',
  }).then(
    (response) => {
      const success = !isOwn || response.ok;
      settle(t, sent, success, {});
      if (success) t._arrived();
      else if (t._confirmed) t._lost(sent._hits);
    },
    () => (t._confirmed ? t._lost(sent._hits) : sendAsImages(t, sent._hits)),
  );
};

const dispatch = (t: Context, sent: Parcel): void => {
  if (t._isBlocked()) {
    sendAsImages(t, sent._hits);
  } else if (!t._beacons) {
    if (sent._body) byXhr(t, sent);
    else sent._hits.forEach((hit) => byImage(t, hit, () => undefined));
  } else if ((!t._confirmed || isHidden()) && byBeacon(sent)) {
    t._beaconed(sent);
    settle(t, sent, true, { isSendBeacon: true });
  } else if (isFunction(window.fetch)) {
    byFetch(t, sent);
  } else {
    byXhr(t, sent);
  }
};

/** Batches need a body: with images alone (method GET) every hit travels by itself. */
const batches = (hits: Ready[], asBulk: boolean): Ready[][] => {
  if (!asBulk) return hits.map((hit) => [hit]);
  const all: Ready[][] = [];
  let bytes = Infinity;
  let batch: Ready[] = [];
  for (const hit of hits) {
    const size = byteLength(JSON.stringify(hit._query)) + 2;
    if (batch.length === MAX_BATCH_HITS || bytes + size > MAX_KEEPALIVE_BYTES) {
      all.push((batch = []));
      bytes = 0;
    }
    batch.push(hit);
    bytes += size;
  }
  return all;
};

let isSending = false;

/** Has any tracker of this page sent something? */
export const hasSent = (): boolean => isSending;

/** Sends hits in their order: one as it is, several as batches of at most 50 hits and 60 KB. */
export const transmit = (t: Context, hits: Ready[], asBulk: boolean): void => {
  if (t._isStuck()) {
    t._lost(hits);
    return;
  }
  batches(hits, asBulk).forEach((batch) => guarded('send', () => dispatch(t, parcel(t, batch))));
  isSending = true;
  t._sent += hits.length;
  t._onSent.forEach((task) => task());
};
