// Finds the campaign in a page's address, by the parameter names the server knows by default.
const NAMES = [
  'mtm_campaign',
  'matomo_campaign',
  'piwik_campaign',
  'pk_campaign',
  'mtm_cpn',
  'pk_cpn',
  'utm_campaign',
  'utm_source',
  'utm_medium',
];
const KEYWORDS = ['mtm_keyword', 'mtm_kwd', 'matomo_kwd', 'piwik_kwd', 'pk_keyword', 'pk_kwd', 'utm_term'];

export interface Campaign {
  /** Empty without a campaign. */
  name: string;
  keyword: string;
}

/** @param url - the `url` parameter of a hit; the campaign may stand in its query or in its fragment */
export function campaignOf(url: string): Campaign {
  if (!URL.canParse(url)) return { name: '', keyword: '' };
  const { searchParams, hash } = new URL(url);
  const fragment = new URLSearchParams(hash.replace(/^#[^?=]*\?|^#/, ''));
  const first = (names: string[]): string =>
    names.map((name) => searchParams.get(name) || fragment.get(name) || '').find((value) => value !== '') ?? '';
  const name = first(NAMES);
  return { name, keyword: name && first(KEYWORDS) };
}

/** The referrer when it is a page on another host than the hit's own page, else empty. */
export function externalReferrer(url: string, referrer: string): string {
  if (!URL.canParse(referrer)) return '';
  const own = URL.canParse(url) ? new URL(url).host : '';
  return new URL(referrer).host === own ? '' : referrer;
}
