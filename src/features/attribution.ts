/** Which hosts are the site's own, and which campaign or referrer a conversion is credited to. */
import { attribute, storedAttribution } from '../identity/attribution';
import { keptCookie, mayStore } from '../identity/cookies';
import { withOwnHost } from '../identity/domains';
import { loadVisitor, saveVisitor, seconds } from '../identity/visitor';
import { hasAnySent } from '../transport/send';
import { refuse } from '../report';
import { toTexts } from '../values';
import type { Names } from '../arguments';
import type { Context } from '../context';

export const attribution = (t: Context) => {
  // A page that is left without a hit of this tracker still stores the attribution; and if another tracker of the page has
  // sent hits, the visitor ID, too.
  t._onLeave.push(() => {
    if (t._sent || !mayStore(t) || t._siteId === '') return;
    attribute(t, seconds(), keptCookie(t, 'ses'));
    if (hasAnySent()) saveVisitor(t, loadVisitor(t));
  });

  const limitReferrer = (length: number): void => {
    if (!(length > 0)) return refuse(length, 'a number');
    t._referralMaxLength = length;
  };

  return {
    /**
     * Sets the site's own hosts: links to them are no outlinks, no visit is credited to them.
     * @param hosts - `host`, `.host` or `*.host`, each with an optional path, without `https://`; the page's own host is one of
     *   them unless a path says which part of the site is meant
     */
    setDomains(hosts: Names): void {
      t._domains = withOwnHost(toTexts(hosts));
    },
    /**
     * Sets referrers that do not count, such as a payment service.
     * @param hosts - like those of {@link setDomains}; replaces the default, `.paypal.com`
     */
    setExcludedReferrers(hosts: Names): void {
      t._excludedReferrers = toTexts(hosts);
    },
    /** The referrers that do not count. */
    getExcludedReferrers: (): string[] => t._excludedReferrers.slice(),
    /**
     * Sets the parameters of the page's address that name a campaign.
     * @param names - the first that is there counts; replaces the default, `mtm_campaign`, `utm_campaign`, …
     * @see Tracking API: `_rcn`
     */
    setCampaignNameKey(names: Names): void {
      t._campaignNames = toTexts(names);
    },
    /**
     * Sets the parameters of the page's address that hold a campaign's keyword.
     * @param names - the first that is there counts; replaces the default, `mtm_kwd`, `utm_term`, …
     * @see Tracking API: `_rck`
     */
    setCampaignKeywordKey(names: Names): void {
      t._campaignKeywords = toTexts(names);
    },
    /** Neither reads campaign parameters nor leaves them in reported addresses, unless consent is required. */
    disableCampaignParameters(): void {
      t._campaignsOff = true;
    },
    /**
     * Credits conversions to the first referrer and campaign instead of the last.
     * @param enable - false for the last
     */
    setConversionAttributionFirstReferrer(enable: boolean): void {
      t._firstReferrer = enable;
    },
    /**
     * Sets hosts that add campaign parameters of their own to links: these are removed, and not attributed.
     * @param hosts - each with its subdomains; replaces the default, `chatgpt.com` and `chat.openai.com`
     */
    setIgnoreCampaignsForReferrers(hosts: Names): void {
      t._ignoredCampaignReferrers = toTexts(hosts);
    },
    /** The hosts set with {@link setIgnoreCampaignsForReferrers}. */
    getIgnoreCampaignsForReferrers: (): string[] => t._ignoredCampaignReferrers.slice(),
    /**
     * Sets campaigns that are not attributed, but stay in the reported address.
     * @param sources - names of campaigns; replaces the default, `chatgpt.com` and `chat.openai.com`
     */
    setIgnoreCampaignAttributionForSources(sources: Names): void {
      t._ignoredSources = toTexts(sources);
    },
    /** The campaigns set with {@link setIgnoreCampaignAttributionForSources}. */
    getIgnoreCampaignAttributionForSources: (): string[] => t._ignoredSources.slice(),
    /**
     * Sets the longest referrer that is kept for attribution.
     * @param length - UTF-16 units; 1024 unless set
     */
    setReferralUrlMaxLength: limitReferrer,
    /**
     * The same as {@link setReferralUrlMaxLength}.
     * @param length - UTF-16 units; 1024 unless set
     */
    setReferrerUrlMaxLength: limitReferrer,

    /** What a conversion is credited to, as stored: `[campaign, keyword, unix seconds, referrer]`. */
    getAttributionInfo: () => storedAttribution(t),
    /** The campaign that a conversion is credited to; `''` for none. */
    getAttributionCampaignName: () => storedAttribution(t)[0],
    /** That campaign's keyword; `''` for none. */
    getAttributionCampaignKeyword: () => storedAttribution(t)[1],
    /** When the visit began that stored these last, even a direct one; unix seconds, 0 if nothing is stored. */
    getAttributionReferrerTimestamp: () => storedAttribution(t)[2],
    /** The referrer that a conversion is credited to; `''` for none. */
    getAttributionReferrerUrl: () => storedAttribution(t)[3],
  };
};
