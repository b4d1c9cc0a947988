/** Which values count as usable arguments of commands. */
import type { Names } from './arguments';

/** A finite number or a non-empty string: what the original accepts for names, SKUs and user IDs. */
export const isText = (value: unknown): value is string | number =>
  typeof value === 'number' ? isFinite(value) : isString(value) && value.length > 0;

/** The value as text, unless it is a number; absent values become `''`. */
export const textOf = (value: unknown): string | number =>
  isText(value) ? value : isAbsent(value) ? '' : String(value);

/** Does nothing, such as in the place of a callback that no feature has set. */
export const nothing = (): undefined => undefined;

export const isString = (value: unknown): value is string => typeof value === 'string' || value instanceof String;

export const isFunction = (value: unknown): value is (...args: unknown[]) => unknown => typeof value === 'function';

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** `undefined`, `null` and NaN: what the server reads as "not given". */
export const isAbsent = (value: unknown): value is undefined | null => value == null || value !== value;

/** A number as shops print them: digits, with points, commas or blanks between them. */
export const isNumeric = (value: unknown): boolean => /^[-+]?[\s.,]*\d[\d\s.,]*(e[-+]?\d+)?$/i.test(String(value));

/** A count or an ID: digits only, and no more of them than the server can count. */
export const isWhole = (value: unknown): boolean => /^\d{1,9}$/.test(String(value));

/** Settings take one name or a list; the caller's list is copied, never kept. */
export const toTexts = (names: Names): string[] => (isAbsent(names) ? [] : ([] as string[]).concat(names).map(String));
