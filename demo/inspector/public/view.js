// @ts-check
// Selects the hits on the screen: filtered, newest first, grouped by visit.

/** @import { HitKind, StoredHit } from '../../collector/types.js' */
/** @import { Filter } from './filter.js' */

import { matcher, visitorKey } from './filter.js';

/**
 * @typedef {object} Group the hits of one visit that are on the screen
 * @property {string} key unique for each group
 * @property {number} visitId 0 when the hits belong to no visit
 * @property {[StoredHit, ...StoredHit[]]} hits newest first
 */

/**
 * @typedef {object} KnownVisitor
 * @property {string} key see `visitorKey`
 * @property {string} visitorId
 * @property {string} userId the latest one sent
 * @property {number} hits
 */

/**
 * @typedef {object} View
 * @property {Group[]} groups the visit with the newest hit first
 * @property {number} listed hits in the groups
 * @property {number} matching hits that pass the filter, listed or not
 * @property {number} total hits, but for those that wait
 * @property {number} waiting hits that arrived since the pause
 * @property {Map<HitKind, number>} kinds how many hits of each kind, filtered or not
 * @property {KnownVisitor[]} visitors the latest active first, filtered or not
 * @property {number} violating hits with a violation, filtered or not
 */

/**
 * @param {readonly StoredHit[]} hits oldest first
 * @param {object} options
 * @param {Filter} options.filter
 * @param {number} options.upTo the newest hit ID to show; Infinity when not paused
 * @param {number} options.most how many hits are listed at most
 * @returns {View}
 */
export function viewOf(hits, { filter, upTo, most }) {
  const matches = matcher(filter);
  /** @type {Map<string, Group>} */
  const groups = new Map();
  const facets = createFacets();
  let listed = 0;
  let matching = 0;
  let waiting = 0;
  for (const hit of newestFirst(hits)) {
    if (hit.id > upTo) {
      waiting++;
      continue;
    }
    facets.count(hit);
    if (!matches(hit)) continue;
    matching++;
    if (listed === most) continue;
    listed++;
    const key = groupKey(hit);
    const group = groups.get(key);
    if (group) group.hits.push(hit);
    else groups.set(key, { key, visitId: hit.visitId, hits: [hit] });
  }
  return { groups: [...groups.values()], listed, matching, total: hits.length - waiting, waiting, ...facets.result() };
}

/**
 * Hits without a visit are grouped by their visitor.
 * @param {StoredHit} hit
 */
const groupKey = (hit) => (hit.visitId === 0 ? `none ${visitorKey(hit)}` : `visit ${hit.visitId}`);

/** @param {readonly StoredHit[]} hits */
function* newestFirst(hits) {
  for (let at = hits.length - 1; at >= 0; at--) yield /** @type {StoredHit} */ (hits[at]);
}

/** Counts the hits for each choice of the filter. Expects the newest hit first. */
function createFacets() {
  /** @type {Map<HitKind, number>} */
  const kinds = new Map();
  /** @type {Map<string, KnownVisitor>} */
  const visitors = new Map();
  let violating = 0;
  return {
    /** @param {StoredHit} hit */
    count(hit) {
      kinds.set(hit.kind, (kinds.get(hit.kind) ?? 0) + 1);
      if (hit.violations.length > 0) violating++;
      const key = visitorKey(hit);
      const visitor = visitors.get(key) ?? { key, visitorId: hit.visitorId, userId: '', hits: 0 };
      visitor.hits++;
      if (visitor.userId === '') visitor.userId = hit.userId;
      visitors.set(key, visitor);
    },
    result: () => ({ kinds, visitors: [...visitors.values()], violating }),
  };
}
