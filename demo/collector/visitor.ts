// Who sent a hit, as far as the hit and its request tell.
import { createHash } from 'node:crypto';
import { text, type Values } from './parameters.js';
import type { Envelope } from './requests.js';

export interface Visitor {
  /** `cid`, else `_id`; empty without a valid one. */
  visitorId: string;
  userId: string;
  /** Tells cookieless visitors apart: address, browser and language, hashed. Not the settings a tracker reports: consent changes them. */
  fingerprint: string;
}

const VISITOR_ID = /^[0-9a-f]{16}$/i;

export function identify(values: Values, envelope: Envelope): Visitor {
  const visitorId = [text(values, 'cid'), text(values, '_id')].find((id) => VISITOR_ID.test(id)) ?? '';
  return { visitorId, userId: text(values, 'uid'), fingerprint: fingerprintOf(values, envelope) };
}

function fingerprintOf(values: Values, envelope: Envelope): string {
  const traits = [
    text(values, 'cip') || envelope.address,
    text(values, 'ua') || envelope.userAgent,
    text(values, 'lang') || envelope.acceptLanguage,
  ];
  return createHash('sha256').update(JSON.stringify(traits)).digest('hex').slice(0, 16);
}
