/** Hits that travel together: as many as the server and the browser take at once. */
import { MAX_KEEPALIVE_BYTES } from './parcel';
import type { Context } from '../context';
import type { Batch, Ready } from './request';

/** Most bytes that a batch adds to each hit: what separates it from the next one, and its age. */
const BETWEEN = 20;

/** Most hits in one batch, as in the original. */
export const MAX_BATCH_HITS = 50;

/** Most hits in one request: batches need a body, which images do not have. */
export const mostHits = (t: Context): number => (t._beacons || t._method === 'POST' ? MAX_BATCH_HITS : 1);

/**
 * Splits hits into batches. The first batch is the smallest, because requests that are sent at the same moment arrive in the
 * order of their sizes.
 * @param most - hits in one batch; 1 where requests have no body, as images (method GET)
 */
export const batches = (hits: Ready[], most: number): Batch[] => {
  const all: Batch[] = [];
  let bytes = Infinity;
  let left = hits.length;
  let batch: Batch = [];
  for (const hit of hits) {
    const size = hit._bytes + BETWEEN;
    if (left-- % most === 0 || bytes + size > MAX_KEEPALIVE_BYTES) {
      all.push((batch = []));
      bytes = 0;
    }
    batch.push(hit);
    hit._batch = batch;
    bytes += size;
  }
  return all;
};
