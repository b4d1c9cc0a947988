// When a hit happened: now, `cdo` seconds ago, or at `cdt`.
import type { Violation } from './types.js';
import { text, type Values } from './parameters.js';

const SECOND = 1000;
/** Seconds that a hit may lie in the past without `token_auth`. */
const FREE_AGE = 24 * 60 * 60;

export interface HitTime {
  /** Unix time in milliseconds. */
  actionAt: number;
  violations: Violation[];
  /** The parameter that puts the hit more than 24 hours into the past, if any. */
  tooOld?: 'cdt' | 'cdo';
}

/**
 * `cdt` wins over `cdo`. Values that cannot be read count as absent; the contract reports them.
 * @param receivedAt - unix time in milliseconds
 */
export function hitTime(values: Values, receivedAt: number): HitTime {
  const cdt = parseDatetime(text(values, 'cdt'));
  const cdo = parseAge(text(values, 'cdo'));
  const source = cdt === undefined ? 'cdo' : 'cdt';
  const actionAt = cdt ?? Math.max(0, receivedAt - cdo * SECOND);
  if (actionAt > receivedAt) {
    return { actionAt: receivedAt, violations: [{ parameter: source, message: 'is in the future' }] };
  }
  const tooOld = receivedAt - actionAt > FREE_AGE * SECOND;
  return { actionAt, violations: [], ...(tooOld && { tooOld: source }) };
}

/** Reads `2011-04-05 00:11:42` (UTC) or unix seconds; undefined for anything else. */
export function parseDatetime(value: string): number | undefined {
  if (/^\d{1,11}$/.test(value)) return Number(value) * SECOND;
  const parts = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/.exec(value);
  if (!parts) return undefined;
  const time = Date.parse(`${value.replace(' ', 'T')}Z`);
  // Engines refuse the 31st of February, or read it as a day in March: nobody has sent either on purpose.
  const real = !Number.isNaN(time) && new Date(time).toISOString().startsWith(value.replace(' ', 'T'));
  return real ? time : undefined;
}

function parseAge(value: string): number {
  return /^\d{1,15}$/.test(value) ? Number(value) : 0;
}
