/** Where hits go and which site they belong to. */
import { partsOf } from '../page/url';
import { refuse } from '../report';
import { textOf } from '../values';
import type { Text } from '../arguments';
import type { Context } from '../context';

export const site = (t: Context) => ({
  /**
   * Sets where hits go.
   * @param url - the tracking end point, such as `https://stats.example/matomo.php`; used as it is. An empty one is refused
   */
  setTrackerUrl(url: string): void {
    const address = String(textOf(url));
    if (address === '') return refuse(url, 'a URL');
    t._trackerUrl = address;
  },
  /** Where hits go, as it was set. */
  getTrackerUrl: (): string => t._trackerUrl,

  /**
   * Sets the site.
   * @param id - the site's ID on the server; also part of the cookie names. An empty one is refused
   * @see Tracking API: `idsite`
   */
  setSiteId(id: Text): void {
    const site = textOf(id);
    if (site === '') return refuse(id, 'an ID');
    t._siteId = site;
  },
  /** The site's ID, as it was set. */
  getSiteId: (): string | number => t._siteId as string | number,

  /**
   * Sets the Matomo base URL, for overlay and opt-out frames; hits do not use it.
   * @param url - with a slash at its end, such as `https://stats.example/`
   */
  setAPIUrl(url: string): void {
    t._apiUrl = url;
  },
  /** The Matomo base URL: as set, else the tracker URL without its script name. */
  getMatomoUrl(): string {
    if (t._apiUrl) return String(t._apiUrl);
    const [url] = (partsOf(t._api.getTrackerUrl()).href || '').split('?') as [string];
    return url.replace(/[^/]*\.php$/, '').replace(/\/js\/$/, '/');
  },
  /** The same as {@link getMatomoUrl}, under its old name. */
  getPiwikUrl: (): string => t._api.getMatomoUrl(),
});
