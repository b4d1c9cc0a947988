/** Argument types of the public methods, for the compiler only. Pages without one are told on the console. */

/** Names, categories, IDs: a finite number or text. Empty text counts as not given. */
export type Text = string | number;

/**
 * A number, or text as shops print it: digits, with points, commas or blanks between them. Text is sent as it is. Servers read
 * a point as the decimal mark, so leave out thousands separators: `'1234.50'`.
 */
export type Amount = number | string;

/** One or several. */
export type Names = string | readonly string[];

/** Data of one call: the keys `dimension1`, `dimension2`, … are custom dimensions, the rest is sent as JSON (`data`). */
export type CustomData = object;

/** Where a custom variable belongs: `visit` is also written 2, and `page` 3. */
export type Scope = 'visit' | 'page' | 'event' | 2 | 3;

/** How a request went, as the page is told. */
export interface Outcome {
  request: string;
  trackerUrl: string;
  success: boolean;
  isSendBeacon?: boolean;
  xhr?: XMLHttpRequest;
}

/** A function that is told how the request went. */
export type Callback = (outcome: Outcome) => void;
