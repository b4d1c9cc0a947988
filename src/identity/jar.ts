/** The browser's cookies. */
import { documentText } from '../page/document';
import { guarded } from '../report';

/** As it was read last; undefined while every reading has to be a new one. */
let known: string[] | undefined;
let bursts = 0;

/** Runs what makes a hit, or many in one go: they read the cookies once, since every reading takes the browser its time. */
export const readingOnce = (burst: () => void): void => {
  bursts++;
  guarded('hits', burst);
  if (!--bursts) known = undefined;
};

/**
 * @returns `name=value` of each, as encoded
 * @throws SecurityError in a sandboxed frame
 */
export const readJar = (): string[] => {
  const pairs = known || documentText('cookie').split('; ');
  if (bursts) known = pairs;
  return pairs;
};

/** @throws SecurityError in a sandboxed frame */
export const writeJar = (cookie: string): void => {
  known = undefined;
  // Past an element of that name; what the page has put in its place is respected.
  const { set } = Object.getOwnPropertyDescriptor(document, 'cookie') || {};
  Reflect.set(set ? document : Document.prototype, 'cookie', cookie, document);
};
