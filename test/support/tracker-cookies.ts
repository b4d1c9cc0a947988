// Names of the tracker's cookies by the published rules, computed independently of the tracker's code.
import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { VISITOR } from './page';

/** Page address and site ID in most tests of identity. */
export const SITE = { url: 'http://www.a.test/p', siteId: 7 };
/** The name of the visitor cookie on those pages. */
export const ID = '_pk_id.7.27cf';
export const SESSION = '_pk_ses.7.27cf';
export const REFERRAL = '_pk_ref.7.27cf';

/** Cookies of a visitor of those pages, during a visit that came from a campaign. */
export const KNOWN = { [ID]: `${VISITOR}.1790000000.`, [SESSION]: '1', [REFERRAL]: '["c","k",1790000000,""]' };

/** @param scope - host or cookie domain, and path, such as `shop.test/` */
export function cookieName(base: string, siteId: string | number, scope: string): string {
  return `_pk_${base}.${siteId}.${createHash('sha1').update(scope).digest('hex').slice(0, 4)}`;
}

/** The expiry in a cookie's text, as unix ms; undefined for a session cookie. */
export function expiryOf(text: string): number | undefined {
  const [, date] = /;expires=([^;]*)/.exec(text) ?? [];
  return date === undefined ? undefined : Date.parse(date);
}

/** Sets a cookie of the domain above {@link SITE}'s, which a tracker without `setCookieDomain` cannot delete. */
export function setUndeletable(name: string, value: string): void {
  const write = (text: string, end = ''): void => {
    document.cookie = `${name}=${text};path=/;domain=.a.test${end}`;
  };
  write(value);
  onTestFinished(() => write('', ';max-age=-1'));
}
