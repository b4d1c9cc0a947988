/** Uncaught errors and unhandled rejections, as events. */
import { track } from '../hit/build';
import { listen } from '../page/lifecycle';
import { isObject } from '../values';
import type { Context } from '../context';

export const errors = (t: Context) => {
  let isOn = false;
  let known: string[] = [];
  t._onPageView.push((isSearch) => {
    if (!isSearch) known = [];
  });

  const report = (where: string, message: unknown, error: unknown): void => {
    const key = `${message}\n${where}`;
    if (known.includes(key)) return;
    known.push(key);
    track(t, { e_c: 'JavaScript Errors', e_a: where, e_n: message, ca: 1 }, { _hook: 'event', _error: error });
  };

  return {
    /**
     * Tracks uncaught errors and unhandled rejections as events, each once per page view. Plugins see the error itself,
     * with its stack, in their `event` hook.
     * @see Tracking API: `e_c` (`JavaScript Errors`), `e_a`, `e_n`
     */
    enableJSErrorTracking(): void {
      if (isOn) return;
      isOn = true;
      listen(window, 'error', (event) => {
        const { message, filename, lineno, colno, error } = event as ErrorEvent;
        // The event `error` of an image or script that fails to load may arrive here, too, but without a message.
        if (message !== undefined) report(`${filename}:${lineno}${colno ? `:${colno}` : ''}`, message, error);
      });
      listen(window, 'unhandledrejection', (event) => {
        const { reason } = event as PromiseRejectionEvent;
        const message = isObject(reason) && reason['message'] ? reason['message'] : reason;
        report('Unhandled rejection', String(message), reason);
      });
    },
  };
};
