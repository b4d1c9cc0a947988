// @ts-check
// The inspector's requests to the collector.

/** @import { StoredHit, Visit } from '../../collector/types.js' */

const API = '/inspector/api';

/** Opens the stream of hits. */
export const openEvents = () => new EventSource(`${API}/stream`);

/**
 * @param {number} limit how many hits at most; the collector gives 1000 at a time
 * @param {number} [before] only hits older than the one with this ID
 * @returns {Promise<StoredHit[]>} newest first
 * @throws {Error} when the collector does not answer as expected
 */
export async function readHits(limit, before) {
  const older = before === undefined ? '' : `&before=${before}`;
  return (await readJson(`${API}/hits?limit=${limit}${older}`)).hits;
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

/** @param {string} address */
async function readJson(address) {
  const response = await fetch(address, { cache: 'no-store' });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response.json();
}
