// Tasks of the page one by one: what is done in the present one, and what is left to others.
import { vi } from 'vitest';
import type { Page } from './page';

/** Pushes as a page does: nothing but the page's own task has run when it returns. */
export const push = (...commands: unknown[]): void =>
  void (window as unknown as { _paq: unknown[] })._paq.push(...(commands as []));

export const nextTask = (): void => void vi.advanceTimersToNextTimer();

/** The page's own task is over, and no other has begun. */
export const endOfTask = (): Promise<void> => Promise.resolve();

export const event = (action: string): unknown[] => ['trackEvent', 'c', action];

/** The actions of the events that have left so far; unlike asking for the hits, this lets no task run. */
export const actions = ({ network }: Page): string[] =>
  network.sent.flatMap(({ query, body }) =>
    [...(query || body).matchAll(/e_a=(\w+)/g)].map(([, action = '']) => action),
  );
