/** Events. */
import { track } from '../hit/build';
import { isText } from '../values';
import { numeric, refuse } from '../report';
import type { Callback, Context } from '../context';

export const events = (t: Context) => ({
  /**
   * Tracks an event.
   * @param category - number or non-empty text
   * @param action - number or non-empty text
   * @param name - what it happened to
   * @param value - a number; text that is none is refused, the event is sent without it
   * @see Tracking API: `e_c`, `e_a`, `e_n`, `e_v`
   */
  trackEvent(
    category: string | number,
    action: string | number,
    name?: unknown,
    value?: unknown,
    customData?: unknown,
    callback?: Callback,
  ): void {
    if (!isText(category)) return refuse('trackEvent: category', category, 'text');
    if (!isText(action)) return refuse('trackEvent: action', action, 'text');
    track(
      t,
      { e_c: category, e_a: action, e_n: name, e_v: numeric('trackEvent: value', value), ca: 1 },
      { _hook: 'event', _data: customData, _callback: callback },
    );
  },
});
