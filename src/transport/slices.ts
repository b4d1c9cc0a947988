/** Work in slices: what would keep the page waiting is done piece by piece, in tasks of its own. */
import { keepReading } from '../identity/jar';
import { isUncertain } from '../page/lifecycle';
import { guarded } from '../report';
import type { Context } from '../context';

/** A task ends with the piece in which it has taken so long (ms). */
const SLICE = 4;

/** Gives the tracker its way of working. */
export const startSlices = (t: Context): void => {
  const pieces: (() => void)[] = [];
  let timer = 0;
  let isWorking = false;
  /** When the present slice is over, and until when it counts as just begun (unix ms). */
  let end = 0;
  let fresh = 0;

  const work = (slice: number): void => {
    if (isWorking) return;
    isWorking = true;
    fresh = Date.now() + 1;
    end = Date.now() + slice;
    keepReading(true);
    // A page's own clock may tell no time: then everything is done.
    for (let piece; !(Date.now() >= end) && (piece = pieces.shift());) guarded('hits', piece);
    keepReading(false);
    isWorking = false;
    plan();
  };

  const plan = (): void => {
    if (isWorking || !pieces.length) return;
    if (isUncertain()) work(Infinity);
    else
      timer =
        timer ||
        window.setTimeout(() => {
          timer = 0;
          work(SLICE);
        });
  };

  t._soon = (piece) => {
    pieces.push(piece);
    plan();
  };
  t._next = (first) => {
    pieces.unshift(...first);
    // What is sent takes long: in a task of its own, unless the present one has just begun.
    if (end < Infinity) end = Math.min(end, fresh);
    plan();
  };
  t._finish = (isLeaving) => {
    // Firefox may have stopped a slice for good, and the page is told that it goes all the same.
    if (isLeaving) isWorking = false;
    work(Infinity);
  };
};
