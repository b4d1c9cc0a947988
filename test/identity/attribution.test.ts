// @vitest-environment happy-dom
// The referrer and campaign to which a conversion is attributed: those of the session, or stored ones from before.
import { describe, expect, it } from 'vitest';
import { VIEW } from '../support/commands';
import { START, openPage, type PageOptions } from '../support/page';
import { REFERRAL, SESSION, SITE } from '../support/tracker-cookies';

const NOW = START / 1000;
const THEN = NOW - 100_000;
const FIRST = ['setConversionAttributionFirstReferrer', true];
const PARAMETERS = ['_rcn', '_rck', '_refts', '_ref'];

type Params = Record<string, string>;

const attributionOf = (params: Params): Params =>
  Object.fromEntries(PARAMETERS.filter((name) => name in params).map((name) => [name, String(params[name])]));

interface Case {
  stored?: unknown[];
  /** Query and fragment of the page. */
  at?: string;
  from?: string;
  commands?: unknown[];
  cookies?: Record<string, string>;
}

const open = ({ stored, at = '', from = '', commands = [], cookies = {} }: Case, more: PageOptions = {}) =>
  openPage({
    ...SITE,
    url: `http://www.a.test/p${at}`,
    referrer: from,
    cookies: { ...cookies, ...(stored ? { [REFERRAL]: JSON.stringify(stored) } : {}) },
    commands: [...commands, VIEW],
    ...more,
  });

const EXT = 'http://ext.test/';
const CAMPAIGN = ['old', 'okw', THEN, ''];
const BOTH = ['old', 'okw', THEN, 'http://o.test/'];
const REFERRER = ['', '', THEN, 'http://o.test/'];

describe('a new session', () => {
  it.each<[string, Case, unknown[] | undefined, Params]>([
    ['nothing stored, direct', {}, undefined, { _refts: '0' }],
    [
      'nothing stored, a referrer',
      { from: 'https://ext.test/path?x=1' },
      ['', '', NOW, 'https://ext.test/path?x=1'],
      { _refts: `${NOW}`, _ref: 'https://ext.test/path?x=1' },
    ],
    ['nothing stored, from its own host', { from: 'http://www.a.test/x' }, undefined, { _refts: '0' }],
    [
      'nothing stored, from another sub-domain without setDomains',
      { from: 'http://b.a.test/' },
      ['', '', NOW, 'http://b.a.test/'],
      { _refts: `${NOW}`, _ref: 'http://b.a.test/' },
    ],
    [
      'campaign and keyword parameters of several kinds',
      { at: '?utm_source=src&utm_medium=med&utm_term=t&pk_kwd=kw' },
      ['src', 'kw', NOW, ''],
      { _rcn: 'src', _rck: 'kw', _refts: `${NOW}` },
    ],
    ['a keyword alone, direct', { at: '?utm_term=k' }, undefined, { _rck: 'k', _refts: '0' }],
    [
      'a keyword alone with a referrer',
      { at: '?utm_term=k', from: EXT },
      ['', 'k', NOW, EXT],
      { _rck: 'k', _refts: `${NOW}`, _ref: EXT },
    ],
    ['a stored campaign, direct', { stored: CAMPAIGN }, CAMPAIGN, { _refts: `${THEN}` }],
    [
      'a stored campaign and referrer, direct',
      { stored: BOTH },
      ['', '', NOW, 'http://o.test/'],
      { _refts: `${NOW}`, _ref: 'http://o.test/' },
    ],
    [
      'a stored campaign and referrer, another referrer',
      { stored: BOTH, from: EXT },
      ['', '', NOW, EXT],
      { _refts: `${NOW}`, _ref: EXT },
    ],
    [
      'first wins: campaign and referrer stored, both new',
      { stored: BOTH, at: '?pk_campaign=n', from: EXT, commands: [FIRST] },
      ['old', 'okw', NOW, 'http://o.test/'],
      { _rcn: 'old', _rck: 'okw', _refts: `${NOW}`, _ref: 'http://o.test/' },
    ],
    [
      'first wins: only a referrer stored, a campaign comes',
      { stored: REFERRER, at: '?pk_campaign=n&pk_kwd=nk', commands: [FIRST] },
      ['n', 'nk', NOW, 'http://o.test/'],
      { _rcn: 'n', _rck: 'nk', _refts: `${NOW}`, _ref: 'http://o.test/' },
    ],
    [
      'first wins: only a campaign stored, a referrer comes',
      { stored: CAMPAIGN, from: EXT, commands: [FIRST] },
      ['old', 'okw', NOW, EXT],
      { _rcn: 'old', _rck: 'okw', _refts: `${NOW}`, _ref: EXT },
    ],
    [
      'first wins: the stored referrer is the site’s own, another comes',
      { stored: ['', '', THEN, 'http://www.a.test/'], from: EXT, commands: [FIRST] },
      ['', '', NOW, EXT],
      { _refts: `${NOW}`, _ref: EXT },
    ],
  ])('given %s', async (_, given, cookie, wire) => {
    const page = await open(given);
    expect(attributionOf(page.last())).toEqual(wire);
    expect(page.cookies.all()[REFERRAL]).toBe(cookie && JSON.stringify(cookie));
  });

  it('given a stored campaign and a direct visit, then later hits of the session repeat the campaign', async () => {
    const page = await open({ stored: CAMPAIGN });
    const [event] = await page.track(['trackEvent', 'c', 'a']);
    expect(attributionOf(event ?? {})).toEqual({ _rcn: 'old', _rck: 'okw', _refts: `${THEN}` });
  });

  it('given a keyword alone, then later hits of the session do not have it', async () => {
    const page = await open({ at: '?utm_term=k' });
    const [event] = await page.track(['trackEvent', 'c', 'a']);
    expect(attributionOf(event ?? {})).toEqual({ _refts: '0' });
  });

  it('given a page left open until its session is over, then its address and referrer are attributed once more', async () => {
    const page = await open({ at: '?pk_campaign=n', from: EXT });
    await page.pass(1_800_001);
    const [event] = await page.track(['trackEvent', 'c', 'a']);
    expect(event).toMatchObject({ _rcn: 'n', _ref: EXT, _refts: String(Math.round((START + 1_800_001) / 1000)) });
  });
});

describe('a session that goes on', () => {
  it.each<[string, Case, Params]>([
    [
      'a stored campaign, a new one and a referrer come',
      { stored: BOTH, at: '?pk_campaign=n', from: EXT },
      { _rcn: 'old', _rck: 'okw', _refts: `${THEN}`, _ref: 'http://o.test/' },
    ],
    ['nothing stored, a campaign comes', { at: '?pk_campaign=n' }, { _refts: '0' }],
  ])('given %s, then nothing changes', async (_, given, wire) => {
    const page = await open({ ...given, cookies: { [SESSION]: '1' } });
    expect(attributionOf(page.last())).toEqual(wire);
    expect(page.cookies.all()[REFERRAL]).toBe(given.stored && JSON.stringify(given.stored));
    expect(page.last()['urlref']).toBe(given.from);
  });
});

describe('an address that says that its referrer is not to be counted', () => {
  it.each(['?ignore_referrer=1', '?ignore_referer=1', '#ignore_referrer=1', '?a=b&ignore_referrer=1'])(
    'given %s, then the stored values are repeated and the referrer is not sent',
    async (at) => {
      const page = await open({ stored: BOTH, at, from: EXT });
      expect(attributionOf(page.last())).toEqual({
        ...{ _rcn: 'old', _rck: 'okw' },
        ...{ _refts: `${THEN}`, _ref: 'http://o.test/' },
      });
      expect(page.last()).not.toHaveProperty('urlref');
      expect(page.last()['url']).not.toMatch('ignore');
      expect(page.cookies.all()[REFERRAL]).toBe(JSON.stringify(BOTH));
    },
  );

  it.each(['?ignore_referrer=2', '?ignore_referrer=', '?ignore_referrer=10'])(
    'given %s, then it counts',
    async (at) => {
      const page = await open({ at, from: EXT });
      expect(page.last()).toMatchObject({ urlref: EXT, _ref: EXT });
    },
  );
});

describe('without cookies', () => {
  it('given a campaign and a referrer, then every hit is attributed by the page alone, at its own time', async () => {
    const page = await open({ stored: BOTH, at: '?pk_campaign=n&pk_kwd=k', from: EXT, commands: [['disableCookies']] });
    expect(attributionOf(page.last())).toEqual({ _rcn: 'n', _rck: 'k', _refts: `${NOW}`, _ref: EXT });
    await page.pass(2000);
    const [event] = await page.track(['trackEvent', 'c', 'a']);
    expect(attributionOf(event ?? {})).toEqual({ _rcn: 'n', _rck: 'k', _refts: `${NOW + 2}`, _ref: EXT });
    expect(page.cookies.all()).toEqual({});
    expect(page.tracker.getAttributionInfo()).toEqual(['', '', 0, '']);
  });
});

describe('parameters', () => {
  it.each([
    ['?pk_campaign=a&mtm_campaign=b', 'a'],
    ['&pk_campaign=a', 'a'],
    ['?mtm_campaign=b&pk_campaign=a', 'a'],
    ['?piwik_campaign=c&utm_campaign=e', 'c'],
    ['?matomo_campaign=d&utm_source=f', 'd'],
    ['?utm_source=a&utm_medium=b', 'a'],
    ['?utm_medium=b', 'b'],
    ['?mtm_campaign=&utm_source=s', 's'],
    ['#mtm_campaign=hash', 'hash'],
    ['#/route?mtm_campaign=x', 'x'],
    ['?a=1#x&mtm_campaign=y', 'y'],
    ['?mtm_campaign=one&mtm_campaign=two', 'one'],
    ['?mtm_campaign=who%3Fme', 'who?me'],
    ['?mtm_campaign=a+b', 'a+b'],
    ['?mtm_campaign=A%2526B', 'A&B'],
    ['?mtm_campaign=A%26B', 'A'],
    ['?mtm_campaign=a%2525', 'a%'],
    ['?mtm_campaign=L%C3%A4ufe', 'Läufe'],
  ])('given %s, then the campaign is %j', async (at, campaign) => {
    expect((await open({ at })).last()['_rcn']).toBe(campaign);
  });

  it.each(['?mtm_cpn=x', '?pk_cpn=x', '?MTM_CAMPAIGN=x', '?mtm_source=x', '?xmtm_campaign=x', '?mtm_campaign'])(
    'given %s, then there is no campaign: the server reads such parameters by itself',
    async (at) => {
      expect(attributionOf((await open({ at })).last())).toEqual({ _refts: '0' });
    },
  );

  it.each([
    ['?pk_kwd=a&mtm_kwd=b', 'a'],
    ['?piwik_kwd=c&matomo_kwd=d', 'c'],
    ['?utm_term=e&matomo_kwd=d', 'd'],
    ['?mtm_keyword=x', undefined],
    ['?pk_keyword=x', undefined],
  ])('given %s, then the keyword is %j', async (at, keyword) => {
    expect((await open({ at })).last()['_rck']).toBe(keyword);
  });

  it('given a custom URL, then its parameters count instead, also such as are not reported', async () => {
    const page = await open({
      at: '?mtm_campaign=page',
      commands: [
        ['setExcludedQueryParams', ['mtm_campaign']],
        ['setCustomUrl', 'http://www.a.test/c?mtm_campaign=custom'],
      ],
    });
    expect(page.last()).toMatchObject({ _rcn: 'custom', url: 'http://www.a.test/c' });
  });
});

describe('the stored referrer', () => {
  it('given a long one, then it is cut at 1024 characters, but sent whole as the page’s referrer', async () => {
    const from = `http://ext.test/?${'x'.repeat(1500)}`;
    const page = await open({ from });
    expect(page.last()).toMatchObject({ _ref: from.slice(0, 1024), urlref: from });
  });

  it('given an excluded parameter, then it is cut first and cleaned then', async () => {
    const from = `http://ext.test/?sid=1&${'x'.repeat(1500)}`;
    const page = await open({ from, commands: [['setExcludedQueryParams', 'sid']] });
    expect(page.last()['_ref']).toBe(from.slice(0, 1024).replace('sid=1&', ''));
    expect(JSON.parse(page.cookies.all()[REFERRAL] ?? '')[3]).toBe(page.last()['_ref']);
  });

  it('given an app as referrer, then it is one of another host', async () => {
    const from = 'android-app://com.google.android.gm/';
    expect((await open({ from })).last()).toMatchObject({ _ref: from, urlref: from });
  });

  it('given an @ in the path of an own page, then it is still an own page', async () => {
    const page = await open({ from: 'http://www.a.test/@bob/x' });
    expect(attributionOf(page.last())).toEqual({ _refts: '0' });
  });

  it.each([
    ['[null,null,null,null]'],
    ['[1,2,3,4]'],
    ['[{},[],"x",true]'],
    ['["a","b",1]'],
    ['"abcd"'],
    ['{"0":"a","1":"b","3":"c"}'],
  ])('given a cookie of %s, then it counts as absent', async (text) => {
    const page = await openPage({ ...SITE, cookies: { [REFERRAL]: text, [SESSION]: '1' }, commands: [VIEW] });
    expect(attributionOf(page.last())).toEqual({ _refts: '0' });
    expect(page.tracker.getAttributionInfo()).toEqual(['', '', 0, '']);
  });
});

describe('given own hosts that are bound to a path, so that the page’s own is not among them', () => {
  const DOMAINS = ['setDomains', ['other.test/path']];

  it('when the next session comes without a referrer, then the stored one is kept', async () => {
    const page = await open({ stored: REFERRER, commands: [DOMAINS] });
    expect(page.last()).toMatchObject({ _ref: 'http://o.test/' });
  });

  it('when the first referrer counts and there is none yet, then the present one is the first', async () => {
    const page = await open({ from: EXT, commands: [DOMAINS, FIRST] });
    expect(page.last()).toMatchObject({ _ref: EXT });
  });
});
