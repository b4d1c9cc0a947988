/** Where hits go and which site they belong to. */
import { textOf } from '../values';
import type { Context } from '../context';

export const site = (t: Context) => ({
  /** Sets the tracking end point, such as `https://stats.example/matomo.php`; used as it is. */
  setTrackerUrl(url: string): void {
    t._trackerUrl = String(url);
  },
  getTrackerUrl: (): string => t._trackerUrl,

  /** Sets the site ID (`idsite`); also part of the cookie names. */
  setSiteId(id: string | number): void {
    t._siteId = textOf(id);
  },
  getSiteId: (): string | number => t._siteId as string | number,

  /** Sets the Matomo base URL, for overlay and opt-out frames; hits do not use it. */
  setAPIUrl(url: string): void {
    t._apiUrl = url;
  },
  /** The Matomo base URL: as set, else the tracker URL without its script name. */
  getMatomoUrl(): string {
    if (t._apiUrl) return String(t._apiUrl);
    const [url] = new URL(t._api.getTrackerUrl(), location.href).href.split('?') as [string];
    return url.replace(/[^/]*\.php$/, '').replace(/\/js\/$/, '/');
  },
  getPiwikUrl: (): string => t._api.getMatomoUrl(),
});
