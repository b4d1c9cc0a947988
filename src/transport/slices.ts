/** Work in slices: what would keep the page waiting is done piece by piece, in tasks of its own. */
import { keepReading } from '../identity/jar';
import { isUncertain } from '../page/lifecycle';
import { guarded } from '../report';

/** A task ends with the piece in which it has taken so long (ms). */
const SLICE = 4;

/** Those of all trackers of the page, so that what one command has told each of them leaves in their order. */
const pieces: (() => void)[] = [];
/** Those that have been waiting for longer, each for a reason of its own. */
const first: (() => void)[] = [];
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
  for (let piece; !(Date.now() >= end) && (piece = first.shift() || pieces.shift());) guarded('hits', piece);
  keepReading(false);
  isWorking = false;
  plan();
};

const plan = (): void => {
  if (isWorking || !(first.length + pieces.length)) return;
  if (isUncertain()) work(Infinity);
  else
    timer =
      timer ||
      window.setTimeout(() => {
        timer = 0;
        work(SLICE);
      });
};

/** Does the piece in a task of its own, behind what is there already. */
export const soon = (piece: () => void): void => {
  pieces.push(piece);
  plan();
};

/** Does the pieces before all others, but behind those that came here before. */
export const resume = (earlier: (() => void)[]): void => {
  first.push(...earlier);
  plan();
};

/** Does the piece as the next one; as it may take long, in a task of its own, unless the present one has just begun. */
export const next = (piece: () => void): void => {
  first.unshift(piece);
  if (end < Infinity) end = Math.min(end, fresh);
  plan();
};

/**
 * Does everything at once.
 * @param isLeaving - Firefox may have stopped a slice for good, and the page is told that it goes all the same
 */
export const finish = (isLeaving?: boolean): void => {
  if (isLeaving) isWorking = false;
  work(Infinity);
};
