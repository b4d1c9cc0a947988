/** Handlers by event name, for plugins: `Matomo.on('TrackerSetup', …)`. */
import { guarded } from '../report';
import { isFunction } from '../values';

type Handler = (...args: unknown[]) => unknown;

export const createEvents = () => {
  const handlers = new Map<string, Handler[]>();
  const of = (event: string): Handler[] => handlers.get(event) || [];

  return {
    on(event: string, handler: Handler): void {
      if (isFunction(handler)) handlers.set(event, of(event).concat(handler));
    },
    off(event: string, handler: Handler): void {
      handlers.set(
        event,
        of(event).filter((known) => known !== handler),
      );
    },
    /** @param context - `this` of the handlers, the window unless given */
    trigger(event: string, args?: unknown[], context: unknown = window): void {
      of(event).forEach((handler) => guarded(event, () => handler.apply(context, args || [])));
    },
  };
};
