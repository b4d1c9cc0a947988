// @ts-check
// Describes values in words that are hard to read as they were sent: JSON and unix times.

import { clip, countOf, durationOf, momentOf } from './format.js';

/** Number of entries of a list that are described at most. */
const MOST_PARTS = 20;

/** @type {Readonly<Record<string, (value: string) => string>>} */
const READERS = {
  ec_items: readItems,
  cvar: readVariables,
  _cvar: readVariables,
  e_cvar: readVariables,
  uadata: readClientHints,
  _idts: readUnixTime,
  _viewts: readUnixTime,
  _ects: readUnixTime,
  _refts: readUnixTime,
  cdt: readUnixTime,
  cdo: (value) => (isWholeNumber(value) ? `${durationOf(Number(value) * 1000)} before its arrival` : ''),
};

/**
 * @param {string} name of the parameter
 * @param {string} value as it was sent, decoded
 * @returns {string} empty when the value needs no explanation or is not valid
 */
export function readValue(name, value) {
  if (value === '' || !Object.hasOwn(READERS, name)) return '';
  return READERS[name]?.(value) ?? '';
}

/** @param {string} value */
const isWholeNumber = (value) => /^\d{1,12}$/.test(value);

/** @param {string} value */
function readUnixTime(value) {
  return isWholeNumber(value) && Number(value) > 0 ? momentOf(Number(value) * 1000) : '';
}

/** @param {string} value */
function readItems(value) {
  const items = parse(value);
  if (!Array.isArray(items)) return '';
  if (items.length === 0) return 'No item';
  return `${countOf(items.length, 'item')}: ${list(items.map(readItem), '; ')}`;
}

/** @param {unknown} item */
function readItem(item) {
  if (!Array.isArray(item)) return '?';
  const [sku, name, category, price, quantity] = item.map(plain);
  const what = name ? `${name} (${sku})` : sku;
  return `${quantity || 1} × ${what} at ${price || 0}${category ? ` in ${category}` : ''}`;
}

/** @param {string} value `{"1":["name","value"]}` */
function readVariables(value) {
  const variables = parse(value);
  if (!isRecord(variables)) return '';
  return list(
    Object.entries(variables).map(([index, pair]) => {
      const [name, content] = Array.isArray(pair) ? pair.map(plain) : ['?', plain(pair)];
      return `${index}: ${name} = ${content ?? ''}`;
    }),
    '; ',
  );
}

/** @param {string} value */
function readClientHints(value) {
  const hints = parse(value);
  if (!isRecord(hints)) return '';
  const named = hints.fullVersionList ?? hints.brands;
  const brands = Array.isArray(named) ? named.filter(isRealBrand).map(readBrand) : [];
  const system = [hints.platform, hints.platformVersion].map(plain).filter(Boolean).join(' ');
  const parts = [...brands, system, plain(hints.model), hints.mobile === true ? 'mobile' : ''];
  return list(parts.filter(Boolean), ', ') || 'The browser gives no hints';
}

/**
 * Browsers put a meaningless brand ("Not A;Brand") into the list.
 * @param {unknown} brand
 * @returns {brand is Record<string, unknown>}
 */
const isRealBrand = (brand) => isRecord(brand) && !/^\W*not[\W_]/i.test(plain(brand.brand));

/** @param {Record<string, unknown>} brand */
const readBrand = (brand) => `${plain(brand.brand)} ${plain(brand.version)}`.trim();

/**
 * @param {string} json
 * @returns {unknown} undefined when it is no JSON
 */
function parse(json) {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A value on one line; looks one level deep only, since what is nested can be of any depth.
 * @param {unknown} value
 */
const plain = (value) => (Array.isArray(value) ? list(value.map(scalar), ' / ') : scalar(value));

/** @param {unknown} value */
function scalar(value) {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? '…' : clip(String(value), 80);
}

/**
 * @param {string[]} parts
 * @param {string} separator
 */
function list(parts, separator) {
  const shown = parts.slice(0, MOST_PARTS).join(separator);
  return parts.length > MOST_PARTS ? `${shown}${separator}and ${parts.length - MOST_PARTS} more` : shown;
}
