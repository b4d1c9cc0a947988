/** The browser's cookies. */
import { documentText } from './document';
import { isObject } from '../values';

/** The result of the last reading; undefined if the cookies may have changed since. */
let known: string | undefined;
let isKept = false;

/** While this is on, the cookies are read only once, because every reading is slow. */
export const keepReading = (isOn: boolean): void => {
  isKept = isOn;
  known = undefined;
};

/**
 * @returns `name=value; name=value; …`, as encoded
 * @throws SecurityError in a sandboxed frame
 */
export const readJar = (): string => (isKept && known !== undefined ? known : (known = documentText('cookie')));

/** @throws SecurityError in a sandboxed frame */
export const writeJar = (cookie: string): void => {
  known = undefined;
  // Also where an element is named `cookie`. A `cookie` property that the page itself has defined is respected.
  const { value } = Object.getOwnPropertyDescriptor(document, 'cookie') || {};
  Reflect.set(isObject(value) ? Document.prototype : document, 'cookie', cookie, document);
};
