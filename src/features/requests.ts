/** Requests of any kind, and what is added to all of them. */
import { buildHit, finishHit, track } from '../hit/build';
import { refuse } from '../report';
import { isAbsent, isFunction } from '../values';
import type { Callback, Context } from '../context';

export const requests = (t: Context) => ({
  /**
   * Sends any parameters, with the common ones behind them.
   * @param request - parameter text, sent as it is
   * @param pluginMethod - name of the plugin hook that may add to it
   */
  trackRequest(request: string, customData?: unknown, callback?: Callback, pluginMethod?: string): void {
    if (isAbsent(request)) return refuse('trackRequest: request', request, 'parameter text');
    track(t, String(request), { _hook: pluginMethod, _data: customData, _callback: callback });
  },
  /**
   * Like {@link trackRequest}, but may wait for others, to be sent as one.
   * @param isFullRequest - the text is complete: nothing is added
   */
  queueRequest(request: string, isFullRequest?: unknown): void {
    if (isAbsent(request)) return refuse('queueRequest: request', request, 'parameter text');
    if (request || !isFullRequest) track(t, String(request), { _isFull: isFullRequest }, true);
  },
  /** The text of such a request, without sending it; like a hit it begins a session. */
  getRequest(request: string): string {
    const hit = buildHit(t, String(request), {});
    return hit ? finishHit(t, hit) : '';
  },
  /** Tells the server that the visitor is still there. @see Tracking API: `ping` */
  ping(): void {
    t._api.trackRequest('ping=1', undefined, undefined, 'ping');
  },
  /** Adds parameter text to every hit; `''` ends that. */
  appendToTrackingUrl(text: string): void {
    t._appended = text ? `&${text}` : '';
  },
  /** A function that may rewrite the text of every hit; a falsy result drops the hit. Anything else ends that. */
  setCustomRequestProcessing(process: unknown): void {
    t._process = isFunction(process) ? (process as Context['_process']) : undefined;
  },
});
