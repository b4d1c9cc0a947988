/** Work in slices: whatever would block the page for long is done piece by piece, in several tasks. */
import { takeOut } from './lists';
import { timeNow } from './page/clock';
import { keepReading } from './page/jar';
import { isHidden, isUncertain } from './page/lifecycle';
import { guarded } from './report';

/** A task begins no further piece after this time (ms). */
const SLICE = 2;

/** Later than this (ms) a timer may have been cancelled. */
const MAX_DELAY = 999;

/** A piece of work, and its place among the others. */
export interface Piece {
  _order: number;
  /**
   * The browser may stop it in the middle; it is then called again.
   * @param piece - itself, to be held if it cannot be done yet
   */
  _do: (piece: Piece) => void;
}

/** One list for all trackers of the page, so that the hits of one command leave in the order of the trackers. */
const pieces: Piece[] = [];
let count = 0;
/** Until when the timer of the next slice counts as set (unix ms): a page may cancel all timers. */
let plannedUntil = 0;
let isWorking = false;
/** When the present slice is over, and until when it counts as just begun (unix ms). */
let sliceEnd = 0;
let freshUntil = 0;

export const performPiece = (piece: Piece): void => void guarded('hits', () => piece._do(piece));

/** Is the present slice over? A page's own clock may return NaN: then it never is, and everything is done at once. */
const isOver = (): boolean => timeNow() >= sliceEnd;

const work = (slice: number): void => {
  if (isWorking) return;
  isWorking = true;
  plannedUntil = 0;
  freshUntil = timeNow() + 1;
  sliceEnd = timeNow() + slice;
  keepReading(true);
  while (pieces.length && !isOver()) {
    const piece = pieces[0] as Piece;
    performPiece(piece);
    // Removed only when done: Firefox may stop the script in the middle, for good, and the leave handler then repeats the piece.
    takeOut(pieces, piece);
  }
  keepReading(false);
  isWorking = false;
  plan();
};

/**
 * For a page that may go away in the next task without any event: its hits of this task leave together at the end of the task.
 * A frame may go away even in this task: its hits leave at once, like those of a hidden page.
 */
const workNow = async (): Promise<void> => {
  if (window === top && !isHidden()) await null;
  work(Infinity);
};

const plan = (): void => {
  // With a timer set there is nothing to do. Asking the browser for the page's state would take longer than all else here.
  if (isWorking || timeNow() < plannedUntil || !pieces.length) return;
  if (isUncertain()) return void workNow();
  plannedUntil = timeNow() + MAX_DELAY;
  setTimeout(() => work(SLICE));
};

/** Does this in a later task, behind the pieces that are waiting already. */
export const workSoon = (task: Piece['_do']): void => {
  pieces.push({ _order: ++count, _do: task });
  plan();
};

/** Does pieces that were held, in their places among the others. */
export const resumeWork = (waited: Piece[]): void => {
  pieces.push(...waited);
  pieces.sort((a, b) => a._order - b._order);
  plan();
};

/**
 * Does this before all other pieces; as it may take long, in a task of its own unless the present one has just begun. Where all
 * pieces are done at once (`isUncertain`) it comes last, so that their hits leave together: requests side by side may overtake
 * each other.
 * @param order - below 0 to come before all others that are to be next, too
 */
export const workNext = (task: Piece['_do'], order?: number): void => {
  if (sliceEnd < Infinity) sliceEnd = Math.min(sliceEnd, freshUntil);
  resumeWork([{ _order: isUncertain() ? Infinity : order || 0, _do: task }]);
};

/**
 * Does all pieces at once.
 * @param isLeaving - the page goes away: Firefox may have stopped a slice for good, so one that seems to be at work is ignored
 */
export const finishWork = (isLeaving?: boolean): void => {
  if (isLeaving) isWorking = false;
  work(Infinity);
};
