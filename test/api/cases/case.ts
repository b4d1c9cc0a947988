// The effect of a method as a row of a table: what differs between a page with the call and one without it.
import { EVENT, VIEW } from '../../support/commands';
import { methodOf, type Page, type PageOptions } from '../../support/page';

export interface Setting {
  page?: PageOptions | (() => PageOptions | Promise<PageOptions>);
  /** Commands that run before. */
  given?: unknown[][];
}

export interface Effect extends Setting {
  kind: 'effect';
  args: unknown[] | (() => unknown[]);
  see(page: Page): unknown;
  /** What `see` returns without the call. */
  without: unknown;
  /** What `see` returns after the call. */
  after: unknown;
  /** Number of lines on the console. */
  errors: number;
}

export interface Answer extends Setting {
  kind: 'answer';
  args: unknown[];
  /** Commands, and what the method returns after them. */
  answers: [commands: unknown[][], answer: unknown][];
}

export type Case = Effect | Answer;
export type Cases = Record<string, Case>;

type See = Effect['see'];

/** A method that changes what `see` returns. */
export const effect = (
  args: Effect['args'],
  see: See,
  [without, after]: [without: unknown, after: unknown],
  more: Setting & { errors?: number } = {},
): Effect => ({ kind: 'effect', args, see, without, after, errors: 0, ...more });

/** A method that returns `first` without further commands, and `second` after them. */
export const answer = (
  [first, second]: [first: unknown, second: unknown],
  commands: unknown[][],
  more: Setting & { args?: unknown[] } = {},
): Answer => ({
  kind: 'answer',
  args: [],
  answers: [
    [[], first],
    [commands, second],
  ],
  ...more,
});

export const SECOND = 'https://two.test/matomo.php';

/** A parameter of an event. */
export const ofEvent =
  (name: string): See =>
  async (page) =>
    (await page.track(EVENT))[0]?.[name];

/** A parameter of a page view. */
export const ofView =
  (name: string): See =>
  async (page) =>
    (await page.track(VIEW))[0]?.[name];

/** These parameters of all hits so far, including queued ones. */
export const ofAll =
  (...names: string[]): See =>
  async (page) => {
    await page.pass(3000);
    return page.params().map((hit) => names.map((name) => hit[name]).join(' '));
  };

/** Number of hits that are sent for an event. */
export const eventHits: See = async (page) => (await page.track(EVENT)).length;

/** The request that is sent for an event. */
export const eventRequest =
  (pick: (request: Page['network']['sent'][number]) => unknown): See =>
  async (page) => {
    await page.track(EVENT);
    const request = page.requests().at(-1);
    return request && pick(request);
  };

/** What another method returns. */
export const answerOf =
  (name: string, ...args: unknown[]): See =>
  (page) =>
    methodOf(page, name)(...args);

/** A detail of how a cookie was written last, once an event has been tracked. */
export const cookieOf =
  (base: string, pick: (write: Page['cookies']['writes'][number]) => unknown): See =>
  async (page) => {
    await page.track(EVENT);
    const write = page.cookies.writes.filter(({ name }) => name.includes(base)).at(-1);
    return write && pick(write);
  };

/** The link or download that is reported for a click on an element. */
export const clickOn =
  (selector: string): See =>
  async (page) => {
    document.querySelector<HTMLElement>(selector)?.click();
    await page.pass(1000);
    return page.params().map(({ link, download }) => (link ? `link ${link}` : `download ${download}`));
  };

/** A page whose links do not navigate. */
export const linkPage = (html: string): Setting => ({
  page: {
    html,
    before: () => document.addEventListener('click', (event) => event.preventDefault()),
  },
});
