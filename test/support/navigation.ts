// The Navigation API, as a page sees it; pages get their `navigation` by `override`.

/** Of a document that has a history of its own; without an entry in it, a browser reports nothing. */
export const navigationApi = (currentEntry: object | null = {}): EventTarget & { transition?: object | null } =>
  Object.assign(new EventTarget(), { currentEntry });

/**
 * The page sets out for another document.
 * @param isNear - that has the same origin, so that the page could take its place itself
 */
export function setOut(navigation: EventTarget, isNear: boolean): void {
  const destination = { sameDocument: false };
  navigation.dispatchEvent(Object.assign(new Event('navigate'), { canIntercept: isNear, destination }));
}
