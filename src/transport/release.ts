/** Releases hits: completes one that may be sent with what is known only then, or holds it for consent or client hints. */
import { encode, toJson } from '../encode';
import { isExempt, refreshConsent, releaseHeld } from '../gate';
import { finishHit } from '../hit/build';
import { deleteCookies } from '../identity/cookies';
import { loadVisitor } from '../identity/visitor';
import { deviceFeatures } from '../page/device';
import { askClientHints } from '../page/hints';
import { isGoing } from '../page/lifecycle';
import { guarded } from '../report';
import { workSoon } from '../slices';
import { nothing } from '../values';
import { makeReady } from './request';
import type { Call, Context, Hit } from '../context';
import type { Ready } from './request';
import type { Piece } from '../slices';

/** What is only known when a hit may be sent: consent, client hints and the device. */
const decoration = (t: Context): string =>
  encode({
    consent: t._consentRequired && t._consentGiven ? 1 : undefined,
    uadata: (t._consentGiven && t._hints) || '{}',
  }) + ((mayRead(t) && t._device) || '');

/** May anything be read that tells devices apart? */
const mayRead = (t: Context): boolean => t._consentGiven && !t._featuresOff;

/** Reads the device, once. */
const readDevice = (t: Context): void => {
  if (!mayRead(t) || t._device !== undefined) return;
  t._device = encode(guarded('device', deviceFeatures) || {});
};

/** Asks for client hints, once. */
const askHints = (t: Context): void => {
  // If the browser stops the script while it asks, the next call asks again.
  if (!mayRead(t) || t._stopHints !== nothing) return;
  t._hints = '';
  t._stopHints = askClientHints((hints) => {
    if (t._hints) return;
    t._hints = toJson(hints) || '{}';
    releaseHeld(t);
  });
  // Once the leave handlers have run, nobody else ends the waiting.
  if (isGoing()) t._stopHints();
};

type Accept = (ready: Ready) => void;

/** May this hit be sent? In exempt mode page views and events may without consent. */
const isAllowed = (t: Context, { _kind }: Call): boolean | undefined =>
  t._consentGiven || (isExempt(t) && (_kind === 'log' || _kind === 'event'));

/**
 * The hit's text; `''` if it is not to be sent. Visitor and attribution are those of the first call, also if the hit then has to
 * wait for client hints. Exempt mode tells no visitor: there it is made anew.
 */
const requestOf = (t: Context, hit: Hit): string => {
  if (t._consentGiven && hit._request !== undefined) return hit._request;
  return t._isLeftOut() ? '' : finishHit(hit);
};

const releaseNow = (t: Context, piece: Piece, hit: Hit, accept: Accept): void => {
  refreshConsent(t);
  // Also if it has to be held: it says what is true now.
  hit._complete();
  // The site may have decided to honour the browser's signal while the hit was held.
  if (t._doNotTrack) return;
  if (!isAllowed(t, hit._call)) {
    // Cookies of an earlier visit are only kept for consent where the site uses cookies at all.
    if (t._cookiesOff === true) deleteCookies(t);
    // Whoever consents again is another visitor: the cookies are gone.
    delete hit._request;
    return void t._held.push(piece);
  }
  readDevice(t);
  askHints(t);
  const request = requestOf(t, hit);
  // A plugin's hook may have caused everything to be sent, this hit included.
  if (!request || piece._do === nothing) return;
  if (t._consentGiven && t._hints === '') {
    // Its visitor is decided already.
    t._sent = true;
    return void t._held.push(piece);
  }
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
    workSoon(hit._complete);
    workSoon(() => refreshConsent(t));
    workSoon(() => readDevice(t));
    workSoon(() => askHints(t));
    workSoon(() => loadVisitor(t));
    workSoon(() => {
      refreshConsent(t);
      if (t._consentGiven && !t._doNotTrack) requestOf(t, hit);
    });
  }
  workSoon((piece) => releaseNow(t, piece, hit, accept));
};
