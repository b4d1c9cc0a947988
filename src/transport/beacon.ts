/** A beacon: the browser sends it even when the page goes away, but never tells its outcome. */
import { attempt } from '../report';
import { FORM } from './request';
import type { Parcel } from './request';

/** Number of bodies that are kept besides the newest. */
const MAX_BODIES = 4;

/** The last bodies by their text, because making one takes the browser longer than sending it. Most hits share the empty one. */
let blobs: [body: string, blob: Blob][] = [];
export const blobOf = (body: string): Blob => {
  let known = blobs.find(([text]) => text === body);
  if (!known) {
    known = [body, new Blob([body], { type: FORM })];
    blobs = [known, ...blobs.slice(0, MAX_BODIES)];
  }
  return known[1];
};

/** @returns whether the browser has accepted it; undefined where a page's own `Blob` or `sendBeacon` throws */
export const byBeacon = ({ _hits, _url, _body }: Parcel): boolean | undefined =>
  attempt(() => {
    const blob = blobOf(_body);
    // Marked first: Firefox may also stop the script right behind the call, and then the hits must not be sent a second time.
    _hits._isHanded = true;
    return navigator.sendBeacon(_url, blob);
  });
