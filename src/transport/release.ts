/** Releases hits: completes one that may be sent with what is known only then, or holds it for consent or client hints. */
import { isExempt, refreshConsent, releaseHeld } from '../gate';
import { finishHit } from '../hit/build';
import { encode, toJson } from '../hit/encode';
import { loadVisitor } from '../identity/visitor';
import { askClientHints, deviceFeatures } from '../page/device';
import { isGoing } from '../page/lifecycle';
import { guarded } from '../report';
import { nothing } from '../values';
import { makeReady } from './request';
import { soon } from './slices';
import type { Context, Hit } from '../context';
import type { Ready } from './parcel';
import type { Piece } from './slices';

/** What is only known when a hit may be sent: consent, client hints and the device. */
const decoration = (t: Context): string =>
  encode({
    consent: t._consentRequired && t._consentGiven ? 1 : undefined,
    uadata: (t._consentGiven && t._hints) || '{}',
  }) + ((t._consentGiven && !t._featuresOff && t._device) || '');

/** Reads the device, and asks for client hints; once. Callers make sure that it is allowed. */
const readDevice = (t: Context): void => {
  if (t._featuresOff || t._device !== undefined) return;
  // The server reads a missing flag as 0, so only `pdf` and `cookie` are sent then.
  const device = encode(guarded('device', deviceFeatures) || {}).replace(/&(?!pdf|cookie)\w+=0\b/g, '');
  t._hints = '';
  t._stopHints = askClientHints((hints) => {
    if (t._hints) return;
    t._hints = toJson(hints) || '{}';
    releaseHeld(t);
  });
  // Set last: if the browser stops the script before this, the next call asks again.
  t._device = device;
  // Once the leave handlers have run, nobody else ends the waiting.
  if (isGoing()) t._stopHints();
};

type Accept = (ready: Ready) => void;

const releaseNow = (t: Context, piece: Piece, hit: Hit, accept: Accept): void => {
  refreshConsent(t);
  // Also if it has to be held: it says what is true now.
  hit._complete();
  if (t._consentGiven) readDevice(t);
  // In exempt mode page views and events may be counted without consent.
  const { _hook } = hit._call;
  const mayBe = t._consentGiven || (isExempt(t) && (_hook === 'log' || _hook === 'event'));
  // The site may have decided to honour the browser's signal while the hit was held.
  if (t._doNotTrack) return;
  // Visitor and attribution are those of now, also if the hit still has to wait for client hints. If consent is withdrawn
  // meanwhile that text is not used.
  const request = mayBe && !t._isLeftOut() && ((t._consentGiven && hit._request) || finishHit(hit));
  if (!mayBe || (request && t._consentGiven && t._hints === '')) {
    t._held.push(piece);
    // If it waits for client hints only, its visitor is decided already.
    t._sent = t._sent || !!mayBe;
    return;
  }
  if (!request || piece._do === nothing) return;
  const ready = makeReady(request + decoration(t), hit._time, hit._call._callback);
  // These two with nothing in between at which the browser could stop the script: a repeated release must not send the hit twice.
  piece._do = nothing;
  accept(ready);
};

/**
 * Releases the hit in its turn, or later if it has to be held.
 * @param accept - is given the finished hit, to send it
 */
export const release = (t: Context, hit: Hit, accept: Accept): void => {
  if (!t._sent) {
    // The first release takes long: each of its parts gets a task of its own.
    soon(hit._complete);
    soon(() => refreshConsent(t));
    soon(() => t._consentGiven && readDevice(t));
    soon(() => loadVisitor(t));
  }
  soon((piece) => releaseNow(t, piece, hit, accept));
};
