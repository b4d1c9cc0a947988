/** Checks arguments that have to be numbers. */
import { refuse } from '../report';
import { isNumeric } from '../values';

/**
 * The value of a parameter if it is a number; else undefined, with a complaint unless it was not given (`false` and `''` count as that, too).
 * @param what - the method and the argument
 */
export const numeric = (what: string, value: unknown): number | string | undefined => {
  if (isNumeric(value)) return typeof value === 'number' ? value : String(value);
  if (value) refuse(what, value, 'a number');
  return undefined;
};

/**
 * The value of a setting as a number, or the number that its text begins with; else what it was before, with a complaint.
 * @param what - the method and the argument
 */
export const numberOr = (before: number, what: string, value: unknown): number => {
  const number = parseFloat(value as string);
  if (!isNaN(number)) return number;
  refuse(what, value, 'a number');
  return before;
};
