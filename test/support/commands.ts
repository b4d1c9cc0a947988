// Commands that many tests push.

/** An event whose action tells it from others. */
export const event = (action: string): unknown[] => ['trackEvent', 'c', action];
