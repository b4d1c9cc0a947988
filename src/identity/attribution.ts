/** The campaign or referrer that a conversion is credited to: `_rcn`, `_rck`, `_refts`, `_ref` and the `ref` cookie. */
import { toJson } from '../encode';
import { cleanUrl, decodeUrl, hostOf, parameterOf } from '../page/url';
import { keepCookie, keptCookie } from './cookies';
import { attempt } from '../report';
import { isString } from '../values';
import { isExcluded, isListed } from './domains';
import type { Context } from '../context';

/** As it stands in the cookie: campaign name, keyword, unix seconds, referrer. */
export type Attribution = [campaign: string, keyword: string, time: number, referrer: string];

export const CAMPAIGN_NAMES =
  'pk_campaign,mtm_campaign,piwik_campaign,matomo_campaign,utm_campaign,utm_source,utm_medium'.split(',');
export const CAMPAIGN_KEYWORDS = 'pk_kwd,mtm_kwd,piwik_kwd,matomo_kwd,utm_term'.split(',');

/** Further campaign parameters, which only the server reads. */
const SERVER_SIDE = 'cpn,keyword,source,medium,content,cid,group,placement'.split(',');

const campaignParameters = (t: Context): string[] =>
  t._campaignNames
    .concat(t._campaignKeywords, CAMPAIGN_NAMES, CAMPAIGN_KEYWORDS, 'mtm_clid', 'utm_content', 'utm_id')
    .concat(...SERVER_SIDE.map((name) => [`mtm_${name}`, `pk_${name}`]));

export const currentUrl = (t: Context): string => (t._customUrl === undefined ? t._pageUrl : t._customUrl);

/** Do campaign parameters not count, because the referrer adds its own to every link (chat assistants)? */
export const ignoresCampaign = (t: Context, referrer = t._referrer): boolean | undefined =>
  t._isAssisted ||
  (referrer !== '' &&
    isListed(
      t._ignoredCampaignReferrers.map((host) => `.${host.replace(/^\*?\./, '')}`),
      hostOf(referrer),
    ));

/** Are campaign parameters disabled? Not where consent is required, which covers them, too; always in exempt mode. */
const campaignsDisabled = (t: Context): boolean | undefined => (t._campaignsOff && !t._consentRequired) || t._exempt;

/**
 * An address as it is reported: cleaned of parameters that are the tracker's own, excluded or disabled.
 * @param isTarget - true for a link's target: its campaign parameters have nothing to do with how the visitor came
 */
export const reportedUrl = (t: Context, url: string, isTarget?: boolean): string => {
  const isCampaignKept = !campaignsDisabled(t) && (isTarget || !ignoresCampaign(t));
  return cleanUrl(url, t._excludedParams.concat(isCampaignKept ? [] : campaignParameters(t)), t._discardHash);
};

/** Does the address ask not to attribute the visit to its referrer: by `ignore_referrer=1`, or `ignore_referer=1`? */
export const ignoresReferrer = (url: string): boolean => /[?&#]ignore_referr?er=1([&#]|$)/.test(url);

export const storedAttribution = (t: Context): Attribution => {
  // A damaged cookie counts as none.
  const value = attempt((): unknown => JSON.parse(keptCookie(t, 'ref') || '0'));
  return Array.isArray(value) && [0, 1, 3].every((index) => isString(value[index]))
    ? [value[0], value[1], Number(value[2]) || 0, value[3]]
    : ['', '', 0, ''];
};

const firstOf = (url: string, names: readonly string[]): string =>
  names.map((name) => decodeUrl(parameterOf(url, name))).find((value) => value) || '';

/**
 * The attribution of a hit. It is determined once, at the start of a session; after that the stored one is repeated.
 * @param now - unix seconds
 * @param session - value of the session cookie: `''` unless a session is going on
 * @param url - address of the hit's page; a hit that had to wait brings its own
 * @param source - the referrer of that page, likewise
 */
export const attribute = (
  t: Context,
  now: number,
  session: string,
  url = currentUrl(t),
  source = t._referrer,
): Attribution => {
  const stored = storedAttribution(t);
  if (session || ignoresReferrer(url)) return stored;

  let [campaign, keyword, time, referrer] = stored;
  const isOwn = (address: string): boolean =>
    isListed(t._domains, hostOf(address)) || isExcluded(t._excludedReferrers, address);

  if (!campaignsDisabled(t) && !ignoresCampaign(t, source) && !(t._firstReferrer && campaign)) {
    campaign = firstOf(url, t._campaignNames);
    keyword = firstOf(url, t._campaignKeywords);
    if (t._ignoredSources.includes(campaign)) campaign = '';
  }
  if (source && !isOwn(source) && !(t._firstReferrer && referrer && !isOwn(referrer))) {
    referrer = source;
  }
  if (referrer || campaign) {
    time = now;
    referrer = reportedUrl(t, referrer.slice(0, t._referralMaxLength));
    const found: Attribution = [campaign, keyword, time, referrer];
    keepCookie(t, 'ref', toJson(found), t._referralTimeout * 1000);
  }
  return [campaign, keyword, time, referrer];
};
