/** Site search. */
import { track } from '../hit/build';
import type { Context } from '../context';

export const siteSearch = (t: Context) => ({
  /**
   * Tracks a search on the site.
   * @param keyword - what was searched for
   * @param category - where; a list is joined with commas
   * @param resultsCount - number of results; 0 lists the keyword among those without result
   * @see Tracking API: `search`, `search_cat`, `search_count`
   */
  trackSiteSearch(keyword: unknown, category?: unknown, resultsCount?: unknown, customData?: unknown): void {
    t._onPageView.forEach((task) => task(true));
    track(
      t,
      { search: String(keyword), search_cat: category || undefined, search_count: resultsCount },
      { _hook: 'sitesearch', _data: customData },
    );
  },
});
