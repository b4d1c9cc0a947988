// Runs the page's tasks one by one, to see what is done in the present task and what is left to later ones.
import { vi } from 'vitest';
import type { Page } from './page';

/** Pushes as a page does: when it returns, only the page's own task has run. */
export const push = (...commands: unknown[]): void =>
  void (window as unknown as { _paq: unknown[] })._paq.push(...(commands as []));

export const nextTask = (): void => void vi.advanceTimersToNextTimer();

/** Waits until the page's own task is over, before any other begins. */
export const endOfTask = (): Promise<void> => Promise.resolve();

/** The actions of the events sent so far. Unlike `page.hits()` this runs no task. */
export const actions = ({ network }: Page): string[] =>
  network.sent.flatMap(({ query, body }) =>
    [...(query || body).matchAll(/e_a=(\w+)/g)].map(([, action = '']) => action),
  );
