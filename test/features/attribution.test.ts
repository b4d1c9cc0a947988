// @vitest-environment happy-dom
// Settings and getters of attribution, and which hosts are the site's own.
import { describe, expect, it } from 'vitest';
import { VIEW } from '../support/commands';
import { override } from '../support/overrides';
import { START, methodOf, openPage, type PageOptions } from '../support/page';
import { REFERRAL, SESSION, SITE } from '../support/tracker-cookies';

const NOW = START / 1000;
const EXT = 'http://ext.test/x';

const open = (commands: unknown[], more: PageOptions = {}) =>
  openPage({ ...SITE, ...more, commands: [...commands, VIEW] });

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

describe('the stored referrer', () => {
  it.each(['setReferralUrlMaxLength', 'setReferrerUrlMaxLength'])('given %s, then it is cut', async (method) => {
    const page = await open([[method, 12]], { referrer: EXT });
    expect(page.last()).toMatchObject({ _ref: EXT.slice(0, 12), urlref: EXT });
  });

  it.each([['abc'], [null], [0], [-1], [NaN]])('given %s, then it is kept whole, with one error', async (length) => {
    const page = await open([['setReferralUrlMaxLength', length]], { referrer: EXT });
    expect(page.last()).toMatchObject({ _ref: EXT });
    expect(page.errors).toEqual([expect.stringMatching(/setReferralUrlMaxLength is .*, expected a number/)]);
  });
});

describe('excluded referrers', () => {
  it.each([
    ['google.test', 'http://google.test/', true],
    ['google.test', 'https://www.google.test:8080/x', true],
    ['WWW.Google.test', 'https://google.test/x', true],
    ['google.test', 'http://mail.google.test/', false],
    ['*.google.test', 'http://mail.google.test/', true],
    ['.google.test', 'http://google.test/', true],
    ['google.test/a', 'http://google.test/a/b', true],
    ['google.test/a', 'http://google.test/ab', false],
    ['google.test/a*', 'http://google.test/ab', true],
    ['google.test/A', 'http://google.test/a/B', true],
    ['http://google.test', 'http://google.test/', false],
    ['google.test:80', 'http://google.test/', false],
    ['google.test', 'http://evil.test/@google.test/', false],
  ])('given %s excluded, when the visitor comes from %s, then ignored: %s', async (entry, referrer, isExcluded) => {
    const page = await open([['setExcludedReferrers', entry]], { referrer });
    expect(page.last()['urlref']).toBe(isExcluded ? undefined : referrer);
    expect(page.last()['_ref']).toBe(isExcluded ? undefined : referrer);
  });

  it('given the default, then payment pages are no referrers; given another list, then they are', async () => {
    const referrer = 'https://www.paypal.com/checkout';
    expect((await open([], { referrer })).last()).not.toHaveProperty('urlref');
    expect((await open([['setExcludedReferrers', 'foo.test']], { referrer })).last()['urlref']).toBe(referrer);
  });
});

describe('the site’s own hosts, for referrers', () => {
  it.each([
    [undefined, 'http://www.a.test:8080/x', true],
    [undefined, 'http://WWW.A.test/x', true],
    [undefined, 'http://a.test/', false],
    ['*.b.test', 'http://x.b.test/q', true],
    ['*.b.test', 'http://b.test/', true],
    ['*.b.test', 'http://xb.test/', false],
    ['*.b.test', 'http://www.a.test/', true],
    [['b.test/sub'], 'http://b.test/other', true],
    [['b.test/sub'], 'http://www.a.test/other', false],
    [['b.test/'], 'http://www.a.test/other', true],
  ])('given setDomains(%j), when the visitor comes from %s, then own: %s', async (domains, referrer, isOwn) => {
    const page = await open(domains === undefined ? [] : [['setDomains', domains]], { referrer });
    expect(page.last()['urlref']).toBe(referrer);
    expect(page.last()['_ref']).toBe(isOwn ? undefined : referrer);
  });
});

describe('the site’s own hosts, for links', () => {
  const countsAsOutlink = async (href: string, { commands = [], ...more }: PageOptions): Promise<boolean> => {
    const page = await openPage({
      ...SITE,
      ...more,
      html: `<a href="${href}">link</a>`,
      commands: [...commands, ['enableLinkTracking'], VIEW],
    });
    const link = document.querySelector('a');
    link?.addEventListener('click', (event) => event.preventDefault());
    link?.click();
    await page.pass(1000);
    return page.params().some((params) => 'link' in params);
  };

  it.each([
    [undefined, 'http://a.test/', true],
    [undefined, 'http://b.a.test/', true],
    [undefined, 'http://www.a.test./x', true],
    [undefined, 'https://www.a.test:8443/x', false],
    [undefined, 'HTTP://WWW.A.TEST/x', false],
    [undefined, '/rel', false],
    [['example.test'], 'http://www.example.test/', true],
    ['*.example.test', 'http://example.test/', false],
    ['.example.test', 'http://x.y.example.test/', false],
    ['*.example.test', 'http://badexample.test/', true],
    [['example.test/sub'], 'http://example.test/SUB/x', false],
    [['example.test/sub'], 'http://example.test/subx', true],
    [['example.test/sub/'], 'http://example.test/sub', false],
    [['example.test/idx*'], 'http://example.test/idx_en.htm', false],
    [['example.test/a*b'], 'http://example.test/axb', true],
    [['example.test/sub'], 'http://www.a.test/', true],
    [['example.test/*'], 'http://www.a.test/', false],
    [['www.a.test/dir'], '/other', true],
    [['www.a.test/dir'], '/dir/x', false],
    [['https://example.test'], 'https://example.test/', true],
    [['//example.test'], 'https://example.test/', true],
    [['example.test:8080'], 'http://example.test:8080/', true],
    [['http://example.test/sub'], 'http://www.a.test/', true],
    [['example.test.'], 'http://example.test/', false],
    [['EXAMPLE.test'], 'http://example.test/', false],
    [['*'], 'http://example.test/', true],
    [['.test'], 'http://example.test/', false],
    [[], 'http://www.a.test/', false],
  ])('given setDomains(%j), when %s is clicked, then outlink: %s', async (domains, href, isOutlink) => {
    const commands = domains === undefined ? [] : [['setDomains', domains]];
    expect(await countsAsOutlink(href, { commands })).toBe(isOutlink);
  });

  it('given a page that was opened with a dot behind its host, then its own links are no outlinks', async () => {
    const url = 'http://www.a.test./';
    expect(await countsAsOutlink('/rel', { url })).toBe(false);
    expect(await countsAsOutlink('/rel', { url, commands: [['setDomains', ['www.a.test/dir']]] })).toBe(true);
  });
});

describe('a page that is left without a hit', () => {
  it('given a campaign, then the next page of the visit has it', async () => {
    const page = await openPage({ ...SITE, url: 'http://www.a.test/?pk_campaign=c', referrer: EXT });
    const next = await page.goto({ ...SITE, referrer: 'http://www.a.test/?pk_campaign=c' });
    expect(next.tracker.getAttributionInfo()).toEqual(['c', '', NOW, EXT]);
  });
});

describe('in a frame whose document is in its srcdoc', () => {
  it('the host of the page around it is the site’s own: it is no referrer, and a link to it is no outlink', async () => {
    const page = await openPage({
      url: 'about:srcdoc',
      referrer: 'http://www.a.test/before',
      html: '<a href="http://www.a.test/other">Other</a>',
      before() {
        override(document, 'domain', 'www.a.test');
        document.addEventListener('click', (event) => event.preventDefault());
      },
      commands: [['enableLinkTracking'], VIEW],
    });
    document.querySelector('a')?.click();
    await page.pass(1000);
    expect(page.params()).toHaveLength(1);
    expect(page.last()).not.toHaveProperty('_ref');
  });
});
