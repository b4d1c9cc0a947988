// A real page takes its listeners along when it goes; in these tests one window is every page.
import { onRestore, override } from './overrides';

type Registration = [type: string, listener: EventListenerOrEventListenerObject, options: unknown];

/** Removes what is registered from now on at the window and the document, when the page is closed. */
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
