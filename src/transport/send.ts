/** How hits leave the page: beacon, else fetch, XHR or image, with the same address, body and content type as the original. */
import { whenAllowed } from '../gate';
import { encode } from '../hit/encode';
import { timeNow } from '../page/clock';
import { isHidden } from '../page/lifecycle';
import { resolve } from '../page/url';
import { next } from './slices';
import { guarded } from '../report';
import { isFunction } from '../values';
import type { Context } from '../context';
import type { Batch, Callback, Outcome, Parcel, Ready } from './parcel';

/** Longest request text (UTF-16 units) that goes into the address; a longer one goes into the body. */
const MAX_URL_TEXT = 2000;

/** Browsers refuse more than 64 KiB in requests that outlive their page. */
const MAX_KEEPALIVE_BYTES = 60_000;

/** What a batch has around each hit, and its age (bytes). */
const BETWEEN = 20;

/** Most hits in one batch; the original's limit. */
export const MAX_BATCH_HITS = 50;

/** Browsers need this time (ms) to see that a request is no longer under way, and refuse the next large one until then. */
const RELEASE = 99;

/** Bodies that are kept. */
const MAX_BODIES = 4;

/** A hit that waited for longer (ms) tells its age, so that the server counts it for the right moment. */
const TELL_AGE_AFTER = 5000;

/** Confirmed delivery for a while. */
export const REPEATING = 1;

/** The server takes no older hits (ms) without a token. An age above it is a clock that was set. */
export const MAX_AGE = 86_400_000;

const FORM = 'application/x-www-form-urlencoded; charset=UTF-8';

const textOf = ({ _query, _age }: Ready): string => _query + _age;

/** Text that the page gave may hold what an address cuts off (`#`) or drops (line ends), or what ends a text in JSON. */
const forUrl = (text: string): string => text.replace(/[#"\\\s\p{Cc}]/gu, encodeURIComponent);

/** The most bytes that a text may take; exact for what is encoded. Counting them all would take much longer. */
const byteLimit = (text: string): number => text.replace(/[^ -~]/g, '***').length;

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

const safeTextOf = ({ _safe, _age }: Ready): string => _safe + _age;

const join = (url: string, text: string): string => url + (url.includes('?') ? '&' : '?') + text;

/** Making a body takes the browser longer than sending it: the last ones, by what they hold. Most hits have none. */
let blobs: [body: string, blob: Blob][] = [];
const blobOf = (body: string): Blob | undefined => {
  try {
    let known = blobs.find(([text]) => text === body);
    if (!known) {
      known = [body, new Blob([body], { type: FORM })];
      blobs = [known, ...blobs.slice(0, MAX_BODIES)];
    }
    return known[1];
  } catch {
    return undefined; // the page has put something else in its place
  }
};

const parcel = (t: Context, hits: Batch, to = t._trackerUrl): Parcel => {
  const [first] = hits as unknown as [Ready];
  let url = to;
  let body = textOf(first);
  // By hand: some pages have a JSON object of their own.
  if (hits.length > 1) body = `{"requests":["?${hits.map(safeTextOf).join('","?')}"],"send_image":0}`;
  else if (t._method !== 'POST' && body.length <= MAX_URL_TEXT) {
    url = join(url, safeTextOf(first));
    body = '';
  }
  return { _hits: hits, _to: to, _url: url, _body: body };
};

/** Tells those who asked how it went. */
const settle = (t: Context, hits: Ready[], success: boolean, more: Partial<Outcome> = {}): void => {
  const trackerUrl = t._trackerUrl;
  for (const hit of hits) {
    const { _callback } = hit;
    hit._callback = undefined;
    if (isFunction(_callback))
      guarded('callback', () => _callback({ request: textOf(hit), trackerUrl, success, ...more }));
  }
};

/** They could not be handed over now. */
const lose = (t: Context, hits: Batch): void => {
  // First: Firefox may stop a script while it stores them, and who leaves does it anew.
  t._lost(hits);
  hits._isHanded = true;
  settle(t, hits, false);
};

const byBeacon = ({ _hits, _url, _body }: Parcel): boolean => {
  try {
    const blob = blobOf(_body);
    // Firefox stops a script before a call or behind it, also between this one and whatever comes next.
    _hits._isHanded = true;
    return !!blob && navigator.sendBeacon(_url, blob);
  } catch {
    return false;
  }
};

/** Some pages have a fetch of their own, which throws. */
const tryFetch = async (url: string, init: RequestInit): Promise<Response> =>
  fetch(url, { ...init, credentials: 'include' });

/** Firefox cancels images as soon as the page sets out for another one: on a click that may be now. */
const areImagesCancelled = (): unknown =>
  'mozInnerScreenX' in window && (isHidden() || (navigator.userActivation && navigator.userActivation.isActive));

/** The pixel: also where a policy forbids everything but images. Bulk requests cannot travel this way. */
const byImage = (t: Context, hit: Ready, isRepeated: boolean): void => {
  const request = textOf(hit).replace('send_image=0', 'send_image=1');
  const url = join(t._trackerUrl, forUrl(request));
  const end = (success: boolean): void => settle(t, [hit], success, { request });
  const draw = (): void => {
    const onerror = (): void => {
      end(false);
      if (isRepeated) t._lost([hit]);
    };
    Object.assign(new Image(1, 1), { onload: () => end(true), onerror, src: url });
  };
  if (areImagesCancelled() && !t._imagesOnly)
    tryFetch(url, { keepalive: true, mode: 'no-cors' })
      .then(({ ok, type }) => end(ok || type === 'opaque'))
      .catch(draw);
  else draw();
};

/** Each hit as an image; what is too long for an address has to wait. */
export const sendAsImages = (t: Context, hits: Ready[]): void => {
  hits.forEach((hit) => (textOf(hit).length > MAX_URL_TEXT ? lose(t, [hit]) : byImage(t, hit, true)));
};

/**
 * A request by hand. The server may have received it although its answer is not readable: then it is not sent again,
 * unless the page's policy says that it never left.
 */
const byXhr = (t: Context, sent: Parcel): void => {
  const xhr = new XMLHttpRequest();
  xhr.open('POST', sent._url);
  xhr.setRequestHeader('Content-Type', t._contentType || FORM);
  xhr.withCredentials = true;
  t._beaconed(sent);
  xhr.onloadend = () => {
    const { status } = xhr;
    const isOk = status > 199 && status < 300;
    const [hit, other] = sent._hits as unknown as [Ready, Ready?];
    // An answer that can be read says that this method is not welcome.
    if (status && !isOk && !other && textOf(hit).length <= MAX_URL_TEXT) byImage(t, hit, false);
    else settle(t, sent._hits, isOk, { xhr });
  };
  xhr.send(sent._body);
};

const isSmall = ({ _body }: Parcel): boolean => byteLimit(_body) <= MAX_KEEPALIVE_BYTES;

/** A request that outlives its page, and whose rejection tells that nothing arrived. */
const byFetch = (t: Context, sent: Parcel): void => {
  const { _url, _body, _hits } = sent;
  if (t._confirmed) t._line = t._line || [];
  const goOn = () => setTimeout(() => closeLine(t), RELEASE);
  const isOwn = resolve(_url).origin === location.origin;
  tryFetch(_url, {
    method: t._beacons || _body ? 'POST' : 'GET',
    body: _body || null,
    headers: { 'Content-Type': t._contentType || FORM },
    keepalive: isSmall(sent),
    mode: isOwn ? 'cors' : 'no-cors',
  })
    .then(
      (response) => {
        // The server is there but cannot take it now; anything else would be no better next time.
        if (t._confirmed && response.status > 499) lose(t, _hits);
        else {
          settle(t, _hits, !isOwn || response.ok);
          t._arrived();
        }
        // A request whose answer nobody reads counts as under way for good.
        return response.text();
      },
      // Chromium rejects it as well when the page goes away, and sends it all the same: such a page never gets to the task.
      () => setTimeout(() => (t._confirmed ? lose(t, _hits) : sendAsImages(t, _hits))),
    )
    .then(goOn, goOn);
};

/** A beacon was accepted on this page: a refused one means that too much is under way. */
let beaconsWork = false;

const dispatch = (t: Context, sent: Parcel): void => {
  const { _hits, _body } = sent;
  const isLeaving = isHidden();
  // On a page that goes away only a beacon is sure to get out; pixels are what the page asked for.
  const isBeacon = t._beacons ? !t._confirmed || isLeaving : _body && isLeaving;
  const isSent = isBeacon && !t._imagesOnly && byBeacon(sent);
  _hits._isHanded = true;
  if (t._imagesOnly) {
    sendAsImages(t, _hits);
  } else if (isSent) {
    beaconsWork = true;
    t._beaconed(sent);
    settle(t, _hits, true, { isSendBeacon: true });
  } else if (isBeacon && (beaconsWork || t._confirmed) && (isLeaving || isSmall(sent)) && t._canKeep()) {
    // A fetch that outlives its page would be refused as well, and tell so too late for a page that goes away.
    lose(t, _hits);
  } else if ((t._beacons || t._confirmed) && isFunction(window.fetch)) {
    byFetch(t, sent);
  } else if (_body) {
    byXhr(t, sent);
  } else {
    _hits.forEach((hit) => byImage(t, hit, t._beacons));
  }
};

/**
 * Batches need a body: with images alone (method GET) every hit travels by itself. The first one is the smallest: requests
 * that set out at the same moment arrive in the order of their sizes.
 */
const batches = (hits: Ready[], most: number): Batch[] => {
  const all: Batch[] = [];
  let bytes = Infinity;
  let left = hits.length;
  let batch: Batch = [];
  for (const hit of hits) {
    const size = hit._bytes + BETWEEN;
    if (left-- % most === 0 || bytes + size > MAX_KEEPALIVE_BYTES) {
      all.push((batch = []));
      bytes = 0;
    }
    batch.push(hit);
    hit._batch = batch;
    bytes += size;
  }
  return all;
};

/** Tells the age of the hit, unless the page has said that itself. */
const tellAge = (hit: Ready): void => {
  const age = timeNow() - hit._time;
  const isTold = age < TELL_AGE_AFTER || age > MAX_AGE || /(^|&)cd[ot]=/.test(hit._query);
  hit._age = encode({ cdo: isTold ? undefined : Math.round(age / 1000) });
};

let isSending = false;

/** Has any tracker of this page sent something? */
export const hasSent = (): boolean => isSending;

/** What comes later must overtake neither what could not be handed over, nor a request whose outcome is awaited. */
const hand = (t: Context, sent: Parcel): void => {
  const hits = sent._hits;
  if (hits._isHanded) return;
  if (t._line && !isHidden()) t._line.push(sent);
  else if (t._isStuck()) lose(t, hits);
  else guarded('send', () => dispatch(t, sent));
};

/** Sends what has waited for the outcome of a request: it is older now, and the visitor may have objected meanwhile. */
export const closeLine = (t: Context): void => {
  const line = t._line || [];
  t._line = undefined;
  const send = (): void =>
    line.forEach(({ _hits, _to }) => {
      _hits.forEach(tellAge);
      hand(t, parcel(t, _hits, _to));
    });
  if (line.length) whenAllowed(t, send);
  if (!t._line && t._confirmed === REPEATING) t._confirmed = false;
};

/** Makes the bodies of these beforehand, each in a task of its own. They are of use as long as they are what is to be sent. */
export const prepare = (t: Context, hits: Ready[], most: number): void =>
  batches(hits, most).forEach((batch) => next(() => blobOf(parcel(t, batch)._body)));

/**
 * Sends hits in their order: one as it is, several as batches of at most 60 KB.
 * @param most - hits in one batch; 1 for every hit by itself
 * @param order - below 0 for hits older than those that are on their way already
 */
export const transmit = (t: Context, hits: Ready[], most: number, order?: number): void => {
  hits.forEach(tellAge);
  const parcels = batches(hits, most).map((batch) => parcel(t, batch));
  // Another task: putting them together has taken long already.
  next(() => {
    parcels.forEach((sent) => hand(t, sent));
    t._onSent.forEach((task) => task());
  }, order);
  isSending = true;
  t._sent = true;
};
