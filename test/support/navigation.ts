// The Navigation API's word that a page sets out for another one; pages get its `navigation` by `override`.

/**
 * The page sets out for another document.
 * @param isNear - that has the same origin, so that the page could take its place itself
 */
export function setOut(navigation: EventTarget, isNear: boolean): void {
  const destination = { sameDocument: false };
  navigation.dispatchEvent(Object.assign(new Event('navigate'), { canIntercept: isNear, destination }));
}
