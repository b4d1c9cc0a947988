/** Which hosts are the site's own, and which campaign or referrer a conversion is credited to. */
import { attribute, storedAttribution } from '../identity/attribution';
import { keptCookie, mayStore } from '../identity/cookies';
import { withOwnHost } from '../identity/domains';
import { loadVisitor, saveVisitor, seconds } from '../identity/visitor';
import { hasSent } from '../transport/send';
import { hostOf } from '../page/url';
import { toList } from '../values';
import type { Context } from '../context';

type Names = string | string[];

const texts = (names: Names): string[] => toList(names).map(String);

export const attribution = (t: Context) => {
  // A page that is left without a hit still keeps what brought the visitor; and a tracker beside one that has
  // counted the visitor keeps the ID.
  t._onLeave.push(() => {
    if (t._sent || !mayStore(t) || t._siteId === '') return;
    attribute(t, seconds(), keptCookie(t, 'ses') !== '');
    if (hasSent()) saveVisitor(t, loadVisitor(t));
  });

  return methods(t);
};

const limitReferrer =
  (t: Context) =>
  (length: number): void => {
    t._referralMaxLength = Number(length);
  };

const methods = (t: Context) => ({
  /** Sets the site's own hosts: `host`, `.host` or `*.host`, each with an optional path. */
  setDomains(hosts: Names): void {
    t._domains = withOwnHost(texts(hosts), hostOf(location.href));
  },
  /** Referrers that do not count; replaces the default, `.paypal.com`. */
  setExcludedReferrers(hosts: Names): void {
    t._excludedReferrers = texts(hosts);
  },
  getExcludedReferrers: (): string[] => t._excludedReferrers.slice(),
  setCampaignNameKey(names: Names): void {
    t._campaignNames = texts(names);
  },
  setCampaignKeywordKey(names: Names): void {
    t._campaignKeywords = texts(names);
  },
  /** Neither reads campaign parameters nor leaves them in reported addresses, unless consent is required. */
  disableCampaignParameters(): void {
    t._campaignsOff = true;
  },
  /** Credits the first referrer and campaign instead of the last. */
  setConversionAttributionFirstReferrer(enable: unknown): void {
    t._firstReferrer = enable;
  },
  /** Hosts whose visitors bring campaign parameters that are not the site's: removed, not attributed. */
  setIgnoreCampaignsForReferrers(hosts: Names): void {
    t._ignoredCampaignReferrers = texts(hosts);
  },
  getIgnoreCampaignsForReferrers: (): string[] => t._ignoredCampaignReferrers.slice(),
  /** Campaign names that are not attributed, but stay in the reported address. */
  setIgnoreCampaignAttributionForSources(sources: Names): void {
    t._ignoredSources = texts(sources);
  },
  getIgnoreCampaignAttributionForSources: (): string[] => t._ignoredSources.slice(),
  /** Longest referrer that is kept for attribution, in UTF-16 units. */
  setReferralUrlMaxLength: limitReferrer(t),
  setReferrerUrlMaxLength: limitReferrer(t),

  /** `[campaign, keyword, unix seconds, referrer]` as stored. */
  getAttributionInfo: () => storedAttribution(t),
  getAttributionCampaignName: () => storedAttribution(t)[0],
  getAttributionCampaignKeyword: () => storedAttribution(t)[1],
  getAttributionReferrerTimestamp: () => storedAttribution(t)[2],
  getAttributionReferrerUrl: () => storedAttribution(t)[3],
});
