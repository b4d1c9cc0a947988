// @ts-check
// The sentences around the list: connection, totals, waiting hits, and what to do when there are none.

/** @import { StreamState } from './stream.js' */
/** @import { View } from './view.js' */

import { countOf, numberOf } from './format.js';

/** @type {Readonly<Record<StreamState, string>>} */
export const CONNECTION = {
  connecting: 'Connecting',
  live: 'Live',
  lost: 'Connection lost, trying again',
  asleep: 'Asleep in the background',
};

/**
 * The empty state that the page shows.
 * @param {View} view
 * @param {StreamState} state
 * @returns {'connecting' | 'lost' | 'none' | 'filtered' | null} null when hits are listed or wait
 */
export function emptinessOf(view, state) {
  if (view.listed > 0) return null;
  if (view.total > 0) return 'filtered';
  if (view.waiting > 0) return null;
  if (state === 'lost') return 'lost';
  return state === 'live' ? 'none' : 'connecting';
}

/**
 * @param {View} view
 * @param {object} options
 * @param {boolean} options.filtering
 * @param {boolean} options.more whether the collector has older hits that are not in this page
 */
export function totalsOf(view, { filtering, more }) {
  if (view.total === 0) return '';
  const all = more ? `the newest ${countOf(view.total, 'hit')}` : countOf(view.total, 'hit');
  const parts = [filtering ? `${numberOf(view.matching)} of ${all}` : all];
  if (view.listed < view.matching) parts.push(`${numberOf(view.listed)} shown`);
  if (view.violating > 0) parts.push(`${numberOf(view.violating)} with violations`);
  const text = parts.join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** @param {number} waiting hits */
export const waitingText = (waiting) =>
  waiting === 0 ? 'Paused. New hits will wait here.' : `Paused. ${countOf(waiting, 'new hit waits', 'new hits wait')}.`;

/**
 * What the button below the list offers.
 * @param {View} view
 * @param {object} options
 * @param {number} options.step how many hits one press adds
 * @param {boolean} options.more see `totalsOf`
 * @param {boolean} options.full whether this page can hold no more hits
 * @returns {string} empty when there is nothing older to show
 */
export function olderText(view, { step, more, full }) {
  const rest = view.matching - view.listed;
  if (rest > 0) return `Show ${numberOf(Math.min(step, rest))} older`;
  return more && !full ? 'Load older hits' : '';
}
