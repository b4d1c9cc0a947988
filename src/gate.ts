/** May hits be sent? Consent and opt-out as the visitor chose them, on this page or in another tab. */
import { deleteCookies, readCookie, readCookies, removeCookie } from './identity/cookies';
import { performPiece, resumeWork } from './slices';
import { takeOut } from './lists';
import type { Context } from './context';

/** Consent cookies are shared by all trackers and sites of the same cookie scope: no prefix, no site, no hash. */
export const CONSENT = 'mtm_consent';
export const CONSENT_REMOVED = 'mtm_consent_removed';
export const COOKIE_CONSENT = 'mtm_cookie_consent';

/** Cookies are off until consent is given, and for no other reason. */
export const PENDING = 1;
/** The same, until consent to cookies is given: consent to tracking in another tab is not enough. */
export const COOKIES_PENDING = 2;

/** Any present time in unix milliseconds is above this: a smaller value does not tell when the choice was made. */
const SOME_TIME = 1e12;

/**
 * The visitor's objection: the values of all removal cookies, whatever their scope; `''` for none. An objection that could not be
 * deleted does not count against a later consent.
 */
export const removal = (t: Context): string => {
  const times = readCookies(CONSENT_REMOVED);
  const text = times.join('');
  const isOutdated = (time: string): boolean => +time > SOME_TIME && +time < +readCookie(CONSENT);
  return text === t._overruled || times.every(isOutdated) ? '' : text;
};

/** Page views and events may be counted without consent in exempt mode, unless the visitor has objected. */
export const isExempt = (t: Context): boolean | undefined => t._exempt && !removal(t);

/** Takes over what the visitor has chosen in another tab since the last hit. */
export const refreshConsent = (t: Context): void => {
  const was = t._cookieConsent;
  if (was !== undefined) {
    t._cookieConsent = readCookie(COOKIE_CONSENT);
    if (!t._cookieConsent !== !was && t._cookiesOff !== true) {
      t._cookiesOff = !t._cookieConsent && (removal(t) ? PENDING : COOKIES_PENDING);
      // Keep what is stored: it may come from another tab, in which consent was given since.
      t._awaitsConsent = true;
    }
  }
  if (removal(t)) {
    t._consentGiven = false;
    // A consent cookie of the whole domain would still count on hosts that do not see the objection.
    if (readCookie(CONSENT)) removeCookie(t, CONSENT);
    deleteCookies(t);
  } else if (!t._consentGiven) {
    const consent = readCookie(CONSENT);
    if (!consent || consent === t._overruled) return;
    t._consentGiven = true;
    t._exempt = false;
    if (t._cookiesOff === PENDING) t._cookiesOff = false;
    // The caller has a hit of its own to send: the held ones go before it.
    t._held.slice().forEach((piece) => {
      performPiece(piece);
      takeOut(t._held, piece);
    });
  }
};

/** Tries again what was held; what still may not be sent is held again, in the same order. */
export const releaseHeld = (t: Context): void => resumeWork(t._held.splice(0));

/** Runs the task if hits may be sent, else once they may. Looks up first what was chosen in other tabs. */
export const whenAllowed = (t: Context, task: () => void): void => {
  refreshConsent(t);
  if (t._consentGiven || isExempt(t)) task();
  else t._held.push({ _order: 0, _do: () => whenAllowed(t, task) });
};
