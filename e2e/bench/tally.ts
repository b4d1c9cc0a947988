// Compares the hits that were sent with those that arrived. Each has a number: 0 for a page view, the value for an event.
import type { StoredHit } from '../../demo/collector/types';

/** How many hits each page has sent, page view included, by the page's number. */
export type Ledger = ReadonlyMap<number, number>;

export interface Tally {
  sent: number;
  /** Different hits that arrived. */
  arrived: number;
  lost: number;
  /** Arrivals of a hit that had arrived before. */
  twice: number;
  /** Hits that arrived behind a later one of their page. */
  outOfOrder: number;
}

/** The category of the numbered events. */
export const CATEGORY = 'delivery';

/** Page and number of a hit; undefined for hits that are not numbered, such as pings. */
const numberOf = ({ parameters }: StoredHit): [page: number, hit: number] | undefined => {
  const values = new Map(parameters);
  const [, viewed] = /^page (\d+)$/.exec(values.get('action_name') ?? '') ?? [];
  if (viewed !== undefined) return [Number(viewed), 0];
  return values.get('e_c') === CATEGORY ? [Number(values.get('e_a')), Number(values.get('e_v'))] : undefined;
};

/**
 * @param hits - in order of arrival
 * @param ledger - the pages that count
 */
export const tally = (hits: readonly StoredHit[], ledger: Ledger): Tally => {
  const seen = new Map<number, Set<number>>();
  let twice = 0;
  let outOfOrder = 0;
  for (const [page, hit] of hits.flatMap((stored) => [numberOf(stored)].filter((number) => number !== undefined))) {
    if (!ledger.has(page)) continue;
    const before = seen.get(page) ?? new Set();
    seen.set(page, before);
    if (before.has(hit)) twice++;
    else if (hit < Math.max(-1, ...before)) outOfOrder++;
    before.add(hit);
  }
  const sent = [...ledger.values()].reduce((sum, count) => sum + count, 0);
  const arrived = [...seen.values()].reduce((sum, numbers) => sum + numbers.size, 0);
  return { sent, arrived, lost: sent - arrived, twice, outOfOrder };
};
