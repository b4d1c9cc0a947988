// Decides whether a hit is recorded, left out, or refused.
import { isBot } from './bots.js';
import { AUTHENTICATED } from './contract/contract.js';
import { RefusedRequest } from './errors.js';
import type { HitTime } from './hit-time.js';
import { text, type Values } from './parameters.js';

const LARGEST_SITE_ID = 4294967295;

/**
 * @returns the site ID
 * @throws RefusedRequest (400) without a positive whole number in `idsite`
 */
export function siteIdOf(values: Values): number {
  const value = values.get('idsite');
  if (value === undefined || value === '') throw new RefusedRequest(400, 'The parameter idsite is missing.');
  const siteId = /^\d{1,10}$/.test(value) ? Number(value) : 0;
  if (siteId < 1 || siteId > LARGEST_SITE_ID) {
    throw new RefusedRequest(400, 'The parameter idsite must be a positive whole number.');
  }
  return siteId;
}

/**
 * Hits may override place, time and visitor only with the configured token.
 * @throws RefusedRequest 401 when `token_auth` is missing, 403 when it is not the configured one
 */
export function requireToken(values: Values, time: HitTime, tokenSent: boolean): void {
  const wanting = [
    ...AUTHENTICATED.filter((name) => text(values, name) !== ''),
    ...(time.tooOld ? [`${time.tooOld} older than 24 hours`] : []),
  ];
  if (wanting.length === 0) return;
  const reason = `${wanting.join(', ')}: needs authentication`;
  if (!tokenSent) throw new RefusedRequest(401, `${reason}; send token_auth.`);
  throw new RefusedRequest(403, `${reason}; this token_auth is not valid.`);
}

/** Hits without `rec=1` are not meant to be recorded, nor are those of crawlers unless `bots=1` says so. */
export function isRecorded(values: Values, userAgent: string): boolean {
  if (text(values, 'rec') !== '1') return false;
  return text(values, 'bots') === '1' || !isBot(text(values, 'ua') || userAgent);
}
