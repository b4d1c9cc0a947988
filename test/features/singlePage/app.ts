// A page that changes its address itself, in browsers that report this by the Navigation API, and in others.
import { navigationApi } from '../../support/navigation';
import { override } from '../../support/overrides';
import { openPage, type Page, type PageOptions } from '../../support/page';

export const URL = 'https://shop.test/p?x=1';
export const ENABLE = 'enableSinglePageTracking';
export const WAYS = ['Navigation API', 'History API'] as const;

/** Milliseconds after a change of the address: the paint, and the time in which hits are collected. */
export const SETTLED = 1000;

/** The target of the browser's events in the Navigation API. */
let navigation: EventTarget | undefined;

/** Opens a page that has tracked its first view, in a browser that reports changes in this way. */
export async function open(way: (typeof WAYS)[number], options: PageOptions = {}): Promise<Page> {
  navigation = way === 'Navigation API' ? navigationApi() : undefined;
  return openPage({
    commands: [['trackPageView'], [ENABLE]],
    ...options,
    before(network) {
      override(window, 'navigation', navigation);
      options.before?.(network);
    },
  });
}

/** The browser reports the new address at once, and its success after the page's own task. */
export const reported = (navigationType: 'push' | 'replace' | 'traverse') => {
  navigation?.dispatchEvent(Object.assign(new Event('currententrychange'), { navigationType }));
  void Promise.resolve().then(() => navigation?.dispatchEvent(new Event('navigatesuccess')));
};

export const visit = (url: string) => {
  history.pushState(null, '', url);
  reported('push');
};

export const replace = (url: string) => {
  history.replaceState(null, '', url);
  reported('replace');
};

/** The visitor goes back, or follows a link to another place of the page. */
export const come = (url: string, type: 'popstate' | 'hashchange') => {
  (window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(url);
  window.dispatchEvent(new Event(type));
  reported('traverse');
};

export async function pageViews(page: Page): Promise<Record<string, string>[]> {
  await page.pass(SETTLED);
  return page.params().filter((hit) => 'action_name' in hit);
}

export const urls = async (page: Page) => (await pageViews(page)).map(({ url }) => url);
