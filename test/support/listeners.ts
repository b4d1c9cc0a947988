// A real page's listeners go with it. In these tests all pages share one window, so they have to be removed.
import { onRestore, override } from './overrides';

type Registration = [type: string, listener: EventListenerOrEventListenerObject, options: unknown];

/** Removes all listeners that are added to window and document from now on, when the page is closed. */
export function recordListeners(): void {
  [window, document].forEach(record);
}

function record(target: EventTarget): void {
  const add = target.addEventListener.bind(target);
  const remove = target.removeEventListener.bind(target);
  const registered: Registration[] = [];
  onRestore(() => registered.forEach(([type, listener, options]) => remove(type, listener, options as boolean)));
  override(target, 'addEventListener', (...registration: Registration) => {
    registered.push(registration);
    add(...(registration as [string, EventListener, boolean]));
  });
}
