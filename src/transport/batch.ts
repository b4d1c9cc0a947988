/** Hits that travel together: as many as the server and the browser take at once. */
import { MAX_KEEPALIVE_BYTES } from './request';
import type { Batch, Ready } from './parcel';

/** What a batch has around each hit, and its age (bytes). */
const BETWEEN = 20;

/** Most hits in one batch; the original's limit. */
export const MAX_BATCH_HITS = 50;

/**
 * Batches need a body: with images alone (method GET) every hit travels by itself. The first one is the smallest: requests
 * that set out at the same moment arrive in the order of their sizes.
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
