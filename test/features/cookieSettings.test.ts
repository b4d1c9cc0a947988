// @vitest-environment happy-dom
// Settings of cookies: what they accept, what they return, how they change cookies that are already written.
import { describe, expect, it } from 'vitest';
import { VIEW } from '../support/commands';
import { ignoreCookies } from '../support/cookies';
import { START, VISITOR, openPage, type PageOptions } from '../support/page';
import { ID, SESSION, SITE } from '../support/tracker-cookies';

const HTTPS: PageOptions = { ...SITE, url: 'https://www.a.test/p' };

describe('setCookieDomain', () => {
  it('given a domain of the page, then it is tested with a cookie and accepted', async () => {
    const page = await openPage({
      ...SITE,
      commands: [
        ['setCookiePath', '/p'],
        ['setCookieDomain', '*.a.test'],
      ],
    });
    const text = ';path=/;domain=.a.test;SameSite=Lax';
    expect(page.cookies.writes.map((write) => write.text)).toEqual([
      `_pk_testcookie_domain=testvalue;expires=${new Date(START + 10_000).toUTCString()}${text}`,
      `_pk_testcookie_domain=;expires=${new Date(START - 129_600_000).toUTCString()}${text}`,
    ]);
    expect(page.tracker.getCookieDomain()).toBe('.a.test');
    expect(page.tracker.getCookiePath()).toBe('/p');
  });

  it('given it can be tested only with the first cookie, then that is done once', async () => {
    const page = await openPage({ ...SITE, commands: [['requireConsent'], ['setCookieDomain', '*.a.test'], VIEW] });
    await page.track(['setConsentGiven'], ['trackEvent', 'c', 'a']);
    const probes = page.cookies.writes.filter(({ name }) => name === '_pk_testcookie_domain');
    expect(probes.map(({ value }) => value)).toEqual(['testvalue', '']);
  });

  it('given a domain that is refused after one that was accepted, then the accepted one stays', async () => {
    const page = await openPage({ ...SITE, commands: [['setCookieDomain', '*.a.test']] });
    page.push(['setCookieDomain', 'b.test']);
    expect(page.tracker.getCookieDomain()).toBe('.a.test');
  });

  it('given a domain in which the browser keeps no cookie, then it is refused and the cookies keep their names', async () => {
    const page = await openPage({ ...SITE, commands: [['setCookieDomain', 'b.test'], VIEW] });
    expect(page.errors).toEqual(['tinypaq: setCookieDomain is "b.test", expected a domain of this page']);
    expect(page.tracker.getCookieDomain()).toBeUndefined();
    expect(Object.keys(page.cookies.all())).toEqual([ID, SESSION]);
  });

  it('given a domain is set and then an empty one, then the cookies are the host’s again', async () => {
    const page = await openPage({
      ...SITE,
      commands: [
        ['setCookieDomain', '*.a.test'],
        ['setCookieDomain', ''],
      ],
    });
    await page.track(VIEW);
    expect(page.tracker.getCookieDomain()).toBe('');
    expect(Object.keys(page.cookies.all())).toEqual([ID, SESSION]);
  });

  it.each([undefined, null])('given %s, then it is refused, and what follows goes on', async (domain) => {
    const page = await openPage({ ...SITE, commands: [['setCookieDomain', domain], VIEW] });
    expect(page.errors).toHaveLength(1);
    expect(page.hits()).toHaveLength(1);
  });

  it.each([
    ['*.a.test', '.a.test'],
    ['a.test', 'a.test'],
    ['.WWW.A.test', '.WWW.A.test'],
    ['www.a.test', 'www.a.test'],
    ['', ''],
    ['b.test', undefined],
    ['xwww.a.test', undefined],
    ['.w.a.test', undefined],
  ])(
    'given nothing may be stored, when it is set to %j, then no test cookie is written, and it is %j',
    async (domain, taken) => {
      for (const choice of [['requireConsent'], ['requireCookieConsent'], ['disableCookies'], ['enableExemptMode']]) {
        const page = await openPage({ ...SITE, commands: [['setCookieDomain', domain], choice] });
        expect(page.cookies.writes).toEqual([]);
        expect(page.tracker.getCookieDomain()).toBe(taken);
      }
    },
  );

  describe('given it was accepted without a test cookie, and the browser refuses it later', () => {
    const DOMAIN = ['setCookieDomain', '*.test'];

    it('when the visitor consents, then the host keeps consent and visitor', async () => {
      const commands = [['requireConsent'], DOMAIN, VIEW];
      const page = await openPage({ ...SITE, commands });
      await page.track(['rememberConsentGiven']);
      expect(page.tracker.getCookieDomain()).toBeUndefined();
      expect(Object.keys(page.cookies.all()).sort()).toEqual([ID, SESSION, 'mtm_consent'].sort());
      const next = await page.goto({ ...SITE, commands });
      expect(next.last()).toMatchObject({ _id: page.last()['_id'], _idn: '0' });
    });

    it('when the browser sends an objection, then the host keeps the visitor, and an opt-out', async () => {
      const signal: PageOptions = { ...SITE, navigator: { globalPrivacyControl: true }, commands: [DOMAIN, VIEW] };
      const page = await openPage(signal);
      expect(page.errors).toEqual(['tinypaq: setCookieDomain is ".test", expected a domain of this page']);
      const next = await page.goto(signal);
      expect(next.last()).toMatchObject({ _id: page.last()['_id'], _idn: '0' });
      await next.track(['optUserOut']);
      expect((await next.goto(signal)).hits()).toEqual([]);
    });

    it('when consent was for one page, then the next one deletes what the host has kept', async () => {
      const commands = [['requireConsent'], DOMAIN, VIEW];
      const page = await openPage({ ...SITE, commands });
      await page.track(['setConsentGiven']);
      expect(Object.keys(page.cookies.all())).toEqual([ID, SESSION]);
      const next = await page.goto({ ...SITE, commands });
      next.leave();
      expect(next.cookies.all()).toEqual({});
      expect(next.cookies.writes.filter(({ value }) => value !== '')).toEqual([]);
    });

    it('when nothing may ever be stored, then no test cookie is written', async () => {
      const page = await openPage({ ...SITE, commands: [['disableCookies'], DOMAIN, VIEW] });
      page.leave();
      expect(page.cookies.writes).toEqual([]);
    });
  });

  it('given it changes after a hit, then the next one is a new visitor’s and the old cookies stay', async () => {
    const page = await openPage({ ...SITE, commands: [VIEW] });
    const [event] = await page.track(['setCookieDomain', '*.a.test'], ['trackEvent', 'c', 'a']);
    expect(event).toMatchObject({ _idn: '1' });
    expect(Object.keys(page.cookies.all())).toEqual([ID, SESSION, '_pk_id.7.e104', '_pk_ses.7.e104']);
  });
});

describe('setSecureCookie and setCookieSameSite', () => {
  it('given http, then secure cookies are refused', async () => {
    const page = await openPage({ ...SITE, commands: [['setSecureCookie', true], VIEW] });
    expect(page.errors).toHaveLength(1);
    expect(page.cookies.writes[0]?.attributes).not.toHaveProperty('secure');
  });

  it('given http, then they can be switched off', async () => {
    const page = await openPage({ ...SITE, commands: [['setSecureCookie', false], VIEW] });
    expect(page.errors).toEqual([]);
  });

  it('given https, then they can be switched on and off', async () => {
    const page = await openPage({ ...HTTPS, commands: [['setSecureCookie', true], VIEW] });
    expect(page.cookies.writes[0]?.attributes).toHaveProperty('secure');
    page.push(['setSecureCookie', false], ['setSiteId', 8], VIEW);
    expect(page.cookies.writes.at(-1)?.attributes).not.toHaveProperty('secure');
  });

  it.each([
    ['lax', 'Lax', false],
    ['STRICT', 'Strict', false],
    ['None', 'None', true],
  ])('given %s on https, then %s, secure: %s', async (value, sameSite, isSecure) => {
    const page = await openPage({ ...HTTPS, commands: [['setCookieSameSite', value], VIEW] });
    expect(page.cookies.writes[0]?.attributes['samesite']).toBe(sameSite);
    expect('secure' in (page.cookies.writes[0]?.attributes ?? {})).toBe(isSecure);
    expect(page.errors).toEqual([]);
  });

  it('given None on http, then Lax, and a line on the console', async () => {
    const page = await openPage({
      ...SITE,
      commands: [['setCookieSameSite', 'Strict'], ['setCookieSameSite', 'None'], VIEW],
    });
    expect(page.cookies.writes[0]?.attributes).toMatchObject({ samesite: 'Lax' });
    expect(page.errors.filter((line) => line.includes('needs https'))).toHaveLength(1);
  });

  it.each(['', 'no', null, undefined])('given %j, then it is refused', async (value) => {
    const page = await openPage({ ...HTTPS, commands: [['setCookieSameSite', value], VIEW] });
    expect(page.cookies.writes[0]?.attributes).toMatchObject({ samesite: 'Lax' });
    expect(page.errors).toHaveLength(1);
  });
});

describe('getters', () => {
  it('given seconds for the session, then milliseconds are returned, as in the original', async () => {
    const { tracker } = await openPage(SITE);
    expect(tracker.getSessionCookieTimeout()).toBe(1_800_000);
    tracker.setSessionCookieTimeout(60);
    expect(tracker.getSessionCookieTimeout()).toBe(60_000);
  });

  it.each([
    [[], true],
    [['disableCookies'], false],
    [['requireConsent'], false],
    [['requireCookieConsent'], false],
    [['optUserOut'], false],
    [['forgetCookieConsentGiven'], false],
    [['enableExemptMode'], false],
  ])('given %j, then areCookiesEnabled and hasCookies are %s', async (command, areOn) => {
    const { tracker } = await openPage({ ...SITE, commands: command.length ? [command] : [] });
    expect([tracker.areCookiesEnabled(), tracker.hasCookies()]).toEqual([areOn, areOn]);
  });
});

describe('cookies of the page’s own', () => {
  it('given a name and a value, then its cookie has the tracker’s form, and is deleted with the others', async () => {
    const page = await openPage({ ...SITE, commands: [['setSessionCookie', 'cart', 'ä;1']] });
    expect(page.cookies.writes.map(({ text }) => text)).toEqual([
      `_pk_cart.7.27cf=%C3%A4%3B1;expires=${new Date(START + 1_800_000).toUTCString()};path=/;SameSite=Lax`,
    ]);
    expect(page.tracker.getCookie('cart')).toBe('ä;1');
    page.push(['deleteCookies']);
    expect(page.cookies.all()).toEqual({});
    expect(page.tracker.getCookie('cart')).toBeNull();
  });

  it('given a lifetime, then the cookie has it; given an empty value, then an empty text is read', async () => {
    const page = await openPage({ ...SITE, commands: [['setSessionCookie', 'x', '', 5000]] });
    expect(page.cookies.writes[0]?.text).toMatch(new Date(START + 5000).toUTCString());
    expect(page.tracker.getCookie('x')).toBe('');
  });

  it('given no name, then it is refused', async () => {
    const page = await openPage({ ...SITE, commands: [['setSessionCookie', '', 'x']] });
    expect(page.cookies.writes).toEqual([]);
    expect(page.errors).toHaveLength(1);
  });

  it('given cookies are off, then it is neither written nor read', async () => {
    const cookies = { '_pk_x.7.27cf': '1' };
    const page = await openPage({ ...SITE, cookies, commands: [['requireConsent'], ['setSessionCookie', 'y', '1']] });
    expect(page.cookies.writes).toEqual([]);
    expect(page.tracker.getCookie('x')).toBeNull();
  });
});

describe('disableCookies', () => {
  it('given it is pushed after the page view, then it is still called first', async () => {
    const page = await openPage({
      ...SITE,
      cookies: { [ID]: `${VISITOR}.1790000000.` },
      commands: [VIEW, ['disableCookies']],
    });
    expect(page.last()).toMatchObject({ _id: '', _idn: '1', cookie: '1' });
    expect(page.cookies.all()).toEqual({});
  });

  it('given remembered consent, then the cookies are deleted nevertheless, and the consent stays', async () => {
    const cookies = { [ID]: `${VISITOR}.1790000000.`, mtm_consent: '1', mtm_cookie_consent: '1' };
    const page = await openPage({ ...SITE, cookies, commands: [['disableCookies'], VIEW] });
    expect(Object.keys(page.cookies.all())).toEqual(['mtm_consent', 'mtm_cookie_consent']);
  });

  it('given a browser without cookies, then nothing is written to the console', async () => {
    const page = await openPage({ ...SITE, before: ignoreCookies, commands: [['disableCookies'], VIEW] });
    expect(page.errors).toEqual([]);
  });
});
