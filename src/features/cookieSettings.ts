/** Cookies: names, scope, lifetimes. */
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
import { complain, refuse } from '../report';
import { isAbsent } from '../values';
import type { Context } from '../context';

/** How long the cookie that tries out a domain may live (ms). */
const PROBE_LIFETIME = 10_000;

const isHttps = (): boolean => location.protocol === 'https:';

/** Are cookies kept there? Tried out; where nothing may be stored it has to be the page's host or one above it. */
const isUsableDomain = (t: Context, domain: string): boolean => {
  if (!mayStore(t)) return `.${location.hostname}`.endsWith(domain.toLowerCase().replace(/^\.?\b/, '.'));
  const probe = `${t._cookiePrefix}testcookie_domain`;
  const path = t._cookiePath;
  t._cookiePath = '/';
  writeCookie(t, probe, 'testvalue', PROBE_LIFETIME);
  const isKept = !!readCookie(probe);
  if (isKept) removeCookie(t, probe);
  t._cookiePath = path;
  return isKept;
};

export const cookieSettings = (t: Context) => ({
  setCookieNamePrefix(prefix: string): void {
    t._cookiePrefix = String(prefix);
  },
  /** Sets the cookie domain, such as `*.example.com`; refused if the browser keeps no cookie there. */
  setCookieDomain(domain: string): void {
    if (isAbsent(domain)) return refuse('setCookieDomain', domain, 'a domain');
    const before = t._cookieDomain;
    t._cookieDomain = (String(domain).split('/')[0] as string).replace(/\.$/, '').replace(/^\*\./, '.');
    if (isUsableDomain(t, t._cookieDomain)) return;
    t._cookieDomain = before;
    refuse('setCookieDomain', domain, 'a domain of this page');
  },
  getCookieDomain: () => t._cookieDomain,
  setCookiePath(path: string): void {
    t._cookiePath = path && String(path);
  },
  getCookiePath: () => t._cookiePath as string | undefined,
  /** Cookies for https only; refused on http. */
  setSecureCookie(enable: unknown): void {
    if (enable && !isHttps()) return complain('setSecureCookie: this page is not https');
    t._secure = enable;
  },
  /** @param value - `Lax`, `None` or `Strict`; `None` needs https, and makes cookies secure */
  setCookieSameSite(value: string): void {
    const name = String(value);
    const sameSite = name.slice(0, 1).toUpperCase() + name.slice(1).toLowerCase();
    if (!/^(Lax|None|Strict)$/.test(sameSite)) return refuse('setCookieSameSite', value, 'Lax, None or Strict');
    const isInsecureNone = sameSite === 'None' && !isHttps();
    if (isInsecureNone) complain('setCookieSameSite: None needs https, Lax is used');
    else if (sameSite === 'None') t._api.setSecureCookie(true);
    t._sameSite = isInsecureNone ? 'Lax' : sameSite;
  },
  /** Seconds from the first visit; 393 days unless set. */
  setVisitorCookieTimeout(seconds: number): void {
    t._visitorTimeout = Number(seconds);
  },
  /** Seconds since the last hit; 30 minutes unless set. */
  setSessionCookieTimeout(seconds: number): void {
    t._sessionTimeout = Number(seconds);
  },
  /** Milliseconds, although {@link setSessionCookieTimeout} takes seconds: so it has always been. */
  getSessionCookieTimeout: (): number => t._sessionTimeout * 1000,
  /** Seconds since the attribution; six months unless set. */
  setReferralCookieTimeout(seconds: number): void {
    t._referralTimeout = Number(seconds);
  },

  disableCookies(): void {
    t._cookiesOff = true;
    if (t._siteId !== '') deleteCookies(t);
  },
  deleteCookies(): void {
    deleteCookies(t);
  },
  areCookiesEnabled: (): boolean => !t._cookiesOff,
  hasCookies: (): boolean => !t._cookiesOff && navigator.cookieEnabled,

  /** Keeps a value of the page under this tracker's name recipe; deleted with the other cookies. */
  setSessionCookie(name: string, value: unknown, milliseconds: number = t._sessionTimeout * 1000): void {
    if (!name) return refuse('setSessionCookie: name', name, 'text');
    const base = String(name);
    if (!t._cookieBases.includes(base)) t._cookieBases.push(base);
    keepCookie(t, base, String(value), milliseconds);
  },
  getCookie(name: string): string | null {
    const [value = null] = mayStore(t) ? readCookies(cookieName(t, name)) : [];
    return value;
  },
});
