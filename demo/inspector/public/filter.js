// @ts-check
// Which hits the developer wants to see.

/** @import { HitKind, StoredHit } from '../../collector/types.js' */

/**
 * @typedef {object} Filter
 * @property {string} text every word must occur somewhere in the hit, in any case; empty for all hits
 * @property {string} visitor a key made by `visitorKey`; empty for all visitors
 * @property {ReadonlySet<HitKind>} kinds empty for all kinds
 * @property {boolean} violations true for hits with a violation only
 */

/** Every kind of hit, in the order it is offered. @type {readonly HitKind[]} */
export const KINDS = [
  'page view',
  'event',
  'search',
  'goal',
  'order',
  'cart',
  'outlink',
  'download',
  'content impression',
  'content interaction',
  'media',
  'crash',
  'ping',
  'other',
];

/** @type {Filter} */
export const NO_FILTER = { text: '', visitor: '', kinds: new Set(), violations: false };

/** @param {Filter} filter */
export const isFiltering = (filter) =>
  filter.text.trim() !== '' || filter.visitor !== '' || filter.kinds.size > 0 || filter.violations;

/**
 * Identifies a visitor: by visitor ID, else by user ID; visitors with neither count as one.
 * @param {Pick<StoredHit, 'visitorId' | 'userId'>} hit
 */
export function visitorKey({ visitorId, userId }) {
  if (visitorId !== '') return visitorId;
  return userId === '' ? 'nobody' : `user ${userId}`;
}

/**
 * Reads the IDs of the visitor from a key made by `visitorKey`.
 * @param {string} key
 * @returns {Pick<StoredHit, 'visitorId' | 'userId'>}
 */
export function visitorOf(key) {
  if (key === 'nobody') return { visitorId: '', userId: '' };
  return key.startsWith('user ') ? { visitorId: '', userId: key.slice(5) } : { visitorId: key, userId: '' };
}

/**
 * Makes a function that tests hits, once for thousands of them.
 * @param {Filter} filter
 * @returns {(hit: StoredHit) => boolean}
 */
export function matcher(filter) {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return (hit) =>
    (filter.visitor === '' || visitorKey(hit) === filter.visitor) &&
    (filter.kinds.size === 0 || filter.kinds.has(hit.kind)) &&
    (!filter.violations || hit.violations.length > 0) &&
    (words.length === 0 || hasWords(hit, words));
}

/** The text of each hit for searching, in lower case; kept because every key stroke searches all hits. */
const searchable = /** @type {WeakMap<StoredHit, string>} */ (new WeakMap());

/**
 * @param {StoredHit} hit
 * @param {readonly string[]} words lower case
 */
function hasWords(hit, words) {
  let text = searchable.get(hit);
  if (text === undefined) {
    text = searchText(hit);
    searchable.set(hit, text);
  }
  const found = text;
  return words.every((word) => found.includes(word));
}

/** @param {StoredHit} hit */
function searchText(hit) {
  const parameters = hit.parameters.map(([name, value]) => `${name}=${value}`);
  const violations = hit.violations.map(({ parameter, message }) => `${parameter} ${message}`);
  const own = [
    hit.summary,
    hit.kind,
    hit.visitorId,
    hit.userId,
    hit.pageViewId,
    hit.userAgent,
    hit.method,
    hit.packaging,
  ];
  return [...own, ...parameters, ...violations].join('\n').toLowerCase();
}

/**
 * The filter as a query string, so that it survives a reload and can be linked to.
 * @param {Filter} filter
 * @returns {string} `?…`, or empty when nothing is filtered
 */
export function toQuery(filter) {
  const query = new URLSearchParams();
  if (filter.text.trim() !== '') query.set('text', filter.text);
  if (filter.visitor !== '') query.set('visitor', filter.visitor);
  for (const kind of filter.kinds) query.append('kind', kind);
  if (filter.violations) query.set('violations', '1');
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/**
 * Reads what `toQuery` wrote; unknown parts are ignored.
 * @param {string} search
 * @returns {Filter}
 */
export function fromQuery(search) {
  const query = new URLSearchParams(search);
  const kinds = query.getAll('kind');
  return {
    text: query.get('text') ?? '',
    visitor: query.get('visitor') ?? '',
    kinds: new Set(KINDS.filter((kind) => kinds.includes(kind))),
    violations: query.get('violations') === '1',
  };
}
