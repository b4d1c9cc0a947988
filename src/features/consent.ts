/** Consent and opt-out: what the visitor chose, for this page and for later ones. */
import {
  CONSENT,
  CONSENT_REMOVED,
  COOKIE_CONSENT,
  COOKIES_PENDING,
  PENDING,
  refreshConsent,
  releaseHeld,
  removal,
} from '../gate';
import { numberOr } from '../hit/validate';
import { currentUrl } from '../identity/attribution';
import {
  MAX_LIFETIME,
  deleteCookies,
  mayStore,
  readCookie,
  readCookies,
  removeCookie,
  writeCookie,
} from '../identity/cookies';
import { identify } from '../identity/visitor';
import { timeNow } from '../page/clock';
import { isGoing } from '../page/lifecycle';
import { finishWork } from '../slices';
import type { Context } from '../context';

const HOUR = 3_600_000;

export const consent = (t: Context) => {
  const remember = (cookie: string, hours: unknown): void => {
    t._tryDomain();
    const lifetime = numberOr(0, hours || 0, 'hours') * HOUR;
    writeCookie(t, cookie, String(timeNow()), lifetime || MAX_LIFETIME);
  };

  // Consent may still come until the page goes away, also while it is hidden, and should then find the visitor's cookies.
  // When the page goes away without consent no cookie may stay.
  t._onLeave.push(() => {
    refreshConsent(t);
    if (t._awaitsConsent && isGoing() && !mayStore(t)) deleteCookies(t);
  });

  /** Switches cookies off until there is consent to them. Cookies that are off for good stay off. */
  const awaitCookieConsent = (): void => {
    const wereOff = t._cookiesOff;
    t._api.disableCookies();
    t._cookiesOff = wereOff === true || COOKIES_PENDING;
  };

  const forgetConsentGiven = (hours?: number): void => {
    removeCookie(t, CONSENT);
    t._overruled = readCookie(CONSENT);
    remember(CONSENT_REMOVED, hours);
    const wereOff = t._cookiesOff;
    t._api.forgetCookieConsentGiven();
    t._api.requireConsent();
    // Consent given in another tab switches cookies on again.
    t._cookiesOff = wereOff || PENDING;
    // Also where the browser keeps no cookies: the choice holds at least on this page.
    t._consentGiven = false;
    // What waits for client hints waits for consent now.
    releaseHeld(t);
  };

  return {
    /** Holds every hit until consent is given. Nothing is stored before that, and neither screen nor plugins nor client hints are read. */
    requireConsent(): void {
      t._consentRequired = t._awaitsConsent = true;
      t._consentGiven = t._api.hasRememberedConsent();
      t._exempt = false;
      if (!t._consentGiven) t._cookiesOff = t._cookiesOff || PENDING;
    },
    /**
     * The visitor consents, on this page: what was held is sent.
     * @param withCookies - false leaves cookies as they are
     * @see Tracking API: `consent`
     */
    setConsentGiven(withCookies = true): void {
      t._consentGiven = true;
      t._exempt = false;
      if (t._featuresOff) t._api.enableBrowserFeatureDetection();
      removeCookie(t, CONSENT_REMOVED);
      t._overruled = readCookies(CONSENT_REMOVED).join('');
      if (withCookies) t._api.setCookieConsentGiven();
      releaseHeld(t);
    },
    /**
     * The visitor consents, on this page and later ones.
     * @param hours - how long it is remembered; 30 years for 0 and unless given
     */
    rememberConsentGiven(hours?: number): void {
      t._api.setConsentGiven(true);
      if (!t._cookiesOff) remember(CONSENT, hours);
    },
    /**
     * The visitor no longer consents: cookies are deleted, hits are held from now on, also on later pages.
     * @param hours - how long it is remembered; 30 years for 0 and unless given
     */
    forgetConsentGiven,
    /**
     * The same as {@link forgetConsentGiven}, for pages that track unless somebody objects.
     * @param hours - how long it is remembered; 30 years for 0 and unless given
     */
    optUserOut: forgetConsentGiven,
    /** The visitor no longer objects: tracking goes on, without cookies until the next page. */
    forgetUserOptOut(): void {
      t._api.setConsentGiven(false);
    },
    /** May hits be sent? */
    hasConsent: (): boolean => t._consentGiven,
    /** Are hits held, because consent is missing or the visitor objects? */
    isUserOptedOut: (): boolean => !t._consentGiven,
    /** Was consent required on this page? */
    isConsentRequired: (): boolean => !!t._consentRequired,
    /** When consent was remembered, unix milliseconds as text; null if it was not. */
    getRememberedConsent(): string | null {
      const value = readCookie(CONSENT);
      if (!value || !removal(t)) return value || null;
      removeCookie(t, CONSENT);
      return null;
    },
    /** Has the visitor consented on this page or an earlier one, to be remembered? */
    hasRememberedConsent: (): boolean => !!t._api.getRememberedConsent(),

    /** Tracks without cookies until cookie consent is given. @returns false if it is remembered */
    requireCookieConsent(): boolean {
      t._cookieConsent = t._api.getRememberedCookieConsent() || 0;
      if (t._cookieConsent) return false;
      // Cookies stored with an earlier consent are kept until consent is given again.
      t._awaitsConsent = t._keepsCookies = true;
      awaitCookieConsent();
      t._keepsCookies = false;
      return true;
    },
    /** The visitor consents to cookies, on this page. If a hit was sent without a visitor ID, a ping now sends it. */
    setCookieConsentGiven(): void {
      if (!t._cookiesOff || t._doNotTrack) return;
      t._cookiesOff = false;
      if (t._featuresOff) t._api.enableBrowserFeatureDetection();
      if (!t._sent || t._siteId === '') return;
      // Held hits bring the campaign of their own pages, so they come first.
      releaseHeld(t);
      finishWork();
      // Not the visitor alone: conversions of later pages need the attribution.
      identify(t, currentUrl(t), t._referrer);
      if (t._sentWithoutId) t._api.ping();
    },
    /**
     * The visitor consents to cookies, on this page and later ones.
     * @param hours - how long it is remembered; 30 years for 0 and unless given
     */
    rememberCookieConsentGiven(hours?: number): void {
      t._api.setCookieConsentGiven();
      if (!t._cookiesOff) remember(COOKIE_CONSENT, hours);
      // From now on its withdrawal in another tab is noticed.
      refreshConsent(t);
    },
    /** The visitor no longer consents to cookies: they are deleted, tracking goes on without. */
    forgetCookieConsentGiven(): void {
      removeCookie(t, COOKIE_CONSENT);
      awaitCookieConsent();
      // The cookie deleted here must not be taken for a choice made in another tab.
      t._cookieConsent = t._cookieConsent && readCookie(COOKIE_CONSENT);
    },
    /** When cookie consent was remembered, unix milliseconds as text; 0 if it was not. */
    getRememberedCookieConsent: (): string | 0 => readCookie(COOKIE_CONSENT) || 0,
  };
};
