/** Work in slices: what would keep the page waiting is done piece by piece, in tasks of its own. */
import { keepReading } from '../identity/jar';
import { timeNow } from '../page/clock';
import { isHidden, isUncertain } from '../page/lifecycle';
import { guarded } from '../report';
import { takeOut } from '../values';

/** A task ends with the piece in which it has taken so long (ms). */
const SLICE = 2;

/** A piece of work, and its place among the others. */
export interface Piece {
  _order: number;
  /**
   * It may be stopped in the middle, and called again.
   * @param piece - itself, for what cannot be done yet
   */
  _do: (piece: Piece) => void;
}

/** Those of all trackers of the page, so that what one command has told each of them leaves in their order. */
const pieces: Piece[] = [];
let count = 0;
let timer = 0;
let isWorking = false;
/** When the present slice is over, and until when it counts as just begun (unix ms). */
let end = 0;
let fresh = 0;

export const perform = (piece: Piece): void => void guarded('hits', () => piece._do(piece));

const work = (slice: number): void => {
  if (isWorking) return;
  isWorking = true;
  timer = 0;
  fresh = timeNow() + 1;
  end = timeNow() + slice;
  keepReading(true);
  // A page's own clock may tell no time: then everything is done.
  for (let piece; !(timeNow() >= end) && (piece = pieces[0]);) {
    perform(piece);
    // Only now: Firefox may stop a script in the middle, for good, and who leaves does it anew.
    takeOut(pieces, piece);
  }
  keepReading(false);
  isWorking = false;
  plan();
};

/**
 * The page may go away without a word in the next task, and a frame in this one. What a page tracks in one is done at
 * the end of it, to leave together.
 */
const workNow = async (): Promise<void> => {
  if (window === top && !isHidden()) await null;
  work(Infinity);
};

const plan = (): void => {
  // With a timer set, nothing has changed since: asking the browser for its state takes longer than all else here.
  if (isWorking || timer || !pieces.length) return;
  if (isUncertain()) void workNow();
  else timer = window.setTimeout(() => work(SLICE));
};

/** Does this in a task of its own, behind what is there already. */
export const soon = (task: Piece['_do']): void => {
  pieces.push({ _order: ++count, _do: task });
  plan();
};

/** Does pieces that could not be done before, in their places among the others. */
export const resume = (waited: Piece[]): void => {
  pieces.push(...waited);
  pieces.sort((a, b) => a._order - b._order);
  plan();
};

/**
 * Does this before all others; as it may take long, in a task of its own, unless the present one has just begun. Where all
 * are done together anyway, behind them: they are sent together then, as requests beside each other may overtake.
 * @param order - below 0 for what goes before all that is to be next, too
 */
export const next = (task: Piece['_do'], order?: number): void => {
  if (end < Infinity) end = Math.min(end, fresh);
  resume([{ _order: isUncertain() ? Infinity : order || 0, _do: task }]);
};

/**
 * Does everything at once.
 * @param isLeaving - Firefox may have stopped a slice for good, and the page is told that it goes all the same
 */
export const finish = (isLeaving?: boolean): void => {
  if (isLeaving) isWorking = false;
  work(Infinity);
};
