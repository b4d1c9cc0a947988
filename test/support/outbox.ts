// Hits in the outbox: an offline page that makes them wait, and what is stored and sent.
import type { Page, PageOptions } from './page';

/** The browser has no network. */
export const OFFLINE: PageOptions = { navigator: { onLine: false } };

/** The hits that have arrived, in order: actions of events and titles of page views. */
export const arrivedActions = (page: Page): (string | undefined)[] =>
  page.params().map(({ e_a, action_name }) => e_a ?? action_name);

/** The texts of the stored hits. */
export const stored = (): string[] =>
  Object.entries({ ...localStorage }).flatMap(([name, text]) => (name.startsWith('tinypaq.outbox') ? [text] : []));
