/** May it be said? Consent and opt-out as the visitor chose them, on this page or in another tab. */
import { readCookie } from './identity/cookies';
import type { Context } from './context';

/** Consent cookies are shared by all trackers and sites of the same cookie scope: no prefix, no site, no hash. */
export const CONSENT = 'mtm_consent';
export const CONSENT_REMOVED = 'mtm_consent_removed';
export const COOKIE_CONSENT = 'mtm_cookie_consent';

/** The removal cookie, unless consent was given here in spite of one that cannot be deleted. */
export const removal = (t: Context): string => {
  const value = readCookie(CONSENT_REMOVED);
  return value === t._overruled ? '' : value;
};

/** Takes over what was chosen in another tab since the last hit. */
export const refreshConsent = (t: Context): void => {
  if (removal(t)) {
    t._consentGiven = false;
  } else if (!t._consentGiven && readCookie(CONSENT)) {
    t._consentGiven = true;
    t._cookiesOff = t._exempt = false;
  }
};

/** Tries again what was held; whatever still may not be said is held again, in the same order. */
export const releaseHeld = (t: Context): void => {
  const waiting = t._held;
  t._held = [];
  waiting.forEach((send) => send());
};
