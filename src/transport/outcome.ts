/** How it went: told to those who asked; what could not be handed over is kept. */
import { guarded } from '../report';
import { isFunction } from '../values';
import { textOf } from './request';
import type { Context } from '../context';
import type { Batch, Outcome, Ready } from './parcel';

/** Tells those who asked how it went. */
export const settle = (t: Context, hits: Ready[], success: boolean, more: Partial<Outcome> = {}): void => {
  const trackerUrl = t._trackerUrl;
  for (const hit of hits) {
    const { _callback } = hit;
    hit._callback = undefined;
    if (isFunction(_callback))
      guarded('callback', () => _callback({ request: textOf(hit), trackerUrl, success, ...more }));
  }
};

/** They could not be handed over now. */
export const lose = (t: Context, hits: Batch): void => {
  // First: Firefox may stop a script while it stores them, and who leaves does it anew.
  t._lost(hits);
  hits._isHanded = true;
  settle(t, hits, false);
};
