/** Hits that could not be handed over: kept over reloads, closed tabs and offline hours, and repeated. */
import { refreshConsent, removal } from '../gate';
import { mayStore } from '../identity/cookies';
import { encode } from '../hit/encode';
import { listen, onReturn, whenLoaded } from '../page/lifecycle';
import { sendAsImages, transmit } from './send';
import type { Context } from '../context';
import type { Parcel, Ready } from './send';

/** As kept in storage: tracker URL, request text, time of the call (unix ms). */
type Kept = [url: string, query: string, time: number];

const KEY = 'tinypaq.outbox';
const MAX_HITS = 100;
/** UTF-16 units of all request texts together. */
const MAX_SIZE = 262_144;
/** The server takes no older hits (ms) without a token. */
const MAX_AGE = 86_400_000;
/** A hit older than this (ms) tells its age. */
const TELL_AGE_AFTER = 5000;
/** Milliseconds to the first repetition; doubled with each failure, up to the longest. */
const FIRST_RETRY = 1000;
const LONGEST_RETRY = 300_000;
/** How long (ms) a policy's report on a beacon may take. */
const REPORT_WITHIN = 5000;

const readStored = (): Kept[] => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) || '[]');
    return Array.isArray(stored)
      ? (stored as Kept[]).filter((hit) => Array.isArray(hit) && typeof hit[1] === 'string')
      : [];
  } catch {
    return []; // no storage, or a damaged entry
  }
};

const writeStored = (hits: Kept[]): boolean => {
  try {
    if (hits.length) localStorage.setItem(KEY, JSON.stringify(hits));
    else localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
};

/** The newest hits within the limits of number, size and age. */
const bounded = (hits: Kept[]): Kept[] => {
  let size = 0;
  return hits
    .filter(([, , time]) => Math.abs(Date.now() - time) < MAX_AGE)
    .slice(-MAX_HITS)
    .reverse()
    .filter(([, query]) => (size += query.length) <= MAX_SIZE)
    .reverse();
};

/** The text with its present age; one from an earlier attempt is replaced. */
const aged = ([, query, time]: Kept): Ready => {
  const age = Date.now() - time;
  const cdo = age > TELL_AGE_AFTER ? encode({ cdo: Math.round(age / 1000) }) : '';
  return { _query: query.replace(/&cdo=\d+/, '') + cdo, _time: time };
};

export const outbox = (t: Context) => {
  /** Hits of a visitor for whom nothing may be stored. */
  let inMemory: Kept[] = [];
  let failures = 0;
  let timer = 0;
  let hasBacklog = false;
  /** Nothing of this tracker is in storage: it need not be read to be cleared. */
  let isClear = false;
  let blocked = false;
  let beacons: (Parcel & { _at: number })[] = [];

  const isMine = ([url]: Kept): boolean => url === t._trackerUrl;

  const clearStored = (): Kept[] => {
    const all = readStored();
    const mine = all.filter(isMine);
    if (mine.length) writeStored(all.filter((hit) => !isMine(hit)));
    return mine;
  };

  const keep = (hits: Kept[]): void => {
    isClear = false;
    if (!mayStore(t) || !writeStored(bounded(readStored().concat(hits)))) inMemory = bounded(inMemory.concat(hits));
  };

  const schedule = (): void => {
    const delay = Math.min(FIRST_RETRY * 2 ** failures++, LONGEST_RETRY);
    clearTimeout(timer);
    // Half of it is random, so that many visitors do not come back at the same moment.
    timer = window.setTimeout(repeat, delay * (0.5 + Math.random() / 2));
  };

  const take = (): void => {
    const hits = bounded((mayStore(t) ? clearStored() : []).concat(inMemory));
    inMemory = [];
    hasBacklog = false;
    transmit(t, hits.map(aged), t._beacons || t._method === 'POST');
  };

  /** Sends what waits, in one tab at a time. */
  const repeat = (): void => {
    timer = 0;
    refreshConsent(t);
    if (removal(t) || t._doNotTrack) {
      inMemory = [];
      hasBacklog = false;
    }
    const waits = inMemory.length || (mayStore(t) && readStored().some(isMine));
    if (!waits || !t._consentGiven || !t._trackerUrl || navigator.onLine === false) return;
    const { locks } = navigator as { locks?: LockManager };
    if (locks) locks.request(KEY, { ifAvailable: true }, (lock) => void (lock && take())).catch(take);
    else take();
  };

  t._lost = (hits) => {
    if (!hits.length) return true;
    hasBacklog = true;
    keep(hits.map(({ _query, _time }): Kept => [t._trackerUrl, _query, _time]));
    if (!timer) schedule();
    return true;
  };
  // What comes later must not overtake what waits.
  t._isStuck = () => hasBacklog || navigator.onLine === false;
  t._arrived = () => {
    failures = 0;
  };
  t._onForget = () => {
    const mine = isClear ? [] : clearStored();
    isClear = true;
    if (t._consentGiven) inMemory = bounded(inMemory.concat(mine));
  };

  // A policy that forbids connections lets beacons look sent: what it reports is repeated as images.
  t._beaconed = (sent) => {
    const now = Date.now();
    beacons = beacons.filter(({ _at }) => now - _at < REPORT_WITHIN).concat({ ...sent, _at: now });
  };
  t._isBlocked = () => blocked;
  listen(document, 'securitypolicyviolation', (event) => {
    const { blockedURI, violatedDirective } = event as SecurityPolicyViolationEvent;
    const lost = beacons.find(({ _url }) => new URL(_url, location.href).href === blockedURI);
    if (!lost || !violatedDirective.startsWith('connect-src')) return;
    blocked = true;
    beacons = beacons.filter((sent) => sent !== lost);
    sendAsImages(t, lost._hits);
  });

  t._onLeave.push(() => {
    if (inMemory.length && t._consentGiven && navigator.onLine !== false) take();
  });
  listen(window, 'online', () => {
    failures = 0;
    repeat();
  });
  onReturn(repeat);
  whenLoaded(() => setTimeout(repeat));

  return {
    /**
     * While the page is visible, sends by requests whose failure is noticed, and repeats those.
     * The server's answer is seen only where page and tracker share an origin; elsewhere, that nothing arrived.
     */
    enableConfirmedDelivery(): void {
      t._confirmed = true;
    },
  };
};
