/** When a page loads, hides, is restored or activated: one small named helper for each moment. */
import { guarded } from '../report';
import { isFunction } from '../values';

type Task = () => void;

/** Scripts that delay others send some events again. */
const ONCE = { once: true };

/** Starts listening; the callback's own exceptions stay inside. */
export const listen = (
  target: EventTarget,
  type: string,
  handler: (event: Event) => void,
  options?: AddEventListenerOptions,
): void => target.addEventListener(type, (event) => void guarded(type, () => handler(event)), options);

let isGone = false;

/** The page is not looked at, or going away: at that moment it may still be called visible. */
export const isHidden = (): boolean => isGone || document.visibilityState === 'hidden';

/** The page goes away, for good or into the back/forward cache. */
export const isGoing = (): boolean => isGone;

/** WebKit says nothing when a page goes away, or is taken away, that has not finished loading. */
const isLoaded = (): boolean => document.readyState === 'complete';

/** The page may go away without a word, at any moment. An element may be called `navigation`. */
export const isUncertain = (): boolean => isHidden() || !(isLoaded() || 'NavigateEvent' in window);

/**
 * Calls back whenever the visitor may be leaving: the page becomes hidden, is frozen, or goes away.
 * All of them, because a page can go away without ever having been reported as hidden, and a frozen one without a word.
 * @param task - is given the event if the page is frozen, for those who have been told before that it is hidden
 */
export const onLeave = (task: (freeze?: Event) => void): void => {
  let isDone = false;
  const leave = (): void => {
    isDone = false;
    task();
    isDone = true;
  };
  // A page that goes away is called hidden after it has been told to go. That is no second time, unless the first one
  // was cut short: Firefox stops any script, without exception, the moment it gives up the process of a page.
  listen(document, 'visibilitychange', () => isHidden() && !(isGone && isDone) && leave());
  listen(document, 'freeze', task);
  listen(window, 'pagehide', () => {
    isGone = true;
    leave();
  });
  // Stored pages come back.
  listen(window, 'pageshow', () => {
    isGone = false;
  });
};

/** The Navigation API. An element may be called so; and where the document has no history, it says nothing. */
export const navigationApi = (): (EventTarget & { transition?: unknown }) | undefined => {
  const { navigation } = window as { navigation?: EventTarget & { currentEntry?: unknown } };
  return navigation && navigation.currentEntry && isFunction(navigation.addEventListener) ? navigation : undefined;
};

/**
 * Calls back when the page sets out for another one: its visitor follows a link or sends a form, or a script does.
 * Firefox may end the process of a page that leaves its site without any further event.
 * @param task - is told whether there will be a word: the other page has the same origin, and may be a view of an app
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

/** Calls back when a hidden or stored page is looked at again. */
export const onReturn = (task: Task): void => {
  listen(document, 'visibilitychange', () => isHidden() || task());
  // Every page is shown once; a stored one again, and it may be called visible before.
  listen(window, 'pageshow', (event) => (event as PageTransitionEvent).persisted && task());
};

/** Runs the task once the document is parsed; at once if it is. */
export const whenReady = (task: Task): void => {
  if (document.readyState === 'loading') listen(document, 'DOMContentLoaded', () => task(), ONCE);
  else task();
};

/** Runs the task once the page and its images are loaded; at once if they are. */
export const whenLoaded = (task: Task): void => {
  if (isLoaded()) task();
  else listen(window, 'load', () => task(), ONCE);
};

export const isPrerendering = (): boolean => (document as { prerendering?: boolean }).prerendering === true;

/** Runs the task when a prerendered page is really shown; at once on every other page. */
export const whenActivated = (task: Task): void => {
  if (isPrerendering()) listen(document, 'prerenderingchange', task, ONCE);
  else task();
};

const tasks: Task[] = [];

/** Runs at once what waits for the next paint. */
export const runTasks = (): void => {
  for (let task; (task = tasks.shift());) guarded('after paint', task);
};

/**
 * Runs the task after the next paint, so that the reaction to a click is drawn first.
 * Who needs it earlier, such as a page that is left, calls {@link runTasks}.
 */
export const afterPaint = (task: Task): void => {
  if (tasks.push(task) > 1) return;
  // A frame callback runs before the paint, a timer set there after it. Hidden pages draw no frames.
  if (isHidden()) setTimeout(runTasks);
  else requestAnimationFrame(() => setTimeout(runTasks));
};
