/** The browser's cookies. */
import { documentText } from '../page/document';
import { isObject } from '../values';

/** As it was read last; undefined while every reading has to be a new one. */
let known: string | undefined;
let isKept = false;

/** From now on, until this is over, the cookies are read once: every reading takes the browser its time. */
export const keepReading = (isOn: boolean): void => {
  isKept = isOn;
  known = undefined;
};

/**
 * @returns `name=value; name=value; …`, as encoded
 * @throws SecurityError in a sandboxed frame
 */
export const readJar = (): string => {
  const pairs = known === undefined ? documentText('cookie') : known;
  if (isKept) known = pairs;
  return pairs;
};

/** @throws SecurityError in a sandboxed frame */
export const writeJar = (cookie: string): void => {
  known = undefined;
  // Past an element of that name; what the page has put in its place is respected.
  const { value } = Object.getOwnPropertyDescriptor(document, 'cookie') || {};
  Reflect.set(isObject(value) ? Document.prototype : document, 'cookie', cookie, document);
};
