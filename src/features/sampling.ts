/** Tracks only a share of the visitors. */
import { loadVisitor, saveVisitor } from '../identity/visitor';
import { refuse } from '../report';
import { isNumeric } from '../values';
import type { Context } from '../context';

export const sampling = (t: Context) => {
  let rate = 100;
  /** Random number (0 to 1) of this page, for visitors without an ID. */
  let dice = 0;

  t._isLeftOut = () => {
    if (rate >= 100) return false;
    const visitor = loadVisitor(t);
    dice = dice || Math.random();
    // IDs are random: the first half of one serves as a random number that stays the same for the visitor.
    const isOut = (visitor._id ? parseInt(visitor._id.slice(0, 8), 16) / 2 ** 32 : dice) * 100 >= rate;
    // Keep the ID, so that a visitor who is left out is left out on the next page, too.
    if (isOut) saveVisitor(t, visitor);
    return isOut;
  };

  return {
    /**
     * Tracks a share of the visitors: the same ones on every page; the others send nothing.
     * @param percent - 0 to 100; else refused
     */
    setSampleRate(percent: number): void {
      if (!isNumeric(percent) || !(percent >= 0 && percent <= 100)) return refuse(percent, '0 to 100');
      rate = Number(percent);
    },
  };
};
