/** The page's clock. */

/** Unix milliseconds. With Datejs, which many pages have, `Date.now()` returns a `Date` instead of a number. */
export const timeNow = (): number => +Date.now();

/** What cancels a timeout; 0 for none. */
export type Timer = ReturnType<typeof setTimeout> | 0;
