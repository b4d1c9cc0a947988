/** Page views of single-page applications: one for each new address, without a call in the page's router. */
import { completeHits } from '../hit/build';
import { currentUrl, ignoresCampaign, reportedUrl } from '../identity/attribution';
import { timeNow } from '../page/clock';
import { listen, navigationApi, whenActivated } from '../page/lifecycle';
import { afterPaint } from '../page/paint';
import { decodeUrl } from '../page/url';
import { guarded, refuse } from '../report';
import { finishWork } from '../slices';
import { isObject } from '../values';
import type { Context } from '../context';

export interface SinglePageOptions {
  /** Whether the text behind `#` is part of the address, for routers that keep the view there. Off unless given. */
  hash?: boolean | undefined;
}

/** Listeners that run before the page's own router, which may track events of the new view. */
const FIRST = { capture: true };

/** How long a view may take until it has a title of its own (ms). */
const TITLE_LIMIT = 500;

/** A view that is still to be reported. */
interface NextView {
  _url: string;
  /** The title before it. */
  _title: string;
  /** Once its visitor has seen it: when it is reported with the title that it has then (unix ms). */
  _until?: number;
}

export const singlePage = (t: Context) => {
  let withHash: unknown;
  /** The address of the last page view; `''` until a prerendered page is shown, undefined while this is switched off. */
  let last: string | undefined;

  /** Identifies the view: its reported address. Routers may write that of the first view with or without `#/`. */
  const viewOf = (url: string): string => {
    const [page = '', ...hash] = url.split('#');
    return reportedUrl(t, decodeUrl(page)) + (withHash ? hash.join('#').replace(/^!?\/?$/, '') : '');
  };

  const isNew = (url = location.href): unknown => last && viewOf(last) !== viewOf(url);

  /** The view that the visitor has gone to, while it is waited for its title. */
  let next: NextView | undefined;

  /** Makes the next view the present one. @returns false if it is that already */
  const enter = (): boolean => {
    const url = next && next._url;
    next = undefined;
    if (!url || !isNew(url)) return false;
    last = url;
    // Hits tracked before belong to the previous view, with the visitor and campaign of that time.
    finishWork();
    completeHits();
    t._isAssisted = ignoresCampaign(t);
    t._referrer = currentUrl(t);
    t._customUrl = decodeUrl(last);
    return true;
  };
  const report = (): void => {
    if (!enter()) return;
    // A plugin may have replaced it. What that throws must reach neither the page's router nor the next view.
    guarded('trackPageView', () => t._api.trackPageView());
    t._rescan();
  };
  // A view that the page tracks itself is the one that was waited for.
  t._onPageView.unshift((isSearch) => {
    if (!isSearch && enter()) afterPaint((isDrawn) => isDrawn === false || t._rescan());
  });

  /** Tracks one page view for the present address, however many others there were on the way to it. */
  const reportNext = (isDrawn?: boolean, tracker?: object): boolean | undefined => {
    // Neither a setting nor a hit of another tracker ends the waiting for this one's title.
    if (isDrawn === false && tracker !== t) return true;
    const transition = transitionNow();
    // During a transition the view is not there yet; it will be reported when it is.
    if (!next || (transition && transition !== settled)) return;
    const { title } = document;
    const until = (next._until = next._until || timeNow() + TITLE_LIMIT);
    if (isDrawn && (!title || title === next._title) && timeNow() < until) return true;
    report();
  };
  /** A router changes the address before the view and its title. */
  const reportSoon = (): void => afterPaint(reportNext);
  /** @param isReplaced - the present address took the place of the one before, as in a redirect */
  const onChange = (isReplaced?: boolean): void => {
    const url = location.href;
    // The visitor has seen it, although it has no title of its own.
    if (next && next._until && !isReplaced && viewOf(next._url) !== viewOf(url)) report();
    if (isNew()) {
      // The previous view may still have to read its title, which the router is about to change.
      completeHits();
      // Here, so that a title which the page sets for the new view stays.
      t._title = undefined;
      next = { _title: document.title, ...next, _url: url };
    } else next = undefined;
    reportSoon();
  };
  const navigation = navigationApi();
  const transitionNow = (): unknown => navigation && navigation.transition;
  /** The last transition that is over, although the browser may still report it as going on. */
  let settled: unknown;
  const onSettled = (): void => {
    settled = transitionNow();
    reportSoon();
  };

  const watchHistory = (): void => {
    listen(window, 'popstate', () => onChange(), FIRST);
    listen(window, 'hashchange', () => onChange());
    for (const name of ['pushState', 'replaceState'] as const) {
      const change = history[name];
      history[name] = (...args) => {
        change.apply(history, args);
        onChange(name === 'replaceState');
      };
    }
  };

  return {
    /**
     * Tracks a page view whenever the page's address changes: by the Navigation API, or by the History API in browsers
     * without it. The page view has the new address and title, a new page view ID, and the address before as its
     * referrer; content tracking looks at the page again. The first page view is left to the page.
     * @param options - `hash: true` for routers that keep the view behind `#`; unless given, a change there is no page view
     * @see Tracking API: `url`, `urlref`, `action_name`, `pv_id`
     */
    enableSinglePageTracking(options: SinglePageOptions = {}): void {
      if (!isObject(options)) return refuse(options, 'an object');
      withHash = options.hash;
      if (last !== undefined) return;
      last = '';
      const { href, pathname } = location;
      whenActivated(() => {
        // The link that the visitor follows may have other parameters than the prerendered address; another path is a route that
        // the app has taken meanwhile.
        last = location.pathname === pathname ? location.href : href;
        onChange();
      });
      if (!navigation) return watchHistory();
      // At the change of the address, for hits of the same task; and when the view is there, or shows what went wrong.
      listen(
        navigation,
        'currententrychange',
        (event) => onChange((event as Event & { navigationType?: string }).navigationType === 'replace'),
        FIRST,
      );
      listen(navigation, 'navigatesuccess', onSettled, FIRST);
      listen(navigation, 'navigateerror', onSettled, FIRST);
    },
  };
};
