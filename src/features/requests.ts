/** Requests of any kind, and what is added to all of them. */
import { buildHit, finishHit, track } from '../hit/build';
import { refuse } from '../report';
import { isAbsent, isFunction } from '../values';
import type { Callback, CustomData } from '../arguments';
import type { Context } from '../context';

export const requests = (t: Context) => ({
  /**
   * Sends any parameters, followed by the common ones.
   * @param request - parameter text such as `e_c=Video&e_a=Play`, sent as it is; refused if it is left out
   * @param customData - data of this call: `dimensionN` keys become custom dimensions
   * @param callback - called when the request is over; never if the hit is not sent
   * @param pluginMethod - name of the plugin hook that may add to it
   */
  trackRequest(request: string, customData?: CustomData, callback?: Callback, pluginMethod?: string): void {
    if (isAbsent(request)) return refuse(request, 'text', 'request');
    track(t, String(request), { _kind: pluginMethod, _data: customData, _callback: callback });
  },
  /**
   * Like {@link trackRequest}, but may wait for others, to be sent as one.
   * @param request - parameter text; refused if it is left out
   * @param isFullRequest - true: the text is complete, only device, client hints and consent are added
   */
  queueRequest(request: string, isFullRequest?: boolean): void {
    if (isAbsent(request)) return refuse(request, 'text', 'request');
    // A complete request without text would be an empty hit.
    if (request || !isFullRequest) track(t, String(request), { _isFull: isFullRequest }, true);
  },
  /**
   * The text that {@link trackRequest} would send, but for device, client hints and consent, without sending it. Like a hit it
   * begins a session.
   * @param request - parameter text
   */
  getRequest(request: string): string {
    const hit = buildHit(t, String(request), {});
    return hit ? finishHit(hit) : '';
  },
  /**
   * Tells the server that the visitor is still there.
   * @see Tracking API: `ping`
   */
  ping(): void {
    t._onPing();
    t._api.trackRequest('ping=1', undefined, undefined, 'ping');
  },
  /**
   * Adds parameters to every hit.
   * @param text - parameter text such as `a=1&b=2`; `''` ends that
   */
  appendToTrackingUrl(text: string): void {
    t._appended = text ? `&${text}` : '';
  },
  /**
   * Lets a function rewrite the text of every hit before it is sent.
   * @param process - gets the text and returns another one; a falsy result drops the hit. Null ends that
   */
  setCustomRequestProcessing(process: ((request: string) => string | null | undefined | false) | null): void {
    t._process = isFunction(process) ? (process as Context['_process']) : undefined;
  },
});
