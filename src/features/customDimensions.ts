/** Custom dimensions and custom data: of the tracker, and of a single call. */
import { toJson } from '../encode';
import { CALL_DIMENSIONS, CUSTOM_DATA, DIMENSIONS } from '../hit/rows';
import { refuse } from '../report';
import { isObject, isString } from '../values';
import type { Text } from '../arguments';
import type { Call, Context } from '../context';
import type { Params } from '../encode';

/** Limit of dimension numbers: far larger numbers are no longer written as plain digits. */
const MAX_ID = 1e15;

const isDimension = (key: string): boolean => /^dimension\d+$/.test(key);

/** A copy of the object with only those keys that are dimensions, or only those that are not. */
const select = (data: unknown, areDimensions: boolean): Params => {
  const found: Params = {};
  if (isObject(data) && !Array.isArray(data)) {
    for (const key of Object.keys(data)) {
      // A dimension that is undefined or null is sent as this word.
      if (isDimension(key) === areDimensions) found[key] = areDimensions ? String(data[key]) : data[key];
    }
  }
  return found;
};

const dataText = (value: unknown): string | undefined => toJson(value, 'custom data') || undefined;

export const customDimensions = (t: Context) => {
  const dimensions: Record<number, string> = {};
  let custom: unknown;

  /** Ecommerce calls take no data of their own: the tracker's counts as theirs. */
  const dataOf = ({ _data, _kind }: Call): unknown => (_kind === 'ecommerce' ? _data || custom : _data);

  t._rows[CALL_DIMENSIONS] = (call) => select(dataOf(call), true);
  t._rows[DIMENSIONS] = (call) => {
    const own = select(dataOf(call), true);
    const params: Params = {};
    for (const [id, value] of Object.entries(dimensions)) {
      const name = `dimension${id}`;
      if (!(name in own)) params[name] = value;
    }
    return params;
  };
  t._rows[CUSTOM_DATA] = (call) => {
    const data = dataOf(call);
    const rest = Array.isArray(data) || isString(data) ? data : select(data, false);
    return {
      data: Object.keys(rest).length ? dataText(rest) : custom ? dataText(data === custom ? rest : custom) : undefined,
    };
  };

  return {
    /**
     * Sends a custom dimension with every hit.
     * @param id - as the server numbers it, from 1; else refused
     * @param value - any text, also an empty one
     * @see Tracking API: `dimension[id]`
     */
    setCustomDimension(id: Text, value: Text = ''): void {
      const index = parseInt(String(id), 10);
      if (!(index > 0 && index < MAX_ID)) return refuse(id, 'an ID', 'id');
      dimensions[index] = String(value);
    },
    /**
     * The value of a custom dimension; undefined if it has none.
     * @param id - as the server numbers it
     */
    getCustomDimension: (id: Text): string | undefined => dimensions[parseInt(String(id), 10)],
    /**
     * No longer sends this custom dimension.
     * @param id - as the server numbers it
     */
    deleteCustomDimension(id: Text): void {
      delete dimensions[parseInt(String(id), 10)];
    },

    /**
     * Sends data with every hit that has none of its own, for plugins of the server.
     * @param keyOrData - all data, or the key of one value; null ends that
     * @param value - anything that can be written as JSON
     * @see Tracking API: `data`
     */
    setCustomData(keyOrData: object | Text | null, value?: unknown): void {
      if (isObject(keyOrData) || keyOrData == null) custom = keyOrData;
      else custom = { ...(custom as object), [String(keyOrData)]: value };
      t._hasData = true;
    },
    /** What was set with {@link setCustomData}. */
    getCustomData: () => custom as Record<string, unknown> | undefined,
  };
};
