/** When a page loads, hides, is restored or activated: one small named helper for each moment. */
import { guarded } from '../report';
import { isFunction } from '../values';

export type Task = () => void;

/** Scripts that delay other scripts dispatch some events a second time. */
const ONCE = { once: true };

/** Starts listening. Exceptions of the handler are caught and reported. */
export const listen = (
  target: EventTarget,
  type: string,
  handler: (event: Event) => void,
  options?: AddEventListenerOptions,
): void => target.addEventListener(type, (event) => void guarded(type, () => handler(event)), options);

let isGone = false;

/** Is the page hidden, or going away? At that moment the browser may still report it as visible. */
export const isHidden = (): boolean => isGone || document.visibilityState === 'hidden';

/** Is the page going away, for good or into the back/forward cache? */
export const isGoing = (): boolean => isGone;

const isLoaded = (): boolean => document.readyState === 'complete';

/**
 * May the page go away at any moment without an event? WebKit fires none if a page goes away, or its frame is removed, before it
 * has finished loading. Not `navigation` in window, since an element may have that name.
 */
export const isUncertain = (): boolean => isHidden() || !(isLoaded() || 'NavigateEvent' in window);

/**
 * Calls back whenever the visitor may be leaving: the page becomes hidden, is frozen, or goes away.
 * All of them, because a page can go away without ever having been reported as hidden, and a frozen one without any event.
 * @param task - is given the event only if the page is frozen: it was called before, when the page became hidden
 */
export const onLeave = (task: (freeze?: Event) => void): void => {
  let isDone = false;
  const leave = (): void => {
    isDone = false;
    task();
    isDone = true;
  };
  // A page that goes away is reported as hidden after `pagehide`. That does not count as a second time, unless the first one
  // was cut short: Firefox stops any script, without an exception, the moment it gives up the process of a page.
  listen(document, 'visibilitychange', () => isHidden() && !(isGone && isDone) && leave());
  listen(document, 'freeze', task);
  listen(window, 'pagehide', () => {
    isGone = true;
    leave();
  });
  // A page in the back/forward cache may come back.
  listen(window, 'pageshow', () => {
    isGone = false;
  });
};

/** The Navigation API, if it works: an element may have its name, and where the document has no history it fires no events. */
export const navigationApi = (): (EventTarget & { transition?: unknown }) | undefined => {
  const { navigation } = window as { navigation?: EventTarget & { currentEntry?: unknown } };
  return navigation && navigation.currentEntry && isFunction(navigation.addEventListener) ? navigation : undefined;
};

/**
 * Calls back when a navigation to another page begins: the visitor follows a link or sends a form, or a script does.
 * Firefox may end the process of a page that leaves its site without any further event.
 * @param task - is told whether further events will come: then the other page has the same origin, and may be a view of an app
 */
export const onSetOut = (task: (isNear: boolean) => void): void => {
  const navigation = navigationApi();
  if (navigation)
    listen(navigation, 'navigate', (event) => {
      const { canIntercept, destination } = event as Event & {
        canIntercept: boolean;
        destination: { sameDocument: boolean };
      };
      if (!destination.sameDocument) task(canIntercept && isLoaded());
    });
};

/** Calls back when a page is visible again after it was hidden or in the back/forward cache. */
export const onReturn = (task: Task): void => {
  listen(document, 'visibilitychange', () => isHidden() || task());
  // Only `persisted`, because every page gets its first `pageshow` on loading. A page from the back/forward cache may be reported
  // as visible before its own.
  listen(window, 'pageshow', (event) => (event as PageTransitionEvent).persisted && task());
};

/** Runs the task once the document is parsed; at once if it is. */
export const whenReady = (task: Task): void => {
  if (document.readyState === 'loading') listen(document, 'DOMContentLoaded', () => task(), ONCE);
  else task();
};

/** Runs the task once the page and its images are loaded; at once if they are. */
export const whenLoaded = (task: (event?: Event) => void): void => {
  if (isLoaded()) task();
  else listen(window, 'load', task, ONCE);
};

export const isPrerendering = (): boolean => (document as { prerendering?: boolean }).prerendering === true;

/** Runs the task when a prerendered page is shown to the visitor; at once on every other page. */
export const whenActivated = (task: Task): void => {
  if (isPrerendering()) listen(document, 'prerenderingchange', task, ONCE);
  else task();
};
