/** From parameters to the text on the wire. */
import { guarded } from './report';
import { isAbsent, isString } from './values';

/** Tracking API parameters by name, in wire order; absent values are left out. */
export type Params = Record<string, unknown>;

/** Half of a surrogate pair cannot be written as UTF-8: it becomes the replacement character instead of an exception. */
const wellFormed = (text: string): string => text.replace(/[\ud800-\udfff]/gu, '\ufffd');

export const encodeValue = (value: unknown): string => encodeURIComponent(wellFormed(String(value)));

/** Encodes as `&name=value&…`, with a leading `&` so that parts can simply be joined. */
export const encode = (params: Params): string => {
  let text = '';
  for (const name of Object.keys(params)) {
    const value = params[name];
    if (!isAbsent(value)) text += `&${encodeValue(name)}=${encodeValue(value)}`;
  }
  return text;
};

/**
 * The value as JSON. Arrays stay arrays, although old libraries give them a `toJSON` that returns text. Half a surrogate pair is
 * replaced: it would become an escape for which servers refuse the whole text.
 * @param name - what to call it on the console if it cannot be written; the result is `''` then
 */
export const toJson = (value: unknown, name = 'JSON'): string =>
  guarded(name, () =>
    JSON.stringify(value, function (this: Record<string, unknown>, key, json: unknown) {
      return Array.isArray(this[key]) ? this[key] : isString(json) ? wellFormed(json) : json;
    }),
  ) || '';
