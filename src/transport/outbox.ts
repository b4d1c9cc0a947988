/** Hits that could not be handed over: kept over reloads, closed tabs and offline hours, and repeated. */
import { refreshConsent, removal } from '../gate';
import { mayStore } from '../identity/cookies';
import { isHidden, listen, onReturn, onSetOut, whenLoaded } from '../page/lifecycle';
import { watchPolicy } from './policy';
import { mostHits } from './batch';
import { makeReady } from './request';
import { FOR_NOW, transmit } from './send';
import { KEY, bounded, dropStored, readStored, timeOf } from './store';
import type { Context } from '../context';
import type { Timer } from '../page/clock';
import type { Kept } from './store';

/** Milliseconds to the first repetition; doubled with each failure, up to the longest. */
const FIRST_RETRY = 1000;
const LONGEST_RETRY = 300_000;
/**
 * A page that sets out for another one puts off repetitions by this time (ms): hits sent on leaving could overtake them, while
 * the next page repeats them before anything of its own.
 */
const SETTING_OUT = 5000;
/** After this time (ms) other tabs see that entries are gone. */
const SEEN = 99;
/** After this many failures in a row, in about ten minutes, the way of sending may be to blame: beacons may get through. */
const MAX_NOTICED = 9;
/**
 * Number of this page's next stored hit. All have seven digits before the point, so that names sort in the order of the hits. They
 * start at a random fraction, so that two tabs hardly ever give the same name.
 */
let turn = 1e6 * (1 + Math.random());

export const outbox = (t: Context) => {
  /** Hits of a visitor for whom nothing may be stored. */
  let inMemory: Kept[] = [];
  let failures = 0;
  let timer: Timer = 0;
  let hasBacklog = false;
  /** Nothing of this tracker is in storage: it need not be read to be cleared. */
  let isClear = false;
  /** When the page had loaded, storage could not be read for lack of consent. It is read once that is allowed. */
  let isUnread: boolean | undefined;

  const addressed = (query: string): string => `${t._trackerUrl}\n${query}`;

  const storedHere = (): Kept[] => readStored().filter(([, text]) => text.startsWith(addressed('')));

  /** @param end - clears only the names that end with this */
  const clearStored = (end = ''): Kept[] => {
    const mine = storedHere().filter(([name]) => name.endsWith(end));
    dropStored(mine);
    return mine;
  };

  const keep = (hit: Kept): void => {
    try {
      if (mayStore(t)) {
        isClear = false;
        return localStorage.setItem(...hit);
      }
    } catch {
      // full, or no storage
    }
    inMemory = bounded([...inMemory, hit]);
  };

  const repeatIn = (delay: number): void => {
    clearTimeout(timer);
    timer = setTimeout(repeat, delay);
  };

  const schedule = (): void => {
    const delay = Math.min(FIRST_RETRY * 2 ** failures++, LONGEST_RETRY);
    // Half of it is random, so that many visitors do not come back at the same moment.
    repeatIn(delay * (0.5 + Math.random() / 2));
  };

  const take = (): void => {
    const hits = bounded((mayStore(t) ? clearStored() : []).concat(inMemory));
    inMemory = [];
    hasBacklog = false;
    const ready = hits.map((hit) => ({
      ...makeReady(hit[1].replace(/[^\n]*\n/, ''), timeOf(hit)),
      _name: hit[0],
    }));
    if (!ready.length) return;
    // Beacons side by side may overtake each other, and one sent too early is lost without notice.
    t._confirmed = t._confirmed || ((!t._beacons || failures <= MAX_NOTICED) && FOR_NOW);
    transmit(t, ready, mostHits(t), -1);
  };

  /** Keeps the lock for a moment: the next tab would still read the entries that this one has removed. */
  const takeAlone = (): Promise<unknown> => {
    take();
    return new Promise((done) => setTimeout(done, SEEN));
  };

  const isWaiting = (): unknown => inMemory.length || (mayStore(t) && storedHere().length);

  /**
   * Drops the hits in memory if the visitor objects.
   * @returns whether there are hits that may be sent now
   */
  const prepareRepeat = (): unknown => {
    // Most often no hit waits: then the cookies need not be read.
    if (!t._consentGiven || isWaiting()) {
      refreshConsent(t);
      if (removal(t) || t._doNotTrack) inMemory = [];
    }
    const waits = isWaiting();
    if (!waits) hasBacklog = false;
    return waits && (t._consentGiven || t._exempt) && t._trackerUrl && navigator.onLine !== false;
  };

  /** Sends the waiting hits, in one tab at a time. */
  const repeat = (): void => {
    timer = 0;
    // The batches in the line are newer, and come here, too, if the request before them fails.
    if (t._line) return repeatIn(FIRST_RETRY);
    if (!prepareRepeat()) return;
    const { locks } = navigator as { locks?: LockManager };
    if (locks)
      locks.request(addressed(KEY), { ifAvailable: true }, (lock) => (lock ? takeAlone() : schedule())).catch(take);
    else take();
  };

  t._keep = (hits) => {
    if (!hits.length) return;
    hasBacklog = true;
    for (const hit of hits) {
      hit._name = hit._name || `${KEY}.${hit._time}.${turn++}.${t._siteId}`;
      keep([hit._name, addressed(hit._query)]);
    }
    // Deletes those beyond the limits.
    if (mayStore(t)) readStored();
    if (!timer) schedule();
  };
  t._canKeep = () => !isHidden() || mayStore(t);
  // Later hits must not overtake the waiting ones.
  t._isStuck = () => hasBacklog || navigator.onLine === false;
  t._arrived = () => {
    failures = 0;
  };
  t._onForget = () => {
    // Only this site's: another site ID may keep hits for the same tracker address.
    const mine = isClear ? [] : clearStored(`.${t._siteId}`);
    isClear = true;
    // An objection is for good, also if the visitor agrees again on this page.
    if (removal(t)) inMemory = [];
    else if (t._consentGiven) inMemory = bounded(inMemory.concat(mine));
  };

  watchPolicy(t);
  t._onLeave.push(() => {
    if (!inMemory.length) return;
    if (prepareRepeat()) take();
    // Storing them may be allowed by now.
    else inMemory.splice(0).forEach(keep);
  });
  listen(window, 'online', () => {
    failures = 0;
    repeat();
  });
  onReturn(repeat);
  onSetOut(() => timer && repeatIn(SETTING_OUT));
  const begin = (): void => {
    isUnread = !mayStore(t);
    // In a task of its own: the first access to the storage takes long, and so did that to the cookies.
    if (!timer) setTimeout(repeat);
  };
  // Not before the page's own commands, which may require consent: the start runs them in the task behind this one.
  whenLoaded(() => setTimeout(() => setTimeout(begin)));
  t._onSent.push(() => isUnread && mayStore(t) && begin());

  return {
    /**
     * While the page is visible, sends hits by requests whose failure is noticed, and repeats those that failed.
     * Where page and tracker share an origin, an answer of 500 or above is a failure; elsewhere only that nothing arrived.
     */
    enableConfirmedDelivery(): void {
      t._confirmed = true;
    },
  };
};
