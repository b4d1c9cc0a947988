// Hits that wait in the outbox: how tests send them, and what they find.
import type { Page, PageOptions } from './page';

/** The browser has no network. */
export const OFFLINE: PageOptions = { navigator: { onLine: false } };

export const event = (name: string): unknown[] => ['trackEvent', 'c', name];

/** The names of what has arrived, in order: events' and page views'. */
export const actions = (page: Page): (string | undefined)[] =>
  page.params().map(({ e_a, action_name }) => e_a ?? action_name);

/** The texts of what is stored. */
export const stored = (): string[] =>
  Object.entries({ ...localStorage }).flatMap(([name, text]) => (name.startsWith('tinypaq.outbox') ? [text] : []));
