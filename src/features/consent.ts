/** Consent and opt-out: what the visitor chose, here and now, and for later pages. */
import { CONSENT, CONSENT_REMOVED, COOKIE_CONSENT, PENDING, refreshConsent, releaseHeld, removal } from '../gate';
import { deleteCookies, mayStore, readCookie, readCookies, removeCookie, writeCookie } from '../identity/cookies';
import { loadVisitor, saveVisitor } from '../identity/visitor';
import type { Context } from '../context';

const HOUR = 3_600_000;

/** 30 years (ms); browsers shorten it to what they allow. */
const FOR_EVER = 946_080_000_000;

export const consent = (t: Context) => {
  const remember = (cookie: string, hours: unknown): void =>
    writeCookie(t, cookie, String(Date.now()), hours ? Number(hours) * HOUR : FOR_EVER);

  // Until the page is left consent may still come and find the visitor; after that nothing may stay.
  t._onLeave.push(() => {
    refreshConsent(t);
    if (t._awaitsConsent && !mayStore(t)) deleteCookies(t);
  });

  const forgetConsentGiven = (hours?: number): void => {
    removeCookie(t, CONSENT);
    t._overruled = readCookie(CONSENT);
    remember(CONSENT_REMOVED, hours);
    t._api.forgetCookieConsentGiven();
    t._api.requireConsent();
    // A browser without cookies still knows it on this page.
    t._consentGiven = false;
  };

  return {
    /** Holds every hit until consent is given. Nothing is stored and the device is not read before that. */
    requireConsent(): void {
      t._consentRequired = t._awaitsConsent = true;
      t._consentGiven = t._api.hasRememberedConsent();
      t._exempt = false;
      if (!t._consentGiven) t._cookiesOff = t._cookiesOff || PENDING;
    },
    /** Sends what was held. @param withCookies - false leaves cookies as they are */
    setConsentGiven(withCookies: unknown = true): void {
      t._consentGiven = true;
      t._exempt = false;
      if (!t._featuresOn) t._api.enableBrowserFeatureDetection();
      removeCookie(t, CONSENT_REMOVED);
      t._overruled = readCookies(CONSENT_REMOVED).join('');
      if (withCookies) t._api.setCookieConsentGiven();
      releaseHeld(t);
    },
    /** @param hours - how long it is remembered; 30 years unless given */
    rememberConsentGiven(hours?: number): void {
      t._api.setConsentGiven(true);
      remember(CONSENT, hours);
    },
    forgetConsentGiven,
    optUserOut: forgetConsentGiven,
    forgetUserOptOut(): void {
      t._api.setConsentGiven(false);
    },
    hasConsent: (): boolean => t._consentGiven,
    isUserOptedOut: (): boolean => !t._consentGiven,
    isConsentRequired: (): boolean => !!t._consentRequired,
    /** When consent was remembered, unix milliseconds as text. */
    getRememberedConsent(): string | null {
      const value = readCookie(CONSENT);
      if (!value || !removal(t)) return value || null;
      removeCookie(t, CONSENT);
      return null;
    },
    hasRememberedConsent: (): boolean => !!t._api.getRememberedConsent(),

    /** Tracks without cookies until cookie consent is given. @returns false if it is remembered */
    requireCookieConsent(): boolean {
      t._cookieConsent = t._api.getRememberedCookieConsent() || '';
      if (t._cookieConsent) return false;
      // What an earlier consent has stored waits for the next one.
      t._awaitsConsent = t._cookiesOff = true;
      return true;
    },
    setCookieConsentGiven(): void {
      if (!t._cookiesOff || t._doNotTrack) return;
      t._cookiesOff = false;
      if (!t._featuresOn) t._api.enableBrowserFeatureDetection();
      if (t._sentWithoutId && t._siteId !== '') {
        saveVisitor(t, loadVisitor(t));
        t._api.ping();
      }
    },
    /** @param hours - how long it is remembered; 30 years unless given */
    rememberCookieConsentGiven(hours?: number): void {
      t._api.setCookieConsentGiven();
      remember(COOKIE_CONSENT, hours);
    },
    forgetCookieConsentGiven(): void {
      removeCookie(t, COOKIE_CONSENT);
      t._api.disableCookies();
    },
    /** When cookie consent was remembered, unix milliseconds as text; 0 if it was not. */
    getRememberedCookieConsent: (): string | 0 => readCookie(COOKIE_CONSENT) || 0,
  };
};
