// @vitest-environment happy-dom
// What a conversion is credited to, as the page is told.
import { describe, expect, it } from 'vitest';
import { START, methodOf, openPage } from '../../support/page';
import { REFERRAL, SESSION, SITE } from '../../support/tracker-cookies';
import { EXT, open } from './page';

const NOW = START / 1000;

describe('getters', () => {
  it('given stored values, then they are returned, the time as a number', async () => {
    const stored = ['name', 'word', NOW - 5, EXT];
    const page = await openPage({ ...SITE, cookies: { [REFERRAL]: JSON.stringify(stored), [SESSION]: '1' } });
    const get = (what: string) => methodOf(page, `getAttribution${what}`)();
    expect(get('Info')).toEqual(stored);
    expect(['CampaignName', 'CampaignKeyword', 'ReferrerTimestamp', 'ReferrerUrl'].map(get)).toEqual(stored);
  });

  it('given nothing stored, then they are empty', async () => {
    const page = await openPage(SITE);
    expect(page.tracker.getAttributionInfo()).toEqual(['', '', 0, '']);
  });

  it('given a referrer alone, then campaign and keyword are empty', async () => {
    const page = await open([], { referrer: EXT });
    expect(page.tracker.getAttributionInfo()).toEqual(['', '', NOW, EXT]);
  });

  it.each(['requireConsent', 'requireCookieConsent', 'disableCookies', 'enableExemptMode'])(
    'given %s, then nothing is stored, and they are empty although hits may tell',
    async (method) => {
      const page = await open([[method]], { url: 'http://www.a.test/p?mtm_campaign=c', referrer: EXT });
      await page.pass(1000);
      page.leave();
      expect(page.tracker.getAttributionInfo()).toEqual(['', '', 0, '']);
      expect(page.cookies.all()).toEqual({});
    },
  );

  it('given lists, then copies are returned and the caller’s own are not changed', async () => {
    const hosts = ['one.test'];
    const page = await openPage(SITE);
    for (const [set, get] of [
      ['setExcludedReferrers', 'getExcludedReferrers'],
      ['setIgnoreCampaignsForReferrers', 'getIgnoreCampaignsForReferrers'],
      ['setIgnoreCampaignAttributionForSources', 'getIgnoreCampaignAttributionForSources'],
    ] as const) {
      page.push([set, hosts]);
      const list = page.tracker[get]();
      list.push('two.test');
      expect(page.tracker[get]()).toEqual(['one.test']);
      page.push([set, 'single.test']);
      expect(page.tracker[get]()).toEqual(['single.test']);
    }
    page.push(['setDomains', hosts]);
    expect(hosts).toEqual(['one.test']);
  });

  it('given no settings, then the defaults are returned', async () => {
    const { tracker } = await openPage(SITE);
    expect(tracker.getExcludedReferrers()).toEqual(['.paypal.com']);
    expect(tracker.getIgnoreCampaignsForReferrers()).toEqual(['chatgpt.com', 'chat.openai.com']);
    expect(tracker.getIgnoreCampaignAttributionForSources()).toEqual(['chatgpt.com', 'chat.openai.com']);
  });
});
