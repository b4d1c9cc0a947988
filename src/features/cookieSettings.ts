/** Cookies: names, scope, lifetimes. */
import { numberOr } from '../hit/validate';
import {
  cookieName,
  deleteCookies,
  keepCookie,
  mayStore,
  readCookie,
  readCookies,
  removeCookie,
  writeCookie,
} from '../identity/cookies';
import { complain, guarded, refuse } from '../report';
import { isAbsent, nothing } from '../values';
import type { Text } from '../arguments';
import type { Context } from '../context';

/** Lifetime (ms) of the cookie that tries out a domain. */
const PROBE_LIFETIME = 10_000;

type SameSite = 'Lax' | 'None' | 'Strict';

const isHttps = (): boolean => location.protocol === 'https:';

/** Refuses a domain for which the browser keeps no cookies. */
const refuseDomain = (t: Context): void => {
  refuse(t._cookieDomain, 'a domain of this page');
  t._cookieDomain = undefined;
  t._tryDomain = nothing;
};

const tryDomain = (t: Context): void => {
  const probe = `${t._cookiePrefix}testcookie_domain`;
  const path = t._cookiePath;
  t._tryDomain = nothing;
  t._cookiePath = '/';
  writeCookie(t, probe, 'testvalue', PROBE_LIFETIME);
  if (readCookie(probe)) removeCookie(t, probe);
  else refuseDomain(t);
  t._cookiePath = path;
};

export const cookieSettings = (t: Context) => ({
  /**
   * Sets the prefix of the cookies' names. Call it before the first hit.
   * @param prefix - `_pk_` unless set
   */
  setCookieNamePrefix(prefix: string): void {
    t._cookiePrefix = String(prefix);
  },
  /**
   * Sets the domain of the cookies, so that a visitor is the same on all its subdomains. Call it before the first hit.
   * @param domain - such as `*.example.com`; refused if the browser keeps no cookie there
   */
  setCookieDomain(domain: string): void {
    if (isAbsent(domain)) return refuse(domain, 'a domain');
    const before = t._cookieDomain;
    const wanted = (String(domain).split('/')[0] as string).replace(/\.$/, '').replace(/^\*\./, '.');
    t._cookieDomain = wanted;
    // Perhaps not before another method writes the first cookie.
    t._tryDomain = () => guarded('setCookieDomain', () => tryDomain(t));
    // A cookie must not try it out if nothing may be stored, or a later command may forbid that. Then the domain has to be the
    // page's host or one above it.
    if (mayStore(t) && !t._mayObject) t._tryDomain();
    else if (!`.${location.hostname}`.endsWith(wanted.toLowerCase().replace(/^\.?\b/, '.'))) refuseDomain(t);
    if (t._cookieDomain === undefined) t._cookieDomain = before;
  },
  /** The domain of the cookies; undefined for the page's own host. */
  getCookieDomain: () => t._cookieDomain,
  /**
   * Sets the path of the cookies. Call it before the first hit.
   * @param path - `/` unless set
   */
  setCookiePath(path: string): void {
    t._cookiePath = path && String(path);
  },
  /** The path of the cookies, as it was set. */
  getCookiePath: () => t._cookiePath,
  /**
   * Makes the cookies secure: the browser sends them only over https.
   * @param enable - true is refused on a page that is not https
   */
  setSecureCookie(enable: boolean): void {
    if (enable && !isHttps()) return complain('setSecureCookie: this page is not https');
    t._secure = enable;
  },
  /**
   * Sets with which requests the browser sends the cookies (`SameSite`).
   * @param value - `Lax` (the default), `None` or `Strict`; `None` needs https, and makes cookies secure
   */
  setCookieSameSite(value: SameSite | Lowercase<SameSite>): void {
    const name = String(value).toLowerCase();
    let sameSite = ['Lax', 'None', 'Strict'].find((known) => known.toLowerCase() === name);
    if (!sameSite) return refuse(value, 'Lax, None or Strict');
    if (sameSite === 'None') {
      if (isHttps()) t._api.setSecureCookie(true);
      else {
        complain('setCookieSameSite: None needs https, Lax is used');
        sameSite = 'Lax';
      }
    }
    t._sameSite = sameSite;
  },
  /**
   * Sets how long the visitor is recognised.
   * @param seconds - from the first visit on; 393 days unless set, 0 for this page alone
   */
  setVisitorCookieTimeout(seconds: number): void {
    t._visitorTimeout = numberOr(t._visitorTimeout, seconds);
  },
  /**
   * Sets when a visit is over.
   * @param seconds - since the last hit; 30 minutes unless set, 0 until the browser is closed
   */
  setSessionCookieTimeout(seconds: number): void {
    t._sessionTimeout = numberOr(t._sessionTimeout, seconds);
  },
  /** When a visit is over, in milliseconds, although {@link setSessionCookieTimeout} takes seconds. */
  getSessionCookieTimeout: (): number => t._sessionTimeout * 1000,
  /**
   * Sets how long a conversion is credited to a campaign or referrer.
   * @param seconds - since the visit that stored it last, even a direct one; six months unless set, 0 until the browser is closed
   */
  setReferralCookieTimeout(seconds: number): void {
    t._referralTimeout = numberOr(t._referralTimeout, seconds);
  },

  /** Deletes this tracker's cookies and writes none until consent is given: visitors are not recognised on their next page. */
  disableCookies(): void {
    t._cookiesOff = true;
    if (t._siteId !== '' && !t._keepsCookies) deleteCookies(t);
  },
  /** Deletes this tracker's cookies; the next hit writes new ones. */
  deleteCookies(): void {
    deleteCookies(t);
  },
  /** May this tracker write cookies? */
  areCookiesEnabled: (): boolean => !t._cookiesOff,
  /** May this tracker write cookies, and does the browser keep any? */
  hasCookies: (): boolean => !t._cookiesOff && navigator.cookieEnabled,

  /**
   * Keeps a value of the page in a cookie named like the tracker's own. It is deleted with these on pages that have called this.
   * @param name - of the cookie, between prefix and site; refused if it is empty
   * @param value - any text
   * @param milliseconds - how long; as long as a visit unless given, 0 until the browser is closed
   */
  setSessionCookie(name: string, value: Text, milliseconds: number = t._sessionTimeout * 1000): void {
    if (!name) return refuse(name, 'text', 'name');
    const base = String(name);
    if (!t._cookieBases.includes(base)) t._cookieBases.push(base);
    keepCookie(t, base, String(value), milliseconds);
  },
  /**
   * The value of a cookie named like the tracker's own; null if there is none.
   * @param name - of the cookie, between prefix and site: `id`, `ses`, or one of {@link setSessionCookie}
   */
  getCookie(name: string): string | null {
    const [value = null] = mayStore(t) ? readCookies(cookieName(t, name)) : [];
    return value;
  },
});
