// Turns query strings and form bodies into parameters: decoded, in wire order, whatever bytes arrive.
import type { Parameter } from './types.js';

/** Lookup by name; of a parameter sent twice the last value counts. */
export type Values = ReadonlyMap<string, string>;

/**
 * Decodes `name=value` pairs. Malformed escapes stay as they are; bytes that are no text become U+FFFD.
 * @param text - with or without a leading `?`
 */
export function parseQuery(text: string): Parameter[] {
  return decoded(new URLSearchParams(text));
}

/** Reads the parameters of one entry of a bulk request: a query string, or an object; anything else is not a hit. */
export function parseBulkEntry(entry: unknown): Parameter[] | undefined {
  if (typeof entry === 'string') return parseQuery(entry.trim());
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return undefined;
  const pairs = Object.entries(entry).map(([name, value]) => [name, textOf(value)]);
  // Goes through the same decoder as query strings so that no lone surrogate reaches the database.
  return decoded(new URLSearchParams(pairs));
}

export function valuesOf(parameters: readonly Parameter[]): Values {
  return new Map(parameters);
}

/** The value of a parameter, or an empty text when it was not sent. */
export function text(values: Values, name: string): string {
  return values.get(name) ?? '';
}

/** Replaces the character that no database text may hold. */
export function withoutNul(value: string): string {
  return value.replaceAll('\0', '\ufffd');
}

function decoded(pairs: URLSearchParams): Parameter[] {
  return [...pairs].map(([name, value]) => [withoutNul(name), withoutNul(value)]);
}

/** What a value of a JSON body would be in a query string. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? jsonOf(value) : String(value);
}

function jsonOf(value: object): string {
  try {
    return JSON.stringify(value);
  } catch {
    // Nested too deeply for the stack: it could be parsed, but cannot be written again.
    return '';
  }
}
