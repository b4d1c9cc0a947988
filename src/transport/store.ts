/** Storage for hits that could not be handed over: within limits, they survive reloads and closed tabs. */
import { timeNow } from '../page/clock';
import { attempt } from '../report';
import { MAX_AGE } from './request';

/** Named by time of the call (unix ms), turn and site; the text is the tracker's address, a line end, and the request. */
export type Kept = [name: string, text: string];

/** Begins each name. Each hit has an entry of its own, so that tabs which are closed together do not overwrite each other's. */
export const KEY = 'tinypaq.outbox';
const MAX_HITS = 100;
/** UTF-16 units of all texts together. */
const MAX_SIZE = 262_144;

export const timeOf = ([name]: Kept): number => Number(name.split('.')[2]);

/** The newest hits within the limits of number, size and age, the oldest first. */
export const bounded = (hits: Kept[]): Kept[] => {
  let size = 0;
  return hits
    .filter((hit) => Math.abs(timeNow() - timeOf(hit)) < MAX_AGE)
    .sort(([one], [other]) => (one < other ? 1 : -1))
    .filter(([, text], index) => index < MAX_HITS && text.length <= MAX_SIZE - size && (size += text.length))
    .reverse();
};

/** The stored hits of all trackers. Deletes those beyond the limits. */
export const readStored = (): Kept[] => {
  const hits: Kept[] = [];
  // Throws where there is no storage.
  attempt(() => {
    // Not by `key(index)`: Firefox counts all entries before it, so that many entries of the page would take seconds.
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(KEY)) hits.push([name, localStorage.getItem(name) || '']);
    }
  });
  const within = bounded(hits);
  dropStored(hits.filter((hit) => !within.includes(hit)));
  return within;
};

export const dropStored = (hits: Kept[]): void => hits.forEach(([name]) => localStorage.removeItem(name));
