/** Page views, and the address, title and referrer that are reported. */
import { currentUrl, reportedUrl } from '../identity/attribution';
import { completeHits, track } from '../hit/build';
import { PAGE_VIEW_ID } from '../hit/rows';
import { isOnDisk } from '../page/url';
import { refuse } from '../report';
import { isAbsent, isObject, isString, toTexts } from '../values';
import type { Callback, CustomData, Names } from '../arguments';
import type { Context } from '../context';

/** Six digits in base 36: enough to tell the page views of one visit apart. */
const randomPageViewId = (): string =>
  Math.floor(Math.random() * 36 ** 6)
    .toString(36)
    .padStart(6, '0');

/** The title of a page view: the given text, else that of the page's first title element. */
const titleOf = (title: unknown): unknown => {
  const text = (isObject(title) && title['text']) || title;
  if (isString(text)) return text;
  const [element] = document.getElementsByTagName('title');
  return element ? element.text : text;
};

/** A custom URL as the original resolves it: whole, from the root, or beside the page's own file. */
const resolveUrl = (t: Context, url: string): string => {
  if (/^[a-z]+:/.test(url)) return url;
  if (url[0] === '/') return `${location.protocol}//${location.host}${url}`;
  // What is behind the last slash of the path goes.
  return reportedUrl(t, t._pageUrl).replace(/[^/?]*(\?[^]*)?$/, '') + url;
};

export const pageViews = (t: Context) => {
  let isManualId = false;
  let count = 0;
  t._rows[PAGE_VIEW_ID] = () => ({ pv_id: t._pageViewId || undefined });

  return {
    /**
     * Tracks a page view. Begins a new page view ID, which all later hits of the page carry.
     * @param title - title of the page; that of {@link setDocumentTitle}, else the document's, unless given
     * @param customData - data of this call: `dimensionN` keys become custom dimensions
     * @param callback - called when the request is over; never if the hit is not sent
     * @see Tracking API: `action_name`, `pv_id`, `data`
     */
    trackPageView(title?: string, customData?: CustomData, callback?: Callback): void {
      completeHits();
      t._onPageView.forEach((task) => task());
      if (t._overlay()) return;
      count++;
      if (!isManualId) t._pageViewId = randomPageViewId();
      const given = title || t._title;
      const known = given === undefined ? given : titleOf(given);
      const action = {
        // Without a given title it is read as late as possible: routers change the address before the title.
        get action_name() {
          return known === undefined ? titleOf(document.title) : known;
        },
      };
      track(t, action, { _kind: 'log', _data: customData, _callback: callback });
    },
    /** How many page views this tracker has tracked on this page. */
    getNumTrackedPageViews: (): number => count,

    /**
     * Sets the title of the page views that follow.
     * @param title - any text
     * @see Tracking API: `action_name`
     */
    setDocumentTitle(title: string): void {
      t._title = title;
    },
    /**
     * Keeps one page view ID for all later page views.
     * @param id - six letters or digits; `''` sends none
     * @see Tracking API: `pv_id`
     */
    setPageViewId(id: string): void {
      t._pageViewId = id;
      isManualId = true;
    },
    /** The ID of the present page view; undefined before the first. */
    getPageViewId: () => t._pageViewId as string | undefined,

    /**
     * Sets the reported address.
     * @param url - absolute, `/from/root`, or relative to the page's directory
     * @see Tracking API: `url`
     */
    setCustomUrl(url: string): void {
      if (isAbsent(url)) return refuse(url, 'a URL');
      t._customUrl = resolveUrl(t, String(url));
      t._onDisk = isOnDisk(t._pageUrl) || isOnDisk(t._customUrl);
    },
    /** The reported address, before parameters are removed from it. */
    getCurrentUrl: (): string => currentUrl(t),
    /**
     * Sets the reported referrer.
     * @param url - absolute; `''` for none
     * @see Tracking API: `urlref`
     */
    setReferrerUrl(url: string): void {
      if (isAbsent(url)) return refuse(url, 'a URL');
      t._referrer = String(url);
    },
    /**
     * Leaves what follows `#` out of every reported address.
     * @param enable - false reports it again
     */
    discardHashTag(enable: boolean): void {
      t._discardHash = enable;
    },
    /**
     * Sets parameters that are removed from every reported address.
     * @param names - exact and case-sensitive; replaces those set before
     */
    setExcludedQueryParams(names: Names): void {
      t._excludedParams = toTexts(names);
    },
    /** Tracks pages that were opened from a disk (`file:`), too. */
    enableFileTracking(): void {
      t._filePages = true;
    },
    /**
     * Counts prerendered pages at once, whether they are ever shown or not.
     * @param enable - false waits until they are shown
     */
    setCountPreRendered(enable: boolean): void {
      t._countPrerendered = enable;
    },
  };
};
