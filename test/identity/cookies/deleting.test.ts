// @vitest-environment happy-dom
// How cookies are deleted, and what happens afterwards.
import { describe, expect, it } from 'vitest';
import { VIEW } from '../../support/commands';
import { START, VISITOR, openPage } from '../../support/page';
import { ID, KNOWN as STORED, REFERRAL, SESSION, SITE, cookieName } from '../../support/tracker-cookies';

describe('deleting', () => {
  it('given disableCookies, then what is there goes, with the attributes it was written with', async () => {
    const page = await openPage({
      ...SITE,
      url: 'https://www.a.test/p',
      cookies: STORED,
      commands: [['setCookieSameSite', 'None'], ['disableCookies'], VIEW],
    });
    expect(page.cookies.all()).toEqual({});
    expect(page.cookies.writes.map(({ text }) => text)).toEqual(
      [ID, SESSION, REFERRAL].map(
        (name) => `${name}=;expires=${new Date(START - 129_600_000).toUTCString()};path=/;secure;SameSite=None`,
      ),
    );
    expect(page.last()).toMatchObject({ _id: '', _idn: '1', cookie: '1' });
  });

  it('given SameSite=None, and then cookies that are not secure, then they go as Lax, since browsers refuse None', async () => {
    const page = await openPage({
      ...SITE,
      url: 'https://www.a.test/p',
      commands: [['setCookieSameSite', 'None'], VIEW, ['setSecureCookie', false]],
    });
    const before = page.cookies.writes.length;
    page.push(['deleteCookies']);
    const deletions = page.cookies.writes.slice(before).map(({ attributes }) => attributes);
    expect(deletions.length).toBeGreaterThan(0);
    expect(deletions.every(({ samesite, secure }) => samesite === 'Lax' && secure === undefined)).toBe(true);
  });

  it.each<[what: string, command: string, choice: Record<string, string>]>([
    ['consent that is missing', 'requireConsent', {}],
    ['consent that is remembered', 'requireConsent', { mtm_consent: String(START - 1000) }],
    ['cookie consent that is missing', 'requireCookieConsent', {}],
  ])(
    'given disableCookies and %s, then those of an earlier visit go with the first hit',
    async (_, command, choice) => {
      const page = await openPage({
        ...SITE,
        cookies: { ...STORED, ...choice },
        commands: [[command], ['disableCookies'], VIEW],
      });
      await page.pass(1000);
      expect(page.cookies.all()).toEqual(choice);
    },
  );

  it('given domain and path, then they are in the deletion', async () => {
    const page = await openPage({
      ...SITE,
      url: 'http://www.a.test/foo/',
      commands: [['setCookiePath', '/foo'], ['setCookieDomain', '*.a.test'], VIEW, ['forgetConsentGiven']],
    });
    const removals = page.cookies.writes.filter(({ name, value }) => value === '' && name !== '_pk_testcookie_domain');
    expect(removals.map(({ name }) => name)).toEqual([
      'mtm_consent',
      'mtm_cookie_consent',
      '_pk_id.7.2f5b',
      '_pk_ses.7.2f5b',
    ]);
    for (const { attributes } of removals) expect(attributes).toMatchObject({ path: '/foo', domain: '.a.test' });
    expect(Object.keys(page.cookies.all())).toEqual(['mtm_consent_removed']);
  });

  it('given deleteCookies, then the next hit is a new visitor’s; a set ID is written again', async () => {
    const page = await openPage({ ...SITE, cookies: STORED, commands: [VIEW] });
    page.push(['deleteCookies']);
    expect(page.cookies.all()).toEqual({});
    const [fresh] = await page.track(['trackEvent', 'c', 'a']);
    expect(fresh).toMatchObject({ _idn: '1' });
    expect(fresh?.['_id']).not.toBe(VISITOR);
    const [forced] = await page.track(['setVisitorId', VISITOR], ['deleteCookies'], ['trackEvent', 'c', 'b']);
    expect(forced).toMatchObject({ _id: VISITOR, _idn: '1' });
    expect(page.cookies.all()[ID]).toMatch(VISITOR);
  });

  it('given cookies that are off, then deleteCookies still deletes', async () => {
    const page = await openPage({ ...SITE, commands: [['requireConsent']], cookies: STORED });
    expect(Object.keys(page.cookies.all())).toEqual([ID, SESSION, REFERRAL]);
    page.push(['deleteCookies']);
    expect(page.cookies.all()).toEqual({});
  });
});

describe('cookies that the host alone has, from before a domain was set', () => {
  const DOMAIN = ['setCookieDomain', '*.a.test'];
  /** Names as on a host that is itself the domain, where cookies of the host and of the domain have the same names. */
  const [id, session] = [cookieName('id', 7, '.a.test/'), cookieName('ses', 7, '.a.test/')];
  const left = { [id]: `${VISITOR}.1790000000.3.1795000000..`, [session]: '1' };

  it('given another of the same name is written, then they go, the visitor stays, and visits are counted on', async () => {
    const first = await openPage({ ...SITE, cookies: left, commands: [DOMAIN, VIEW] });
    first.cookies.set(session, '', 'path=/;domain=.a.test;max-age=-1');
    const second = await first.goto({ ...SITE, commands: [DOMAIN, VIEW] });
    expect(second.last()).toMatchObject({ _id: VISITOR, _idvc: '4' });
    const third = await second.goto({ ...SITE, commands: [DOMAIN, VIEW] });
    expect(third.last()).toMatchObject({ _id: VISITOR, _idvc: '4' });
    expect([...first.errors, ...second.errors, ...third.errors]).toEqual([]);
  });

  it.each([['deleteCookies'], ['disableCookies']])('given %s, then they go as well', async (method) => {
    const page = await openPage({ ...SITE, cookies: left, commands: [DOMAIN] });
    page.push([method]);
    expect(page.cookies.all()).toEqual({});
  });

  it('given the domain has none of this name, then nothing more is deleted', async () => {
    const page = await openPage({ ...SITE, commands: [DOMAIN, VIEW] });
    const ofHost = page.cookies.writes.filter(({ attributes }) => attributes['domain'] === undefined);
    expect(ofHost).toEqual([]);
  });
});
