// @ts-check
// One hit in the list: a line in plain words that opens to show everything that was sent.

/** @import { StoredHit } from '../../collector/types.js' */
/** @import { DetailActions } from './hit-details.js' */

import { element } from './dom.js';
import { clip, clockOf, countOf, durationOf, isoOf, momentOf } from './format.js';
import { detailsOf, letKeysScroll } from './hit-details.js';
import { iconOf } from './icons.js';

/** Longer summaries are cut in the line; the parameters have the whole text. */
const LONGEST_SUMMARY = 300;

/** More violations than this are counted, not written out, until the hit is opened. */
const MOST_VIOLATIONS = 3;

/** From this age on, in ms, a hit is marked as late: it waited for consent, a connection or a batch. */
const LATE = 2000;

/**
 * @param {StoredHit} hit
 * @param {DetailActions} actions
 * @returns {HTMLLIElement}
 */
export function hitRow(hit, actions) {
  const details = element(
    'details',
    {},
    element('summary', { 'data-stop': true, tabindex: '-1' }, icon(hit), time(hit), words(hit), marks(hit)),
  );
  // Built on opening and dropped on closing, so that hundreds of closed hits stay light.
  details.addEventListener('toggle', () => {
    details.querySelector('.details')?.remove();
    if (!details.open) return;
    const opened = detailsOf(hit, actions);
    details.append(opened);
    letKeysScroll(opened);
  });
  return element('li', { class: 'hit', 'data-kind': hit.kind, 'data-violating': hit.violations.length > 0 }, details);
}

/** @param {StoredHit} hit */
const icon = (hit) => {
  const tile = element('span', { class: 'kind', title: hit.kind });
  tile.append(iconOf(hit.kind));
  return tile;
};

/** @param {StoredHit} hit */
const time = ({ receivedAt }) =>
  element('time', { datetime: isoOf(receivedAt), title: momentOf(receivedAt) }, clockOf(receivedAt));

/** @param {StoredHit} hit */
function words(hit) {
  const listed = hit.violations.slice(0, MOST_VIOLATIONS);
  const lines = listed.map(({ parameter, message }) =>
    element('span', { class: 'violation' }, violationText(parameter, message)),
  );
  const rest = hit.violations.length - listed.length;
  if (rest > 0) lines.push(element('span', { class: 'violation' }, `and ${countOf(rest, 'more violation')}`));
  return element('span', { class: 'words' }, summaryOf(hit), ...lines);
}

/**
 * The words, with the part that names the hit ("Page view:", "Order A-17:") set apart.
 * @param {StoredHit} hit
 */
function summaryOf({ summary }) {
  const text = clip(summary, LONGEST_SUMMARY);
  const lead = /^[^:]{1,40}:(?= )/.exec(text)?.[0] ?? '';
  return element(
    'span',
    { class: 'summary', dir: 'auto' },
    lead === '' ? null : element('span', { class: 'lead' }, lead),
    text.slice(lead.length),
  );
}

/**
 * @param {string} parameter
 * @param {string} message
 */
export const violationText = (parameter, message) =>
  parameter === '' ? message : `${clip(parameter, 60)}: ${clip(message, LONGEST_SUMMARY)}`;

/** @param {StoredHit} hit */
function marks({ packaging, receivedAt, actionAt }) {
  const late = receivedAt - actionAt;
  return element(
    'span',
    { class: 'marks' },
    late >= LATE ? element('span', { class: 'mark late' }, `${durationOf(late)} late`) : null,
    packaging === 'bulk' ? element('span', { class: 'mark' }, 'batch') : null,
  );
}
