// @vitest-environment happy-dom
// Which parameters of the address name a campaign, and which campaigns count.
import { describe, expect, it } from 'vitest';
import { START } from '../../support/page';
import { REFERRAL } from '../../support/tracker-cookies';
import { EXT, open } from './page';

const NOW = START / 1000;

describe('campaign parameters', () => {
  it('given names that the page sets, then they replace the usual ones', async () => {
    const url = 'http://www.a.test/?c.x=mine&k=word&mtm_campaign=m&mtm_kwd=w';
    const page = await open(
      [
        ['setCampaignNameKey', 'c.x'],
        ['setCampaignKeywordKey', ['none', 'k']],
      ],
      { url },
    );
    expect(page.last()).toMatchObject({ _rcn: 'mine', _rck: 'word' });
  });

  it.each([
    ['c.x', '?cax=1', '1'],
    ['c.x', '?cx=1', undefined],
    ['c[]', '?c[]=1', '1'],
    ['c*', '?cc=1', undefined],
  ])('given the name %s, then %s is the campaign %j', async (name, at, campaign) => {
    const page = await open([['setCampaignNameKey', name]], { url: `http://www.a.test/${at}` });
    expect(page.last()['_rcn']).toBe(campaign);
  });

  it('given they are disabled, then none is read, and all are removed from addresses', async () => {
    const listed =
      'mtm_campaign matomo_campaign mtm_cpn pk_campaign piwik_campaign pk_cpn utm_campaign mtm_keyword matomo_kwd mtm_kwd ' +
      'pk_keyword piwik_kwd pk_kwd utm_term mtm_source pk_source utm_source mtm_medium pk_medium utm_medium mtm_content ' +
      'pk_content utm_content mtm_cid pk_cid utm_id mtm_clid mtm_group pk_group mtm_placement pk_placement own';
    const query = `?gclid=1&${listed
      .split(' ')
      .map((name) => `${name}=v`)
      .join('&')}&z=2`;
    const page = await open([['setCampaignNameKey', 'own'], ['disableCampaignParameters']], {
      url: `http://www.a.test/${query}`,
      referrer: `http://ext.test/${query}`,
    });
    expect(page.last()).toMatchObject({
      url: 'http://www.a.test/?gclid=1&z=2',
      urlref: 'http://ext.test/?gclid=1&z=2',
      _ref: 'http://ext.test/?gclid=1&z=2',
    });
    expect(page.last()).not.toHaveProperty('_rcn');
  });

  it('given they are disabled, then a stored campaign is kept', async () => {
    const page = await open([['disableCampaignParameters']], {
      url: 'http://www.a.test/?mtm_campaign=new',
      referrer: EXT,
      cookies: { [REFERRAL]: `["old","kw",${NOW - 5},""]` },
    });
    expect(page.last()).toMatchObject({ _rcn: 'old', _rck: 'kw', _ref: EXT });
  });

  it('given consent is required, then disabling them has no effect: consent decides', async () => {
    const url = 'http://www.a.test/?mtm_campaign=c';
    const page = await open([['disableCampaignParameters'], ['requireConsent'], ['setConsentGiven']], { url });
    expect(page.last()).toMatchObject({ _rcn: 'c', url });
  });
});

describe('assistants that add campaign parameters of their own', () => {
  const url = 'http://www.a.test/?utm_source=chatgpt.com&a=1';

  it.each(['https://chatgpt.com/', 'https://www.chatgpt.com/c/1', 'https://chat.openai.com/'])(
    'given a visitor from %s, then nothing is attributed to the parameters and they are not reported',
    async (referrer) => {
      const page = await open([], { url: 'http://www.a.test/?utm_campaign=x&a=1', referrer });
      expect(page.last()).toMatchObject({ url: 'http://www.a.test/?a=1', _ref: referrer });
      expect(page.last()).not.toHaveProperty('_rcn');
    },
  );

  it('given a list of hosts, then it replaces the default one', async () => {
    const ignoring = [['setIgnoreCampaignsForReferrers', ['*.assistant.test']]];
    const page = await open(ignoring, {
      url: 'http://www.a.test/?utm_campaign=x',
      referrer: 'https://assistant.test/',
    });
    expect(page.last()).toMatchObject({ url: 'http://www.a.test/' });
    const other = await open(ignoring, { url: 'http://www.a.test/?utm_campaign=x', referrer: 'https://chatgpt.com/' });
    expect(other.last()).toMatchObject({ _rcn: 'x', url: 'http://www.a.test/?utm_campaign=x' });
  });

  it('given no referrer, then the source alone is not attributed, but stays in the address', async () => {
    const page = await open([], { url });
    expect(page.last()).toMatchObject({ url, _refts: '0' });
    expect(page.last()).not.toHaveProperty('_rcn');
    const other = await open([['setIgnoreCampaignAttributionForSources', ['x']]], { url });
    expect(other.last()).toMatchObject({ _rcn: 'chatgpt.com' });
  });

  it('given a link to another site, then its campaign stays in its address', async () => {
    const target = 'https://partner.test/?utm_source=shop&a=1';
    const page = await open([], { url: 'http://www.a.test/', referrer: 'https://chatgpt.com/' });
    const [hit] = await page.track(['trackLink', target, 'link']);
    expect(hit).toMatchObject({ link: target });
  });

  it('given the page itself is on such a host, then its own campaigns count', async () => {
    const page = await open([], { url: 'https://chatgpt.com/?utm_campaign=x' });
    expect(page.last()).toMatchObject({ _rcn: 'x', url: 'https://chatgpt.com/?utm_campaign=x' });
  });
});
