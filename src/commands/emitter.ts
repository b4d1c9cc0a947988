/** Handlers by event name, for plugins: `Matomo.on('TrackerSetup', …)`. */
import { guarded } from '../report';
import { isFunction } from '../values';

type Handler = (...args: unknown[]) => unknown;

export const createEmitter = () => {
  // Not a Map, because old pages replace it by their own. Without a prototype, so that no event name is special.
  const handlers = Object.create(null) as Record<string, Handler[]>;
  const of = (event: string): Handler[] => handlers[event] || [];

  return {
    on(event: string, handler: Handler): void {
      if (isFunction(handler)) handlers[event] = of(event).concat(handler);
    },
    off(event: string, handler: Handler): void {
      handlers[event] = of(event).filter((known) => known !== handler);
    },
    /** @param context - `this` of the handlers, the window unless given */
    trigger(event: string, args?: unknown[], context: unknown = window): void {
      of(event).forEach((handler) => guarded(event, () => handler.apply(context, args || [])));
    },
  };
};
