// Says what a hit is: its kind, and one line in plain words.
import { text, type Values } from './parameters.js';
import type { HitKind } from './types.js';

const LONGEST_SUMMARY = 200;

/** The first kind whose test holds is the hit's kind; the order decides where a hit carries several. */
const KINDS: readonly [HitKind, (values: Values) => boolean][] = [
  ['ping', (values) => text(values, 'ping') === '1'],
  ['media', (values) => values.has('ma_id')],
  ['crash', (values) => values.has('cra')],
  ['order', (values) => text(values, 'idgoal') === '0' && values.has('ec_id')],
  ['cart', (values) => text(values, 'idgoal') === '0'],
  ['goal', (values) => values.has('idgoal')],
  ['download', (values) => values.has('download')],
  ['outlink', (values) => values.has('link')],
  ['event', (values) => values.has('e_c') || values.has('e_a')],
  ['search', (values) => values.has('search')],
  ['content interaction', (values) => values.has('c_i')],
  ['content impression', (values) => values.has('c_n')],
  ['page view', (values) => text(values, 'ca') !== '1' && (values.has('action_name') || values.has('url'))],
];

const SUMMARIES: Record<HitKind, (values: Values) => string> = {
  'page view': (values) => `Page view: ${text(values, 'action_name') || text(values, 'url') || '(no title)'}`,
  event: (values) => `Event: ${listed(values, ['e_c', 'e_a', 'e_n'])}${bracketed(text(values, 'e_v'))}`,
  search: (values) =>
    `Search: ${text(values, 'search')}${prefixed(' in ', text(values, 'search_cat'))}${results(values)}`,
  goal: (values) => `Goal ${text(values, 'idgoal')}${prefixed(': ', amount(values))}`,
  order: (values) => `Order ${text(values, 'ec_id')}: ${items(values)}${prefixed(', ', amount(values))}`,
  cart: (values) => `Cart: ${items(values)}${prefixed(', ', amount(values))}`,
  outlink: (values) => `Outlink: ${text(values, 'link')}`,
  download: (values) => `Download: ${text(values, 'download')}`,
  'content impression': (values) => `Content seen: ${content(values)}`,
  'content interaction': (values) => `Content ${text(values, 'c_i')}: ${content(values)}`,
  ping: (values) =>
    `${hasLoadTimes(values) ? 'Load times of the page' : 'Still on the page'}${prefixed(': ', text(values, 'url'))}`,
  media: (values) => `Media: ${text(values, 'ma_ti') || text(values, 'ma_re')}${played(values)}`,
  crash: (values) => `Crash: ${text(values, 'cra')}`,
  other: (values) => `Other hit${prefixed(': ', text(values, 'url'))}`,
};

export function kindOf(values: Values): HitKind {
  return KINDS.find(([, holds]) => holds(values))?.[0] ?? 'other';
}

/** One line of at most 200 characters; a text for people, never markup. */
export function summaryOf(kind: HitKind, values: Values): string {
  // Line breaks and control characters of a title would break the one line.
  const line = SUMMARIES[kind](values)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  const characters = [...line];
  return characters.length <= LONGEST_SUMMARY ? line : `${characters.slice(0, LONGEST_SUMMARY - 1).join('')}…`;
}

function listed(values: Values, names: string[]): string {
  return names
    .map((name) => text(values, name))
    .filter((value) => value !== '')
    .join(', ');
}

function prefixed(prefix: string, value: string): string {
  return value && prefix + value;
}

function bracketed(value: string): string {
  return value && ` (${value})`;
}

function results(values: Values): string {
  const count = text(values, 'search_count');
  if (count === '') return '';
  if (count === '0') return ', no results';
  return `, ${count} ${count === '1' ? 'result' : 'results'}`;
}

function amount(values: Values): string {
  const revenue = text(values, 'revenue');
  const number = Number(revenue);
  return revenue === '' || !Number.isFinite(number) ? revenue : number.toFixed(2);
}

function items(values: Values): string {
  const count = countItems(text(values, 'ec_items'));
  return `${count} ${count === 1 ? 'item' : 'items'}`;
}

/** Adds up the quantities; a line without a readable one counts once. */
function countItems(json: string): number {
  const lines = parseArray(json);
  return lines.reduce<number>((sum, line) => {
    const quantity = Array.isArray(line) ? Number(line[4] ?? 1) : 1;
    return sum + (Number.isFinite(quantity) ? quantity : 1);
  }, 0);
}

function parseArray(json: string): unknown[] {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

/** What was not known yet when the page view was sent follows in a ping. */
function hasLoadTimes(values: Values): boolean {
  return [...values.keys()].some((name) => name.startsWith('pf_'));
}

function content(values: Values): string {
  return listed(values, ['c_n', 'c_p']);
}

function played(values: Values): string {
  const seconds = text(values, 'ma_st');
  return seconds && `, ${seconds} s played`;
}
