/** Problems are reported in one way only: one line on the console, never an exception into the page. */

/** Runs code that may throw for a reason that is nobody's mistake. @returns undefined then */
export const attempt = <Result>(run: () => Result): Result | undefined => {
  try {
    return run();
  } catch {
    return undefined;
  }
};

/** Where the page has replaced the console, its own one may throw. */
export const complain = (...message: unknown[]): void => void attempt(() => console.error('tinypaq:', ...message));

/** Most characters of a page's value that a message quotes. */
const MAX_QUOTED = 60;

/** What is running: a public method, else what a message about its exceptions is to name. */
let running = '';

/**
 * Says that the call of the running method was refused.
 * @param value - what was given
 * @param expected - what would have been right
 * @param argument - its name, unless the method has only this one
 */
export const refuse = (value: unknown, expected: string, argument = ''): void =>
  complain(`${[running, argument].filter(String).join(': ')} is ${describe(value)}, expected ${expected}`);

const describe = (value: unknown): string =>
  attempt(() => String(typeof value === 'string' ? JSON.stringify(value) : value).slice(0, MAX_QUOTED)) || typeof value;

/** Runs code that may throw, such as the page's, under a name; an exception is reported and goes no further. */
export const guarded = <Result>(name: string, run: () => Result): Result | undefined => {
  const outer = running;
  running = name;
  try {
    return run();
  } catch (error) {
    complain(name, error);
    return undefined;
  } finally {
    running = outer;
  }
};
