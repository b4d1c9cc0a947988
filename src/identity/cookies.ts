/** First-party cookies: names, values and attributes as the original writes them. Every access is guarded. */
import { encodeValue } from '../encode';
import { timeNow } from '../page/clock';
import { documentText } from '../page/document';
import { readJar, writeJar } from '../page/jar';
import { normalHost } from '../page/url';
import { complain } from '../report';
import { sha1Prefix } from './sha1';
import type { Context } from '../context';

/** Writing is slow: the same value is not written again while that would move its expiry by less than this (ms). */
const REWRITE_AFTER = 10_000;

/** 30 years (ms); browsers shorten it to what they allow. There is no date for the longest times that a page may ask for. */
export const MAX_LIFETIME = 946_080_000_000;

/** A cookie is deleted by an expiry date this far (ms) in the past. */
const LONG_AGO = -129_600_000;

/** The values of all cookies with this full name: each scope may have one. Without damaged ones; empty if none can be read. */
export const readCookies = (name: string): string[] => {
  try {
    const [, ...found] = `; ${readJar()}`.split(`; ${name}=`);
    return ([] as string[]).concat(...found.map(valueOf));
  } catch {
    return []; // a sandboxed frame
  }
};

/** The value up to the next cookie, decoded; none if its percent-encoding is damaged. */
const valueOf = (rest: string): string[] => {
  try {
    return [decodeURIComponent(rest.split(';')[0] as string)];
  } catch {
    return [];
  }
};

/** The first value of cookies with this full name; `''` if there is none. */
export const readCookie = (name: string): string => readCookies(name)[0] || '';

const pathOf = (t: Context): string => t._cookiePath || '/';

/**
 * `<prefix><base>.<site>.<hash of host and path>`, so that each scope has names of its own.
 * @param domain - the tracker's cookie domain unless given; `''` for a cookie of the host alone
 */
export const cookieName = (t: Context, base: string, domain?: string): string => {
  if (mayStore(t)) t._tryDomain();
  const scope = ((domain === undefined && t._cookieDomain) || normalHost(documentText('domain'))) + pathOf(t);
  return `${t._cookiePrefix + base}.${t._siteId}.${nameHash(scope)}`;
};

const hashes: Record<string, string> = {};
const nameHash = (scope: string): string => (hashes[scope] = hashes[scope] || sha1Prefix(scope).slice(0, 4));

const attributesOf = (t: Context, domain = t._cookieDomain, sameSite = t._sameSite): string =>
  `;path=${pathOf(t)}${domain ? `;domain=${domain}` : ''}${t._secure ? ';secure' : ''};SameSite=${sameSite}`;

/**
 * Writes a cookie whatever the visitor's choice is: callers ask {@link mayStore} first, unless it is the choice that they write.
 * @param lifetime - milliseconds; 0 or NaN for a session cookie, negative to delete
 */
export const writeCookie = (
  t: Context,
  name: string,
  value: string,
  lifetime: number,
  domain = t._cookieDomain,
): void => {
  // Browsers refuse `None` without `secure`, also for a deletion.
  const sameSite = lifetime < 0 && !t._secure ? 'Lax' : t._sameSite;
  const expires = lifetime ? `;expires=${new Date(timeNow() + Math.min(lifetime, MAX_LIFETIME)).toUTCString()}` : '';
  try {
    writeJar(`${name}=${encodeValue(value)}${expires}${attributesOf(t, domain, sameSite)}`);
  } catch {
    // a sandboxed frame: it works without cookies
  }
  // A cookie of the host alone, from before the domain was set, would be read in its place. Behind a written cookie it is the
  // second of that name; behind a deleted one the only one.
  if (domain && readCookies(name)[lifetime < 0 ? 0 : 1]) removeCookie(t, name, '');
};

export const removeCookie = (t: Context, name: string, domain?: string): void =>
  writeCookie(t, name, '', LONG_AGO, domain);

/** May this tracker keep anything on this device for this visitor? */
export const mayStore = (t: Context): boolean => !t._cookiesOff && t._consentGiven && !t._doNotTrack;

/**
 * Writes a cookie that {@link cookieName} names, unless the same one was just written or nothing may be stored.
 * @param lifetime - as for {@link writeCookie}
 */
export const keepCookie = (t: Context, base: string, value: string, lifetime: number): void => {
  if (!mayStore(t)) return;
  const name = cookieName(t, base);
  const last = t._writes[name];
  const text = value + attributesOf(t);
  const ends = timeNow() + lifetime;
  // Cookies with a short lifetime have to be extended, too.
  const slack = Math.min(REWRITE_AFTER, lifetime / 10);
  const isSame = last && last._text === text && Math.abs(ends - last._ends) < slack;
  if (isSame && readCookie(name) === value) return;
  writeCookie(t, name, value, lifetime);
  // Only where the page has set a domain or path: otherwise the visitor or the browser refuses cookies, which is no mistake.
  if ((t._cookieDomain || t._cookiePath) && !last && lifetime >= 0 && readCookie(name) !== value) {
    complain(`cookie ${name} could not be written`);
  }
  t._writes[name] = { _text: text, _ends: ends };
};

/** The value of a cookie that {@link cookieName} names; `''` if there is none or nothing may be stored. */
export const keptCookie = (t: Context, base: string): string => (mayStore(t) ? readCookie(cookieName(t, base)) : '');

/** Deletes this tracker's cookies in its present scope, and those of the host alone: the browser may have refused the domain. */
export const deleteCookies = (t: Context): void => {
  // From now on this is another visitor, who has ordered nothing.
  t._memoryId = undefined;
  t._orderedAt = 0;
  t._onForget();
  for (const base of t._cookieBases) {
    for (const domain of t._cookieDomain ? [undefined, ''] : ['']) {
      const name = cookieName(t, base, domain);
      if (readCookie(name)) removeCookie(t, name, domain);
      delete t._writes[name];
    }
  }
};
