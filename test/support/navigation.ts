// The Navigation API, as a page sees it; pages get their `navigation` by `override`.

/** @param currentEntry - null as in a document without a history of its own, where browsers report nothing */
export const navigationApi = (currentEntry: object | null = {}): EventTarget & { transition?: object | null } =>
  Object.assign(new EventTarget(), { currentEntry });

/**
 * A navigation to another document begins.
 * @param isNear - whether that has the same origin, so that the page could intercept the navigation
 */
export function setOut(navigation: EventTarget, isNear: boolean): void {
  const destination = { sameDocument: false };
  navigation.dispatchEvent(Object.assign(new Event('navigate'), { canIntercept: isNear, destination }));
}
