// @ts-check
// The hits and visits this page holds in memory.

/** @import { StoredHit, Visit } from '../../collector/types.js' */

/** @typedef {ReturnType<typeof createStore>} Store */

/**
 * @param {number} most how many hits are held; the oldest go first
 */
export function createStore(most) {
  /** Oldest first, so that the usual case, a newer hit, is a push. @type {StoredHit[]} */
  let hits = [];
  /** @type {Set<number>} */
  let ids = new Set();
  /** @type {Map<number, Visit>} */
  let visits = new Map();
  /** Whether the collector has hits that are older than these. */
  let more = false;

  const trim = () => {
    if (hits.length <= most) return;
    more = true;
    for (const { id } of hits.splice(0, hits.length - most)) ids.delete(id);
  };

  /** @param {StoredHit[]} wanted oldest first */
  const hold = (wanted) => {
    hits = wanted;
    ids = new Set(wanted.map(({ id }) => id));
  };

  /** @param {StoredHit} hit */
  const insert = (hit) => {
    if (ids.has(hit.id)) return;
    ids.add(hit.id);
    let at = hits.length;
    while (at > 0 && /** @type {StoredHit} */ (hits[at - 1]).id > hit.id) at--;
    hits.splice(at, 0, hit);
  };

  return {
    /** All hits, oldest first. @returns {readonly StoredHit[]} */
    hits: () => hits,

    /**
     * @param {number} id
     * @returns {Visit | undefined}
     */
    visit: (id) => visits.get(id),

    /** @returns {number} the ID of the newest hit, 0 when there is none */
    newest: () => hits.at(-1)?.id ?? 0,

    /** @returns {number | undefined} the ID of the oldest hit, if there is one */
    oldest: () => hits[0]?.id,

    /** @returns {boolean} whether the collector has hits that are older than the ones here */
    hasMore: () => more,

    /** @returns {boolean} whether no more hits can be held */
    isFull: () => hits.length >= most,

    /**
     * Takes one hit and what is now known about its visit; a hit that is already here changes nothing but the visit.
     * @param {StoredHit} hit
     * @param {Visit} visit
     */
    add(hit, visit) {
      visits.set(visit.id, visit);
      insert(hit);
      trim();
    },

    /**
     * Takes over what the collector has after a (re)connection. Hits that are already here stay the same objects.
     * @param {readonly StoredHit[]} latest the newest hits, newest first
     * @param {readonly Visit[]} newVisits all visits
     * @param {boolean} complete whether the collector has no older hits
     */
    replace(latest, newVisits, complete) {
      const known = new Map(hits.map((hit) => [hit.id, hit]));
      const now = latest.map((hit) => {
        const old = known.get(hit.id);
        return old?.receivedAt === hit.receivedAt ? old : hit;
      });
      now.reverse();
      const [first] = now;
      // A clear deletes everything: as long as one of these hits was here before, the older ones still exist, too.
      const older = !complete && first && known.get(first.id) === first ? hits.slice(0, hits.indexOf(first)) : [];
      more = !complete && (older.length === 0 || more);
      hold([...older, ...now]);
      visits = new Map(newVisits.map((visit) => [visit.id, visit]));
      trim();
    },

    /**
     * Takes older hits, as many as fit; none when the hits here have changed since they were asked for.
     * @param {readonly StoredHit[]} older newest first
     * @param {number | undefined} before the oldest ID of then
     * @param {boolean} complete whether the collector has no hits that are older still
     */
    extend(older, before, complete) {
      if (hits[0]?.id !== before) return;
      const fitting = older.slice(0, most - hits.length);
      more = !complete || fitting.length < older.length;
      hold([...fitting.reverse(), ...hits]);
    },

    clear() {
      hold([]);
      more = false;
      visits = new Map();
    },
  };
}
