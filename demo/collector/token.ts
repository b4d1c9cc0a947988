// Decides whether a request may use the parameters that need `token_auth`.
import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Compares in constant time; digests make both sides equally long.
 * @param configured - undefined when the collector has no token, which then fits nothing
 */
export function tokenFits(configured: string | undefined, sent: string): boolean {
  if (!configured || sent === '') return false;
  return timingSafeEqual(digest(configured), digest(sent));
}

function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}
