/** Outcomes of requests: callbacks are told, hits that could not be handed over are kept. */
import { guarded } from '../report';
import { isFunction } from '../values';
import { requestText } from './request';
import type { Outcome } from '../arguments';
import type { Context } from '../context';
import type { Batch, Ready } from './request';

/** Tells the callbacks of these hits how their request went. */
export const settle = (t: Context, hits: Ready[], success: boolean, more: Partial<Outcome> = {}): void => {
  const trackerUrl = t._trackerUrl;
  for (const hit of hits) {
    const { _callback } = hit;
    hit._callback = undefined;
    if (isFunction(_callback))
      guarded('callback', () => _callback({ request: requestText(hit), trackerUrl, success, ...more }));
  }
};

/** Keeps hits that could not be handed over now, if there is an outbox, and tells their callbacks. */
export const postpone = (t: Context, hits: Batch): void => {
  // Stored before they are marked: Firefox may stop the script while it stores them, and the leave handler then repeats that.
  t._keep(hits);
  hits._isHanded = true;
  settle(t, hits, false);
};
