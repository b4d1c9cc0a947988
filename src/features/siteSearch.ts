/** Site search. */
import { track } from '../hit/build';
import { refuse } from '../report';
import { isWhole } from '../values';
import type { CustomData, Text } from '../arguments';
import type { Context } from '../context';

export const siteSearch = (t: Context) => ({
  /**
   * Tracks a search on the site.
   * @param keyword - what was searched for
   * @param category - where; a list is joined with commas, false is none
   * @param resultsCount - number of results, false if unknown; 0 lists the keyword among those without result
   * @param customData - data of this call: `dimensionN` keys become custom dimensions
   * @see Tracking API: `search`, `search_cat`, `search_count`
   */
  trackSiteSearch(
    keyword: Text,
    category?: Text | readonly Text[] | false,
    resultsCount?: Text | false,
    customData?: CustomData,
  ): void {
    if (!isWhole(resultsCount) && resultsCount !== false) {
      if (resultsCount) refuse(resultsCount, 'a whole number', 'resultsCount');
      resultsCount = undefined;
    }
    t._onPageView.forEach((task) => task(true));
    track(
      t,
      { search: String(keyword), search_cat: category || undefined, search_count: resultsCount },
      { _kind: 'sitesearch', _data: customData },
    );
  },
});
