/** Events. */
import { track } from '../hit/build';
import { isText } from '../values';
import { numeric } from '../hit/validate';
import { refuse } from '../report';
import type { Amount, Callback, CustomData, Text } from '../arguments';
import type { Context } from '../context';

export const events = (t: Context) => ({
  /**
   * Tracks an event.
   * @param category - number or non-empty text; else refused
   * @param action - number or non-empty text; else refused
   * @param name - what it happened to
   * @param value - a number or numeric text; anything else is refused, and the event is sent without it
   * @param customData - data of this call: `dimensionN` keys become custom dimensions
   * @param callback - called when the request is over; never if the hit is not sent
   * @see Tracking API: `e_c`, `e_a`, `e_n`, `e_v`, `data`
   */
  trackEvent(
    category: Text,
    action: Text,
    name?: Text,
    value?: Amount,
    customData?: CustomData,
    callback?: Callback,
  ): void {
    if (!isText(category)) return refuse(category, 'text', 'category');
    if (!isText(action)) return refuse(action, 'text', 'action');
    track(
      t,
      { e_c: category, e_a: action, e_n: name, e_v: numeric(value, 'value'), ca: 1 },
      { _kind: 'event', _data: customData, _callback: callback },
    );
  },
});
