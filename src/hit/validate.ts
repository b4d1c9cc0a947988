/** Checks arguments that have to be numbers. */
import { refuse } from '../report';
import { isNumeric } from '../values';

/**
 * The value of a parameter if it is a number; else undefined, with a complaint unless it was not given (`false` and `''` count as that, too).
 * @param argument - its name
 */
export const numeric = (value: unknown, argument: string): number | string | undefined => {
  if (isNumeric(value)) return typeof value === 'number' ? value : String(value);
  if (value) refuse(value, 'a number', argument);
  return undefined;
};

/**
 * The value of a setting as a number, or the number that its text begins with; else what it was before, with a complaint.
 * @param argument - its name, unless the method has only this one
 */
export const numberOr = (before: number, value: unknown, argument?: string): number => {
  const number = parseFloat(value as string);
  if (!isNaN(number)) return number;
  refuse(value, 'a number', argument);
  return before;
};
