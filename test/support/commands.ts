// Commands that many tests push.

export const VIEW = ['trackPageView'];
export const EVENT = ['trackEvent', 'c', 'a'];

/** An event whose action tells it from others. */
export const event = (action: string): unknown[] => ['trackEvent', 'c', action];
