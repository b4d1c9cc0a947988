/**
 * How hits leave the page: beacon, else fetch, XHR or image, with the same address, body and content type as the original.
 *
 * The way of a hit: `deliver` (hit/build.ts) → `_send` (queue.ts) → `release` (release.ts) → `accept`, `flushBurst` or
 * `flushQueue`, `sendFrom` (queue.ts) → `transmit`, `handOver`, `sendParcel` (here) → `byBeacon`, `byFetch`, `byXhr` or
 * `byImage`; where it cannot leave now `postpone` (outcome.ts) → `_keep` (outbox.ts).
 */
import { whenAllowed } from '../gate';
import { isGoing, isHidden } from '../page/lifecycle';
import { guarded } from '../report';
import { workNext } from '../slices';
import { isFunction } from '../values';
import { batches } from './batch';
import { blobOf, byBeacon } from './beacon';
import { byFetch } from './fetch';
import { byImage, sendAsImages } from './image';
import { postpone, settle } from './outcome';
import { isSmall, parcel } from './parcel';
import { byXhr } from './xhr';
import type { Context } from '../context';
import type { Parcel, Ready } from './request';

/** Confirmed delivery only until everything in the line has left. */
export const FOR_NOW = 1;

/** A beacon was accepted on this page: from then on a refused one means that too much is under way. */
let beaconsWork = false;

const sendParcel = (t: Context, sent: Parcel): void => {
  const { _hits, _body } = sent;
  const isLeaving = isHidden();
  // Only a beacon is sure to get out of a page that goes away. Pixels (GET) stay what they are: the page has asked for them.
  // The repetition of a stored hit may fail as well, which a beacon would not tell while the page is only hidden.
  const isLast = isGoing() || (isLeaving && !(_hits[0] as Ready)._name);
  const isBeacon = !t._imagesOnly && (t._beacons ? !t._confirmed || isLast : _body && isLeaving);
  const isSent = isBeacon && byBeacon(sent);
  // A fetch with keepalive would be refused as well, and a page that goes away would learn it too late.
  const hasToWait =
    isBeacon && !isSent && (beaconsWork || t._confirmed) && (isLeaving || isSmall(sent)) && t._canKeep();
  // Not handed over before it is stored: if the browser stops the script until then, the leave handler stores it.
  _hits._isHanded = !hasToWait;
  if (isSent) {
    beaconsWork = true;
    t._noteRequest(sent);
    settle(t, _hits, true, { isSendBeacon: true });
  } else if (hasToWait) {
    postpone(t, _hits);
  } else if (t._imagesOnly) {
    sendAsImages(t, _hits);
  } else if ((t._beacons || t._confirmed) && isFunction(window.fetch)) {
    byFetch(t, sent, () => closeLine(t));
  } else if (_body) {
    byXhr(t, sent);
  } else {
    _hits.forEach((hit) => byImage(t, hit, t._beacons));
  }
};

let anySent = false;

/** Has any tracker of this page sent something? */
export const hasAnySent = (): boolean => anySent;

/**
 * Hands a request over. It must overtake neither hits that could not be handed over, nor a request whose outcome is awaited.
 * @param hasWaited - its hits are older now than its text says
 */
const handOver = (t: Context, sent: Parcel, hasWaited?: boolean): void => {
  const { _hits, _to } = sent;
  if (_hits._isHanded) return;
  if (t._line && !isHidden()) t._line.push(sent);
  else if (t._isStuck()) postpone(t, _hits);
  else guarded('send', () => sendParcel(t, hasWaited ? parcel(t, _hits, _to) : sent));
};

/** Sends what has waited for the outcome of a request, if the visitor has not objected meanwhile. */
export const closeLine = (t: Context): void => {
  const line = t._line || [];
  t._line = undefined;
  if (line.length) whenAllowed(t, () => line.forEach((sent) => handOver(t, sent, true)));
  if (!t._line && t._confirmed === FOR_NOW) t._confirmed = false;
};

/** Makes the bodies of these hits beforehand, each in a task of its own. They are wasted if further hits change the batches. */
export const prepare = (t: Context, hits: Ready[], most: number): void =>
  batches(hits, most).forEach((batch) => workNext(() => blobOf(parcel(t, batch)._body)));

/**
 * Sends hits in their order: one as it is, several as batches of at most 60 KB.
 * @param most - hits in one batch; 1 for every hit by itself
 * @param order - below 0 for hits older than those that are on their way already
 */
export const transmit = (t: Context, hits: Ready[], most: number, order?: number): void => {
  const parcels = batches(hits, most).map((batch) => parcel(t, batch));
  // In another task, because putting them together has taken long already.
  workNext(() => {
    // Side by side they could overtake each other: on a page that stays, each waits for the answer to the one before it.
    if (parcels.length > 1 && most > 1 && !isHidden()) t._confirmed = t._confirmed || FOR_NOW;
    parcels.forEach((sent) => handOver(t, sent));
    t._onSent.forEach((task) => task());
  }, order);
  // Hits of the outbox are not of this page, or not of this moment.
  if (!order) anySent = t._sent = true;
};
