// @ts-check
// The inspector's requests to the collector.

/** @import { StoredHit, Visit } from '../../collector/types.js' */

const API = '/inspector/api';

/** Opens the stream of hits. */
export const openEvents = () => new EventSource(`${API}/stream`);

/**
 * @typedef {object} HitPage
 * @property {StoredHit[]} hits newest first
 * @property {boolean} complete whether there are no older ones
 */

/**
 * @param {number} limit how many hits at most; the collector may send fewer when they are large
 * @param {number} [before] only hits older than the one with this ID
 * @returns {Promise<HitPage>}
 * @throws {Error} when the collector does not answer as expected
 */
export async function readHits(limit, before) {
  const hits = await readHitList(limit, before);
  const oldest = hits.at(-1);
  const complete = oldest === undefined || (await readHitList(1, oldest.id)).length === 0;
  return { hits, complete };
}

/**
 * @returns {Promise<Visit[]>} all of them
 * @throws {Error} when the collector does not answer as expected
 */
export const readVisits = async () => (await readJson(`${API}/visits`)).visits;

/**
 * Deletes all hits and visits from the collector's database.
 * @throws {Error} when the collector refuses
 */
export async function clearAll() {
  const response = await fetch(`${API}/clear`, { method: 'POST' });
  if (!response.ok) throw new Error(`The collector answered ${response.status}`);
}

/**
 * @param {number} limit
 * @param {number | undefined} before
 * @returns {Promise<StoredHit[]>}
 */
async function readHitList(limit, before) {
  const older = before === undefined ? '' : `&before=${before}`;
  return (await readJson(`${API}/hits?limit=${limit}${older}`)).hits;
}

/** @param {string} address */
async function readJson(address) {
  const response = await fetch(address, { cache: 'no-store' });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response.json();
}
