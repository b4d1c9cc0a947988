// @ts-check
// One visit: who, when, how long and from where, above its hits.

/** @import { StoredHit, Visit } from '../../collector/types.js' */

import { element, setText } from './dom.js';
import { clip, clockOf, countOf, dayOf, durationOf, hostOf, isoOf, momentOf, shortVisitor } from './format.js';
import { visitorKey } from './filter.js';

/** Number of colours in the style sheet that tell visitors apart. */
const HUES = 8;

/** Number of sections so far: the elements that name a visit need unique ids. */
let made = 0;

/**
 * @typedef {object} VisitSection
 * @property {HTMLElement} section
 * @property {HTMLOListElement} list where the hits belong
 * @property {(newest: StoredHit, visit: Visit | undefined, now: number, visitor: string) => void} update takes the
 *   newest hit of the visit, what is known about the visit, unix ms, and the key of the visitor that is shown alone
 */

/**
 * @param {number} visitId 0 for hits without a visit
 * @param {(key: string) => void} onVisitor shows only this visitor, or all again
 * @returns {VisitSection}
 */
export function visitSection(visitId, onVisitor) {
  let key = '';
  const who = element('span', { class: 'who' });
  const only = element('button', { type: 'button', 'data-stop': true, tabindex: '-1' }, 'Only this visitor');
  only.addEventListener('click', () => onVisitor(key));
  const started = element('time');
  const length = element('span');
  const actions = element('span');
  const origin = element('span', { class: 'origin', dir: 'auto' });
  const list = element('ol', { class: 'hits' });
  const headingId = `visit-heading-${++made}`;
  const numberId = `visit-number-${made}`;
  const number = element('span', { id: numberId }, visitId === 0 ? 'without a visit' : `visit ID ${visitId}`);
  const head = element(
    'header',
    { class: 'visit-head' },
    element('h2', { id: headingId }, who),
    only,
    visitId === 0
      ? element('p', {}, number)
      : element('p', {}, started, ' ', length, ' ', actions, ' ', origin, ' ', number),
  );

  return {
    // The visitor alone would be the same name for several visits.
    section: element('section', { class: 'visit', 'aria-labelledby': `${headingId} ${numberId}` }, head, list),
    list,
    update(newest, visit, now, visitor) {
      const known = visit ?? { ...NOTHING_KNOWN, startedAt: newest.actionAt, endedAt: newest.actionAt };
      key = visitorKey(newest);
      only.setAttribute('aria-pressed', String(visitor === key));
      name(who, newest.visitorId, known.userId || newest.userId);
      setText(started, `${dayOf(known.startedAt, now)}, ${clockOf(known.startedAt)}`);
      started.dateTime = isoOf(known.startedAt);
      started.title = `${momentOf(known.startedAt)} to ${momentOf(known.endedAt)}`;
      setText(length, durationOf(known.endedAt - known.startedAt));
      setText(actions, `${countOf(known.actions, 'action')}, ${countOf(known.pageViews, 'page view')}`);
      setText(origin, originOf(known));
      origin.title = known.referrer;
    },
  };
}

/**
 * @param {HTMLElement} who
 * @param {string} visitorId
 * @param {string} userId
 */
function name(who, visitorId, userId) {
  const id = visitorId === '' ? 'No visitor ID' : element('code', { title: visitorId }, shortVisitor(visitorId));
  const user = userId === '' ? null : element('span', { class: 'user', dir: 'auto' }, clip(userId, 60));
  const named = element('span', { class: 'who' }, swatch(visitorId), visitorId === '' ? null : 'Visitor ', id, user);
  if (who.isEqualNode(named)) return;
  who.replaceChildren(...named.childNodes);
}

const NOTHING_KNOWN = { userId: '', actions: 0, pageViews: 0, referrer: '', campaign: '' };

/** @param {Pick<Visit, 'referrer' | 'campaign'>} visit */
function originOf({ referrer, campaign }) {
  const parts = [];
  if (campaign !== '') parts.push(`campaign ${clip(campaign, 60)}`);
  if (referrer !== '') parts.push(`from ${clip(hostOf(referrer), 60)}`);
  return parts.join(', ') || 'direct entry';
}

/**
 * A colour that stays the same for a visitor.
 * @param {string} visitorId
 */
function swatch(visitorId) {
  let sum = 0;
  for (const character of visitorId) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return element('span', { class: `swatch hue-${visitorId === '' ? 'none' : sum % HUES}`, 'aria-hidden': 'true' });
}
