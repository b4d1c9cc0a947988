/** Checks what is to become a parameter of a hit. */
import { refuse } from '../report';
import { isNumeric } from '../values';

/**
 * The value if it is a number; else undefined, with a complaint unless it was not given (`false` and `''` count as that, too).
 * @param what - the method and the argument
 */
export const numeric = (what: string, value: unknown): number | string | undefined => {
  if (isNumeric(value)) return typeof value === 'number' ? value : String(value);
  if (value) refuse(what, value, 'a number');
  return undefined;
};
