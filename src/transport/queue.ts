/** When hits leave: the first at once, a burst behind it as one batch, queued ones together, all of them before the page goes. */
import { releaseHeld, whenAllowed } from '../gate';
import { callHooks } from '../hit/hooks';
import { timeNow } from '../page/clock';
import { isUncertain, onLeave, onSetOut } from '../page/lifecycle';
import { runPaintTasks } from '../page/paint';
import { guarded } from '../report';
import { finishWork, workNext } from '../slices';
import { nothing } from '../values';
import { MAX_BATCH_HITS, mostHits } from './batch';
import { release } from './release';
import { closeLine, prepare, transmit } from './send';
import type { Context, Plugins } from '../context';
import type { Timer } from '../page/clock';
import type { Ready } from './request';

/** After a hit was sent, further ones are collected for this time (ms). */
const GAP = 800;

/** A burst that has not grown for this time (ms) is made ready: a page that is left should not take long. */
const QUIET = 50;

/** A queued hit never waits longer than this many queue intervals, however many follow it. */
const MAX_INTERVALS = 4;

/** All hits of the page are about to be sent: those made meanwhile go with them. */
let isGathering = false;

/** Plugin tables of the page's trackers: a tracker whose table is here already leaves the hook `unload` to another one. */
const told: Plugins[] = [];

/** Gives the tracker its way of sending hits, and sends all that wait when the page goes away. */
export const startQueue = (t: Context): void => {
  const burst: Ready[] = [];
  const queue: Ready[] = [];
  let gapEnd = 0;
  let gapTimer: Timer = 0;
  /** The burst is about to leave. */
  let isDue: boolean | undefined;
  /** Hits of the burst when they were last counted; 0 while they are not watched. */
  let seen = 0;
  let queueTimer: Timer = 0;
  let queuedSince = 0;
  // Plugins belong to the page, not to the tracker: only one tracker tells them that the page is left.
  const isFirst = !told.includes(t._plugins);
  told.push(t._plugins);

  /** Most hits in one request; only one if the page wants each hit by itself. */
  const mostOfBurst = (): number => (!t._queueOff ? mostHits(t) : 1);

  /** Makes the bodies of the burst once no further hits come. */
  const prepareSoon = (): void => {
    const isGrowing = seen !== burst.length;
    seen = isGrowing ? burst.length : 0;
    if (isGrowing) setTimeout(prepareSoon, QUIET);
    else prepare(t, burst, mostOfBurst());
  };

  /**
   * Sends collected hits. Looks up consent first, which may have been withdrawn in another tab meanwhile. The hits are removed
   * from their list only when they are on their way: if the browser stops the script, the list still has them.
   * @param isFresh - consent has just been looked up
   */
  const sendFrom = (list: Ready[], most: number, isFresh?: boolean): void => {
    const { length } = list;
    const hits = list.filter(({ _batch }) => !_batch || !_batch._isHanded);
    if (hits.length) {
      if (isFresh && t._consentGiven) transmit(t, hits, most);
      else whenAllowed(t, () => transmit(t, hits, most));
    }
    list.splice(0, length);
  };

  /** @param isFresh - true: right behind a release, which has looked up consent. A page's own timers may pass anything else */
  const flushBurst = (isFresh?: unknown): void => {
    isDue = false;
    clearTimeout(gapTimer);
    gapTimer = 0;
    gapEnd = timeNow() + GAP;
    sendFrom(burst, mostOfBurst(), isFresh === true);
  };

  const flushQueue = (): void => {
    clearTimeout(queueTimer);
    queuedSince = 0;
    sendFrom(queue, MAX_BATCH_HITS);
  };

  const planBurst = (): void => {
    if (isGathering || isDue) return;
    const wait = gapEnd - timeNow();
    // A clock that was set back must not hold hits for longer than the gap.
    isDue = wait <= 0 || wait > GAP || isUncertain() || t._queueOff;
    if (isDue) workNext(() => isGathering || flushBurst(true));
    else {
      gapTimer = gapTimer || setTimeout(flushBurst, wait);
      if (!seen) prepareSoon();
    }
  };

  const planQueue = (): void => {
    const now = timeNow();
    queuedSince = queuedSince || now;
    if (isGathering) return;
    if (isUncertain()) return workNext(flushQueue);
    clearTimeout(queueTimer);
    const longest = queuedSince + t._queueInterval * MAX_INTERVALS - now;
    queueTimer = setTimeout(flushQueue, Math.min(t._queueInterval, longest));
  };

  t._send = (hit, queued) =>
    release(t, hit, (ready) => {
      const isQueued = queued && !t._queueOff;
      (isQueued ? queue : burst).push(ready);
      (isQueued ? planQueue : planBurst)();
    });

  /**
   * Sends everything, including the hits that `occasion` makes.
   * @param isLeaving - the page goes away, and the browser may have stopped for good whatever was being done
   */
  const gather = (occasion: () => void, isLeaving?: boolean): void => {
    runPaintTasks();
    isGathering = true;
    if (isLeaving) releaseHeld(t);
    finishWork(isLeaving);
    occasion();
    finishWork();
    isGathering = false;
    flushBurst();
    flushQueue();
    finishWork();
  };

  onSetOut((isNear) => {
    if (!isNear) return gather(nothing);
    // A request sent at this moment could be overtaken by those that leave with the page.
    gapEnd = timeNow() + GAP;
    if (!gapTimer) return;
    clearTimeout(gapTimer);
    gapTimer = setTimeout(flushBurst, GAP);
  });
  onLeave((freeze) => {
    // The line first: hits that are not in it yet are newer.
    closeLine(t);
    gather(() => {
      t._onLeave.forEach((task) => guarded('leave', task));
      if (isFirst && !freeze) callHooks(t, 'unload', {});
      if (t._consentGiven) t._stopHints();
    }, true);
  });
};
