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
 * Splits hits into as few batches as they need. They are filled from the last one on, so that the first is the smallest:
 * requests that are sent at the same moment arrive in the order of their sizes.
 * @param most - hits in one batch; 1 where requests have no body, as images (method GET)
 */
export const batches = (hits: Ready[], most: number): Batch[] => {
  const all: Batch[] = [];
  let batch: Batch = [];
  let left = 0;
  [...hits].reverse().forEach((hit) => {
    const size = hit._bytes + BETWEEN;
    if (batch.length === most || left < size) {
      all.unshift((batch = []));
      left = MAX_KEEPALIVE_BYTES;
    }
    batch.unshift(hit);
    hit._batch = batch;
    left -= size;
  });
  return all;
};
