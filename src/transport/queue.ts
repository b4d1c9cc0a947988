/** When hits leave: the first at once, a burst behind it as one batch, queued ones together, all of them before the page goes. */
import { releaseHeld, whenAllowed } from '../gate';
import { callHooks } from '../hit/build';
import { timeNow } from '../page/clock';
import { isHidden, isUncertain, onLeave, onSetOut, runTasks } from '../page/lifecycle';
import { guarded } from '../report';
import { nothing } from '../values';
import { MAX_BATCH_HITS } from './batch';
import { release } from './release';
import { closeLine, prepare, transmit } from './send';
import { finish, next } from './slices';
import type { Context, Plugins } from '../context';
import type { Ready } from './parcel';

/** After a hit was sent, further ones are collected for this time (ms). */
const GAP = 800;

/** A burst that has not grown for this time (ms) is made ready: a page that is left should not take long. */
const QUIET = 50;

/** A queued hit never waits longer than this many queue intervals, however many follow it. */
const MAX_INTERVALS = 4;

/** Everything on the page is about to be sent: what comes up meanwhile goes with it. */
let isGathering = false;

/** Tables of plugins that a tracker tells when the page is left. */
const told: Plugins[] = [];

/** Gives the tracker its way of sending. */
export const startQueue = (t: Context): void => {
  const burst: Ready[] = [];
  const queue: Ready[] = [];
  let gapEnd = 0;
  let gapTimer = 0;
  /** The burst is about to leave. */
  let isDue = false;
  let isPreparing = false;
  let queueTimer = 0;
  let queuedSince = 0;
  // Plugins are the page's, not the tracker's: one tracker tells them that it is left.
  const isFirst = !told.includes(t._plugins);
  told.push(t._plugins);

  /** Batches need a body, which images do not have. */
  const mostOfBurst = (): number => (t._queueOn && (t._beacons || t._method === 'POST') ? MAX_BATCH_HITS : 1);

  /** Waits until no further hits come. */
  const prepareSoon = (count = 0): void => {
    isPreparing = count !== burst.length;
    if (isPreparing) setTimeout(prepareSoon, QUIET, burst.length);
    else prepare(t, burst, mostOfBurst());
  };

  /** Sends what has collected; consent may have been withdrawn in another tab meanwhile. */
  const send = (all: Ready[], most: number): void => {
    const hits = all.filter(({ _batch }) => !_batch || !_batch._isHanded);
    // Right behind a release it has just been looked up.
    const isFresh = isDue;
    isDue = false;
    if (!hits.length) return;
    if (isFresh && t._consentGiven) transmit(t, hits, most);
    else whenAllowed(t, () => transmit(t, hits, most));
  };

  /** Takes them out of their place only when they are on their way: what is stopped in between finds them there again. */
  const sendFrom = (place: Ready[], count: number, most: number): void => {
    const hits = place.slice(0, count);
    send(hits, most);
    place.splice(0, hits.length);
  };

  const flushBurst = (): void => {
    clearTimeout(gapTimer);
    gapTimer = 0;
    gapEnd = timeNow() + GAP;
    // A second batch beside the first could overtake it: a page that stays sends it after the next window, the smallest first.
    const count = isHidden() || !t._queueOn ? Infinity : burst.length % MAX_BATCH_HITS || MAX_BATCH_HITS;
    sendFrom(burst, count, mostOfBurst());
    if (burst.length) gapTimer = window.setTimeout(flushBurst, GAP);
  };

  const flushQueue = (): void => {
    clearTimeout(queueTimer);
    queuedSince = 0;
    sendFrom(queue, Infinity, MAX_BATCH_HITS);
  };

  const planBurst = (): void => {
    if (isGathering || isDue) return;
    const wait = gapEnd - timeNow();
    // A clock that was set back must not hold hits for longer than the gap.
    isDue = wait <= 0 || wait > GAP || isUncertain() || !t._queueOn;
    if (isDue) next(() => isGathering || flushBurst());
    else {
      gapTimer = gapTimer || window.setTimeout(flushBurst, wait);
      if (!isPreparing) prepareSoon();
    }
  };

  const planQueue = (): void => {
    const now = timeNow();
    queuedSince = queuedSince || now;
    if (isGathering) return;
    if (isUncertain()) return next(flushQueue);
    clearTimeout(queueTimer);
    const longest = queuedSince + t._queueInterval * MAX_INTERVALS - now;
    queueTimer = window.setTimeout(flushQueue, Math.min(t._queueInterval, longest));
  };

  t._send = (hit, queued) =>
    release(t, hit, (ready) => {
      const isQueued = queued && t._queueOn;
      (isQueued ? queue : burst).push(ready);
      (isQueued ? planQueue : planBurst)();
    });

  /**
   * Sends everything, what comes up on this occasion included.
   * @param isLeaving - the page goes, and whatever is under way may have been stopped for good
   */
  const gather = (occasion: () => void, isLeaving?: boolean): void => {
    runTasks();
    isGathering = true;
    if (isLeaving) releaseHeld(t);
    finish(isLeaving);
    occasion();
    finish();
    isGathering = false;
    flushBurst();
    flushQueue();
    finish();
  };

  onSetOut((isNear) => {
    if (!isNear) return gather(nothing);
    // What leaves in this moment could be overtaken by what leaves with the page.
    gapEnd = timeNow() + GAP;
    if (!gapTimer) return;
    clearTimeout(gapTimer);
    gapTimer = window.setTimeout(flushBurst, GAP);
  });
  onLeave((freeze) => {
    // Before all that is not in it yet.
    closeLine(t);
    gather(() => {
      t._onLeave.forEach((task) => guarded('leave', task));
      if (isFirst && !freeze) callHooks(t, 'unload', {});
      if (t._consentGiven) t._stopHints();
    }, true);
  });
};
