// What a visitor's page does, as functions that run in the page. Each travels as text: it may not use names of this file,
// nor name a function itself, since the compiler adds a helper to those.
import { CATEGORY } from './tally';

export interface Burst {
  category: string;
  page: number;
  /** Number of the first event. */
  from: number;
  count: number;
  /** Characters of additional text in each event. */
  padding?: number;
  /** The page to go to in the same task. */
  next?: string;
}

/** Numbered events of a page. */
export const burst = (
  page: number,
  from: number,
  count: number,
  more: Pick<Burst, 'padding' | 'next'> = {},
): Burst => ({
  category: CATEGORY,
  page,
  from,
  count,
  ...more,
});

/** Pushes the events in one task, and goes to the next page in the same one. */
export const pushBurst = ({ category, page, from, count, padding = 0, next }: Burst): Promise<void> =>
  new Promise((done) => {
    // The driver's own call has to be over before the page goes away.
    if (next) done();
    setTimeout(() => {
      const { _paq } = window as unknown as { _paq: { push(command: unknown[]): void } };
      for (let hit = from; hit < from + count; hit++) {
        _paq.push(['trackEvent', category, String(page), 'x'.repeat(padding), hit]);
      }
      if (next) location.assign(next);
      done();
    });
  });

/** Makes the page note and report its end when it is told of that, after whatever the tracker does then. */
export const noteEnd = (page: number): void =>
  addEventListener('pagehide', () => {
    localStorage.setItem(`ended.${page}`, '');
    navigator.sendBeacon(`/ended/${page}`);
  });

/** Pages of this site that have noted their end. */
export const endedPages = (): number[] =>
  Object.keys(localStorage).flatMap((name) => (name.startsWith('ended.') ? [Number(name.slice(6))] : []));

/** The tracker has taken over the queue. */
export const isTracked = (): boolean => Boolean((window as { Matomo?: { initialized?: boolean } }).Matomo?.initialized);
