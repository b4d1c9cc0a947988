/** Page views, and the address, title and referrer that are reported. */
import { currentUrl, reportedUrl } from '../identity/attribution';
import { track } from '../hit/build';
import { PAGE_VIEW_ID } from '../hit/rows';
import { isObject, isString, toList } from '../values';
import type { Callback, Context } from '../context';

const ID_CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Six characters: long enough to tell the page views of one visit apart. */
const randomPageViewId = (): string =>
  Array.from({ length: 6 }, () => ID_CHARACTERS[(Math.random() * ID_CHARACTERS.length) | 0]).join('');

/** The title of a page view; what is not a text gives way to the page's own title element. */
const titleOf = (title: unknown): unknown => {
  const text = isObject(title) && title['text'] ? title['text'] : title;
  if (isString(text)) return text;
  const [element] = document.getElementsByTagName('title');
  return element ? element.text : text;
};

/** A custom URL as the original resolves it: whole, from the root, or beside the page's own file. */
const resolveUrl = (t: Context, url: string): string => {
  if (/^[a-z]+:/.test(url)) return url;
  if (url[0] === '/') return `${location.protocol}//${location.host}${url}`;
  const page = reportedUrl(t, t._pageUrl).split('?')[0] as string;
  return page.slice(0, page.lastIndexOf('/') + 1) + url;
};

export const pageViews = (t: Context) => {
  let isManualId = false;
  let count = 0;
  t._rows[PAGE_VIEW_ID] = () => ({ pv_id: t._pageViewId || undefined });

  return {
    /**
     * Tracks a page view. Begins a new page view ID, which all later hits of the page carry.
     * @param title - title of the page, unless the document's or {@link setDocumentTitle}'s is right
     * @param customData - per-call data: `dimensionN` keys become custom dimensions
     * @see Tracking API: `action_name`, `pv_id`
     */
    trackPageView(title?: unknown, customData?: unknown, callback?: Callback): void {
      t._onPageView.forEach((task) => task());
      if (t._overlay()) return;
      count++;
      if (!isManualId) t._pageViewId = randomPageViewId();
      track(t, { action_name: titleOf(title || t._title) }, { _hook: 'log', _data: customData, _callback: callback });
    },
    getNumTrackedPageViews: (): number => count,

    setDocumentTitle(title: unknown): void {
      t._title = title;
    },
    /** Keeps this ID for all later page views; a falsy one sends none. */
    setPageViewId(id: unknown): void {
      t._pageViewId = id;
      isManualId = true;
    },
    getPageViewId: () => t._pageViewId as string | undefined,

    /** Sets the reported address: absolute, `/from/root`, or relative to the page's directory. */
    setCustomUrl(url: string): void {
      t._customUrl = resolveUrl(t, String(url));
    },
    getCurrentUrl: (): string => currentUrl(t),
    setReferrerUrl(url: string): void {
      t._referrer = String(url);
    },
    discardHashTag(enable: unknown): void {
      t._discardHash = enable;
    },
    /** Sets parameter names (exact, case-sensitive) that are removed from every reported address. */
    setExcludedQueryParams(names: string | string[]): void {
      t._excludedParams = toList(names).map(String);
    },
    enableFileTracking(): void {
      t._filePages = true;
    },
    setCountPreRendered(enable: unknown): void {
      t._countPrerendered = enable;
    },
  };
};
