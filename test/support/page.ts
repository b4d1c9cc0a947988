// A page with the tracker: its address, its commands, its requests, its console, and a clock that tests turn.
// Files that use it begin with `// @vitest-environment happy-dom`.
import { onTestFinished, vi } from 'vitest';
import { recordErrors } from './console';
import { clearCookies, recordCookies, type Cookies } from './cookies';
import { hitsOf, type Hit } from './hits';
import { recordListeners } from './listeners';
import { fakeLocks } from './locks';
import { captureNetwork, type Network, type SentRequest } from './network';
import { override, restoreAll } from './overrides';
import { loadScript, unloadScript, type Script } from './script';
import type { MatomoGlobal, PageTracker } from '../../src/types';

export const TRACKER_URL = 'https://stats.test/matomo.php';
export const VISITOR = '8d425121a8a11feb';
/** For how long hits wait to leave together with the next ones, in milliseconds. */
const BURST = 800;
/** When tests begin, unix ms. */
export const START = Date.UTC(2026, 10, 20, 12);

export interface PageOptions {
  url?: string;
  title?: string;
  referrer?: string;
  /** Cookies from before the page is opened, with the path `/`. */
  cookies?: Record<string, string>;
  readyState?: DocumentReadyState;
  hidden?: boolean;
  /** Markup of the body. */
  html?: string;
  /** Further properties of `navigator`, such as `onLine`, `doNotTrack`, `userAgentData`. */
  navigator?: Record<string, unknown>;
  /** Commands of the page before the tracker's address and site. */
  commands?: unknown[];
  /** The tracker's address; null to push none. */
  trackerUrl?: string | null;
  /** The site's ID; null to push none. */
  siteId?: unknown;
  script?: Script;
  /** Runs only the script's own task: what it leaves to later tasks is still to be done. */
  isStarting?: boolean;
  /** Runs the script instead of loading it; see `makeScript`. */
  run?: () => void;
  /** Called when the page is set up, before the script runs. */
  before?: (network: Network) => void;
}

export interface Page {
  network: Network;
  cookies: Cookies;
  /** Lines of `console.error`. */
  errors: string[];
  /** The first tracker's public object. */
  tracker: PageTracker;
  /** `window.Matomo`. */
  matomo: MatomoGlobal;
  /** Pushes commands to `_paq`. */
  push(...commands: unknown[]): void;
  /** Requests so far. */
  requests(): SentRequest[];
  /** Hits so far, in the order in which they left. */
  hits(): Hit[];
  /** Decoded parameters of the hits so far. */
  params(): Record<string, string>[];
  /** The parameters of the hit that left last. */
  last(): Record<string, string>;
  /** Runs the commands, waits until the batch behind the first hit is sent, and returns the parameters of their hits. */
  track(...commands: unknown[]): Promise<Record<string, string>[]>;
  /** Lets time pass: timers and promises run. */
  pass(milliseconds: number): Promise<void>;
  /** The window gets or loses the focus. */
  focus(): void;
  blur(): void;
  hide(): void;
  show(): void;
  /** Another page is opened in the tab: hidden, then gone. */
  leave(): void;
  /** The page comes back from the back/forward cache. */
  restore(): void;
  goOffline(): void;
  goOnline(): void;
  /** The load event, for pages opened with `readyState: 'loading'`. */
  load(): void;
  /** Leaves and opens the next page in the same browser: cookies, storage and clock go on. */
  goto(options?: PageOptions): Promise<Page>;
  close(): void;
}

/** The tracker's method of this name, for tables of methods. @throws where it has none */
export function methodOf({ tracker }: Pick<Page, 'tracker'>, name: string): (...args: unknown[]) => unknown {
  const method: unknown = Reflect.get(tracker, name);
  if (typeof method !== 'function') throw new Error(`The tracker has no method ${name}.`);
  return (...args) => Reflect.apply(method, tracker, args) as unknown;
}

let closeOpen: (() => void) | undefined;
const closeLast = (): void => closeOpen?.();

/** Runs the tasks that the tracker has put off in order not to block the page. */
const settle = (): void => void (vi.isFakeTimers() && vi.advanceTimersByTime(0));

/** Finishes the start of the script, which it leaves to later tasks: any push, even an empty one, does that. */
const start = (): unknown => (window as unknown as { _paq?: unknown[] })._paq?.push();

/** Opens a page in a fresh browser and runs the tracker on it. It is closed when the test is over. */
export async function openPage(options: PageOptions = {}): Promise<Page> {
  closeOpen?.();
  vi.useFakeTimers({
    now: START,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'requestAnimationFrame'],
  });
  return openNext(options);
}

async function openNext(options: PageOptions): Promise<Page> {
  const { url = 'https://shop.test/p?x=1', title = 'T1', referrer = '', readyState = 'complete' } = options;
  const happyDOM = (window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM;
  happyDOM.setURL(url);
  unloadScript();
  document.body.innerHTML = options.html ?? '';
  document.title = title;
  override(document, 'referrer', referrer);
  override(document, 'readyState', readyState);
  override(document, 'visibilityState', options.hidden ? 'hidden' : 'visible');
  override(document, 'hidden', !!options.hidden);
  override(document, 'hasFocus', () => !options.hidden);
  override(navigator, 'onLine', true);
  override(navigator, 'locks', fakeLocks());
  override(window, 'close', () => undefined);
  // The script may replace these; they are restored when the page is closed.
  override(history, 'pushState', history.pushState);
  override(history, 'replaceState', history.replaceState);
  Object.entries(options.navigator ?? {}).forEach(([name, value]) => override(navigator, name, value));
  recordListeners();
  const cookies = recordCookies();
  Object.entries(options.cookies ?? {}).forEach(([name, value]) => cookies.set(name, value));
  const network = captureNetwork();
  const errors = recordErrors();
  const page = pageOf(network, cookies, errors);
  closeOpen = page.close;
  onTestFinished(closeLast);

  const { trackerUrl = TRACKER_URL, siteId = '1', commands = [] } = options;
  const queue = commands.slice();
  if (trackerUrl !== null) queue.push(['setTrackerUrl', trackerUrl]);
  if (siteId !== null) queue.push(['setSiteId', siteId]);
  (window as unknown as { _paq: unknown[] })._paq = queue;
  options.before?.(network);
  if (options.run) options.run();
  else await loadScript(options.script);
  if (options.isStarting) return page;
  start();
  settle();
  return page;
}

function pageOf(network: Network, cookies: Cookies, errors: string[]): Page {
  const globals = window as unknown as { _paq: { push(...commands: unknown[]): void }; Matomo: MatomoGlobal };
  const fire = (target: EventTarget, type: string, more: object = {}): boolean =>
    target.dispatchEvent(Object.assign(new Event(type), more));
  const setVisibility = (state: DocumentVisibilityState): void => {
    override(document, 'visibilityState', state);
    override(document, 'hidden', state === 'hidden');
    fire(document, 'visibilitychange');
  };
  const setFocus = (isFocused: boolean): void => {
    override(document, 'hasFocus', () => isFocused);
    fire(window, isFocused ? 'focus' : 'blur');
  };
  const setOnline = (isOnline: boolean): void => {
    override(navigator, 'onLine', isOnline);
    fire(window, isOnline ? 'online' : 'offline');
  };
  const requests = (): SentRequest[] => {
    settle();
    return network.sent;
  };
  const hits = (): Hit[] => requests().flatMap(hitsOf);
  let isClosed = false;

  const page: Page = {
    network,
    cookies,
    errors,
    get tracker() {
      const tracker = globals.Matomo.getAsyncTracker();
      if (!tracker) throw new Error('There is no tracker.');
      return tracker;
    },
    get matomo() {
      return globals.Matomo;
    },
    push(...commands) {
      globals._paq.push(...commands);
      settle();
    },
    requests,
    hits,
    params: () => hits().map(({ params }) => params),
    last() {
      const hit = hits().at(-1);
      if (!hit) throw new Error('Nothing was sent.');
      return hit.params;
    },
    async track(...commands) {
      const before = hits().length;
      page.push(...commands);
      await page.pass(BURST + 1);
      return page.params().slice(before);
    },
    async pass(milliseconds) {
      await vi.advanceTimersByTimeAsync(milliseconds);
    },
    focus: () => setFocus(true),
    blur: () => setFocus(false),
    hide: () => setVisibility('hidden'),
    show: () => setVisibility('visible'),
    leave() {
      setVisibility('hidden');
      fire(window, 'pagehide', { persisted: false });
    },
    restore() {
      fire(window, 'pageshow', { persisted: true });
      setVisibility('visible');
    },
    goOffline: () => setOnline(false),
    goOnline: () => setOnline(true),
    load() {
      override(document, 'readyState', 'complete');
      fire(window, 'load');
    },
    async goto(options = {}) {
      page.leave();
      const now = Date.now();
      vi.clearAllTimers();
      vi.setSystemTime(now);
      isClosed = true;
      restoreAll();
      return openNext(options);
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      closeOpen = undefined;
      vi.clearAllTimers();
      clearCookies(cookies);
      restoreAll();
      unloadScript();
      localStorage.clear();
      sessionStorage.clear();
      window.name = '';
      vi.useRealTimers();
    },
  };
  return page;
}
