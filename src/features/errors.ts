/** Uncaught errors and unhandled rejections, as events. */
import { track } from '../hit/build';
import { listen } from '../page/lifecycle';
import { guarded } from '../report';
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
    track(t, { e_c: 'JavaScript Errors', e_a: where, e_n: message, ca: 1 }, { _kind: 'event', _error: error });
  };

  const handle = (event: Event): void => {
    const { type, message, filename, lineno, colno, error, reason } = event as ErrorEvent & PromiseRejectionEvent;
    if (type === 'unhandledrejection') {
      const text = (isObject(reason) && reason['message']) || reason;
      return report('Unhandled rejection', String(text), reason);
    }
    // The event `error` of an image or script that fails to load may arrive here, too, but without a message.
    if (message !== undefined) report(`${filename}:${lineno}${colno ? `:${colno}` : ''}`, message, error);
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
      listen(window, 'error', handle);
      listen(window, 'unhandledrejection', handle);
      // Perhaps this very error has brought the start forward. Chromium does not call listeners for it that are added now.
      const { event } = window;
      if (event) setTimeout(() => guarded('error', () => handle(event)));
    },
  };
};
