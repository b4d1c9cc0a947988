/** The page's clock. */

/** Unix milliseconds. Datejs, which many pages have, makes a `Date` of what should be a number. */
export const timeNow = (): number => +Date.now();
