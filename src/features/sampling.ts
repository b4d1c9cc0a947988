/** Tracks only a share of the visitors. */
import { loadVisitor, saveVisitor } from '../identity/visitor';
import { refuse } from '../report';
import { isNumeric } from '../values';
import type { Context } from '../context';

export const sampling = (t: Context) => {
  let rate = 100;
  /** Where this page fell, 0 to 1. */
  let dice = 0;

  t._isLeftOut = () => {
    if (rate >= 100) return false;
    const visitor = loadVisitor(t);
    dice = dice || Math.random();
    // IDs are random: their first half is a stable dice for the visitor.
    const isOut = (visitor._id ? parseInt(visitor._id.slice(0, 8), 16) / 2 ** 32 : dice) * 100 >= rate;
    // Who is left out has to be left out on the next page, too.
    if (isOut) saveVisitor(t, visitor);
    return isOut;
  };

  return {
    /**
     * Tracks a share of the visitors: the same ones on every page; the others send nothing.
     * @param percent - 0 to 100; else refused
     */
    setSampleRate(percent: number): void {
      if (!isNumeric(percent) || !(percent >= 0 && percent <= 100)) return refuse('setSampleRate', percent, '0 to 100');
      rate = Number(percent);
    },
  };
};
