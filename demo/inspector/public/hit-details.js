// @ts-check
// What an opened hit shows: violations, how it arrived, and every parameter as it was sent.

/** @import { StoredHit, Violation } from '../../collector/types.js' */

import { element } from './dom.js';
import { explain } from './explain.js';
import { countOf, durationOf, momentOf } from './format.js';
import { readValue } from './reading.js';

/**
 * @typedef {object} DetailActions
 * @property {(text: string) => void} onFind filters the list by a text
 */

/** @type {Record<StoredHit['packaging'], string>} */
const PACKAGING = {
  query: 'parameters in the query string',
  body: 'parameters in the body',
  bulk: 'one of a batch',
};

/**
 * @param {StoredHit} hit
 * @param {DetailActions} actions
 * @returns {HTMLDivElement}
 */
export function detailsOf(hit, actions) {
  return element(
    'div',
    { class: 'details' },
    violationList(hit.violations),
    facts(hit),
    buttons(hit, actions),
    parameterTable(hit),
  );
}

/**
 * Lets the Tab key reach the values that are too long to be seen at once: not every browser does so by itself.
 * @param {HTMLElement} details in the page, since it is measured
 */
export function letKeysScroll(details) {
  for (const value of details.querySelectorAll('td code')) {
    if (value.scrollHeight > value.clientHeight) value.setAttribute('tabindex', '0');
  }
}

/** @param {Violation[]} violations */
function violationList(violations) {
  if (violations.length === 0) return null;
  return element(
    'div',
    { class: 'violations' },
    element('p', {}, countOf(violations.length, 'violation')),
    element(
      'ul',
      {},
      ...violations.map(({ parameter, message }) =>
        element('li', {}, parameter === '' ? null : element('code', {}, parameter), ` ${message}`),
      ),
    ),
  );
}

/** @param {StoredHit} hit */
function facts(hit) {
  const late = hit.receivedAt - hit.actionAt;
  /** @type {[string, string][]} */
  const rows = [
    ['Received', momentOf(hit.receivedAt)],
    ['Happened', Math.abs(late) < 1000 ? '' : `${momentOf(hit.actionAt)}, ${durationOf(late)} earlier`],
    ['Sent as', [hit.method, PACKAGING[hit.packaging], hit.contentType].filter(Boolean).join(', ')],
    ['User agent', hit.userAgent],
    ['Visitor ID', hit.visitorId],
    ['User ID', hit.userId],
    ['Visit', hit.visitId === 0 ? 'none' : String(hit.visitId)],
    ['Page view', hit.pageViewId],
    ['Site', String(hit.siteId)],
  ];
  const filled = rows.filter(([, value]) => value !== '');
  return element(
    'dl',
    { class: 'facts' },
    ...filled.map(([name, value]) =>
      element(
        'div',
        { class: value.length > 24 ? 'long' : '' },
        element('dt', {}, name),
        element('dd', { dir: 'auto' }, value),
      ),
    ),
  );
}

/**
 * @param {StoredHit} hit
 * @param {DetailActions} actions
 */
function buttons(hit, { onFind }) {
  const find = element('button', { type: 'button' }, 'Only this page view');
  find.addEventListener('click', () => onFind(hit.pageViewId));
  return element(
    'p',
    { class: 'buttons' },
    hit.pageViewId === '' ? null : find,
    // Browsers provide the clipboard only to https pages and to pages on localhost.
    navigator.clipboard === undefined ? null : copyButton(queryOf(hit)),
  );
}

/** @param {string} text */
function copyButton(text) {
  const label = 'Copy as query string';
  const button = element('button', { type: 'button' }, label);
  button.addEventListener('click', async () => {
    const done = await navigator.clipboard.writeText(text).then(
      () => 'Copied',
      () => 'The browser refused to copy',
    );
    button.textContent = done;
    setTimeout(() => (button.textContent = label), 2000);
  });
  return button;
}

/**
 * The parameters as they can be sent again, for instance with curl.
 * @param {StoredHit} hit
 */
export const queryOf = ({ parameters }) => new URLSearchParams(parameters).toString();

/** @param {StoredHit} hit */
function parameterTable(hit) {
  const header = ['Parameter', 'Value', 'Meaning'].map((name) => element('th', { scope: 'col' }, name));
  return element(
    'table',
    {},
    element('caption', {}, `${countOf(hit.parameters.length, 'parameter')}, decoded, in the order sent`),
    element('thead', {}, element('tr', {}, ...header)),
    element('tbody', {}, ...hit.parameters.map(([name, value]) => parameterRow(name, value, hit))),
  );
}

/**
 * @param {string} name
 * @param {string} value
 * @param {StoredHit} hit
 */
function parameterRow(name, value, { violations, notices }) {
  const wrong = violations.filter(({ parameter }) => parameter === name);
  const notable = notices.filter(({ parameter }) => parameter === name);
  const reading = readValue(name, value);
  const meaning = explain(name) || (wrong.length + notable.length === 0 ? 'Not in the Tracking API' : '');
  return element(
    'tr',
    { class: wrong.length > 0 ? 'violating' : '' },
    element('th', { scope: 'row' }, element('code', {}, name)),
    element(
      'td',
      {},
      value === '' ? element('em', {}, 'empty') : element('code', { dir: 'auto' }, value),
      reading === '' ? null : element('span', { class: 'reading' }, reading),
    ),
    element(
      'td',
      {},
      meaning,
      ...wrong.map(({ message }) => element('strong', { class: 'violation' }, message)),
      ...notable.map(({ message }) => element('span', { class: 'remark' }, message)),
    ),
  );
}
