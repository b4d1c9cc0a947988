/** The only way this code speaks: one line on the console, never an exception into the page. */
import { isNumeric } from './values';

/** Longest piece of a page's own value that is repeated in a message. */
const MAX_QUOTED = 60;

export const complain = (...message: unknown[]): void => {
  try {
    console.error('tinypaq:', ...message);
  } catch {
    // a console of the page's own
  }
};

/**
 * Says that a call was refused.
 * @param what - the method and the argument, such as `trackEvent: category`
 * @param value - what was given
 * @param expected - what would have been right
 */
export const refuse = (what: string, value: unknown, expected: string): void =>
  complain(`${what} is ${describe(value)}, expected ${expected}`);

/**
 * The value if it is a number; else nothing, and a complaint unless nothing was given (`false` and `''` say that, too).
 * @param what - the method and the argument
 */
export const numeric = (what: string, value: unknown): number | string | undefined => {
  if (isNumeric(value)) return typeof value === 'number' ? value : String(value);
  if (value) refuse(what, value, 'a number');
  return undefined;
};

const describe = (value: unknown): string => {
  try {
    return String(typeof value === 'string' ? JSON.stringify(value) : value).slice(0, MAX_QUOTED);
  } catch {
    return typeof value;
  }
};

/** Runs somebody else's code; what it throws is reported and goes no further. */
export const guarded = <Result>(name: string, run: () => Result): Result | undefined => {
  try {
    return run();
  } catch (error) {
    complain(name, error);
    return undefined;
  }
};
