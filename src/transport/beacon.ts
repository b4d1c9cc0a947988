/** A request that the browser takes along when the page goes, without a word of how it went. */
import { FORM } from './request';
import type { Parcel } from './parcel';

/** Bodies that are kept. */
const MAX_BODIES = 4;

/** Making a body takes the browser longer than sending it: the last ones, by what they hold. Most hits have none. */
let blobs: [body: string, blob: Blob][] = [];
export const blobOf = (body: string): Blob => {
  let known = blobs.find(([text]) => text === body);
  if (!known) {
    known = [body, new Blob([body], { type: FORM })];
    blobs = [known, ...blobs.slice(0, MAX_BODIES)];
  }
  return known[1];
};

/** Some pages have put something else in the place of what it takes. */
export const byBeacon = ({ _hits, _url, _body }: Parcel): boolean => {
  try {
    const blob = blobOf(_body);
    // Firefox stops a script before a call or behind it, also between this one and whatever comes next.
    _hits._isHanded = true;
    return navigator.sendBeacon(_url, blob);
  } catch {
    return false;
  }
};
