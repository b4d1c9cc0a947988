// @ts-check
// Numbers, times and identifiers as a person reads them.

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const NUMBER = new Intl.NumberFormat('en-GB');

/** @param {number} time unix ms */
const isTime = (time) => !Number.isNaN(new Date(time).getTime());

/**
 * Local time of day, `14:03:22`.
 * @param {number} time unix ms
 */
export const clockOf = (time) => (isTime(time) ? CLOCK.format(time) : '?');

/**
 * `Today`, `Yesterday` or the local date, `12 Nov 2025`.
 * @param {number} time unix ms
 * @param {number} now unix ms
 */
export function dayOf(time, now) {
  if (!isTime(time)) return '?';
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  const day = DAY.format(time);
  if (day === DAY.format(now)) return 'Today';
  return day === DAY.format(yesterday) ? 'Yesterday' : day;
}

/**
 * Local date and time, `12 Nov 2025, 14:03:22`.
 * @param {number} time unix ms
 */
export const momentOf = (time) => (isTime(time) ? `${DAY.format(time)}, ${CLOCK.format(time)}` : '?');

/**
 * Machine-readable time for `<time datetime>`; empty when there is none.
 * @param {number} time unix ms
 */
export const isoOf = (time) => (isTime(time) ? new Date(time).toISOString() : '');

/**
 * A length of time in its two largest units, `3 min 12 s`.
 * @param {number} length ms; negative counts as 0
 */
export function durationOf(length) {
  const seconds = Math.max(0, Math.round(length / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days > 0) return `${days} d ${hours % 24} h`;
  if (hours > 0) return `${hours} h ${minutes % 60} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

/**
 * A number with its noun, `1 hit`, `1,204 hits`.
 * @param {number} count
 * @param {string} one
 * @param {string} [many] when it is not `one` + `s`
 */
export const countOf = (count, one, many = `${one}s`) => `${NUMBER.format(count)} ${count === 1 ? one : many}`;

/** @param {number} value */
export const numberOf = (value) => NUMBER.format(value);

/**
 * The first eight characters of a visitor ID: enough to tell visitors apart.
 * @param {string} visitorId
 */
export const shortVisitor = (visitorId) => clip(visitorId, 8, '');

/**
 * Cuts a text without tearing a character apart.
 * @param {string} text
 * @param {number} most characters (code points)
 * @param {string} [mark] what shows that something is missing
 */
export function clip(text, most, mark = '…') {
  if (text.length <= most) return text;
  // Two UTF-16 units a character at most; spreading only the head keeps a megabyte of text cheap.
  const characters = [...text.slice(0, most * 2 + 2)];
  return characters.length <= most ? text : characters.slice(0, most).join('') + mark;
}

/**
 * The host of an address, or the text itself when it is none.
 * @param {string} address
 */
export function hostOf(address) {
  try {
    return new URL(address).host || address;
  } catch {
    return address;
  }
}
