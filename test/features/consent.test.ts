// @vitest-environment happy-dom
// Consent in its three families: to be tracked, to cookies, and the opt-out.
import { describe, expect, it } from 'vitest';
import { overrideAccess } from '../support/overrides';
import { START, VISITOR, openPage } from '../support/page';
import { ID, REFERRAL, SESSION, SITE, setUndeletable } from '../support/tracker-cookies';

const VIEW = ['trackPageView'];
const EVENT = ['trackEvent', 'c', 'a'];
const HEX = /^[\da-f]{16}$/;
const NOW = String(START);
const YEARS_30 = new Date(START + 946_080_000_000).toUTCString();

const KNOWN = { [ID]: `${VISITOR}.1790000000.`, [SESSION]: '1', [REFERRAL]: '["c","k",1790000000,""]' };

describe('requireConsent', () => {
  it('given no consent, then nothing is sent, stored or deleted until the page is left', async () => {
    const page = await openPage({ ...SITE, cookies: KNOWN, commands: [['requireConsent'], VIEW] });
    await page.pass(60_000);
    expect(page.requests()).toEqual([]);
    expect(page.cookies.writes).toEqual([]);
  });

  it('given no consent when the page is left, then what an earlier consent has stored goes', async () => {
    const page = await openPage({ ...SITE, cookies: KNOWN, commands: [['requireConsent'], VIEW] });
    page.leave();
    expect(page.cookies.all()).toEqual({});
    expect(page.requests()).toEqual([]);
  });

  it('given consent comes later, then one page view, with the visitor as known, and no ping', async () => {
    const page = await openPage({ ...SITE, cookies: KNOWN, commands: [['requireConsent'], VIEW] });
    await page.track(['setConsentGiven']);
    await page.pass(5000);
    expect(page.params()).toHaveLength(1);
    expect(page.last()).toMatchObject({ action_name: 'T1', _id: VISITOR, _idn: '0', consent: '1', _rcn: 'c' });
    expect(page.cookies.all()[ID]).toMatch(`${VISITOR}.1790000000.`);
  });

  it('given several page views and events wait, then all survive, in their order', async () => {
    const page = await openPage({
      ...SITE,
      commands: [
        ['requireConsent'],
        EVENT,
        ['trackPageView', 'one'],
        ['trackEvent', 'c', 'b'],
        ['trackPageView', 'two'],
      ],
    });
    const hits = await page.track(['setConsentGiven']);
    expect(hits.map(({ action_name, e_a }) => action_name ?? e_a)).toEqual(['a', 'one', 'b', 'two']);
    expect(new Set(hits.map(({ _id }) => _id)).size).toBe(1);
    expect(hits[0]?.['_id']).toMatch(HEX);
    expect(hits[1]?.['pv_id']).toBe(hits[2]?.['pv_id']);
    expect(hits[1]?.['pv_id']).not.toBe(hits[3]?.['pv_id']);
    expect(hits.map(({ consent }) => consent)).toEqual(['1', '1', '1', '1']);
  });

  it('given a hit has waited, then its local time is that of the call, and it tells its age', async () => {
    const page = await openPage({ ...SITE, commands: [['requireConsent'], VIEW] });
    await page.pass(65_000);
    const [view] = await page.track(['setConsentGiven']);
    const called = new Date(START);
    expect(view).toMatchObject({ m: String(called.getMinutes()), s: String(called.getSeconds()), cdo: '65' });
  });

  it('given setConsentGiven is in the queue, too, then it counts first: a normal page view', async () => {
    const page = await openPage({ ...SITE, commands: [['requireConsent'], VIEW, ['setConsentGiven']] });
    expect(page.params()).toHaveLength(1);
    expect(page.last()).toMatchObject({ _idn: '1', consent: '1' });
    expect(page.last()['_id']).toMatch(HEX);
    expect(Object.keys(page.cookies.all())).toEqual([ID, SESSION]);
  });

  it('given rememberConsentGiven is in the queue, then one page view with its ID, and the consent is remembered', async () => {
    const page = await openPage({ ...SITE, commands: [['requireConsent'], VIEW, ['rememberConsentGiven']] });
    await page.pass(1000);
    expect(page.params()).toHaveLength(1);
    expect(page.last()['_id']).toMatch(HEX);
    expect(Object.keys(page.cookies.all()).sort()).toEqual([ID, SESSION, 'mtm_consent']);
  });

  it('given client hints are pending, then the page view still carries its ID', async () => {
    let answer = (_: object): void => undefined;
    const userAgentData = { getHighEntropyValues: () => new Promise((resolve) => (answer = resolve)) };
    const page = await openPage({
      ...SITE,
      url: 'https://www.a.test/p',
      navigator: { userAgentData },
      commands: [['requireConsent'], VIEW, ['rememberConsentGiven']],
    });
    expect(page.hits()).toEqual([]);
    answer({ model: 'X' });
    await page.pass(0);
    expect(page.last()).toMatchObject({ action_name: 'T1', consent: '1', uadata: '{"model":"X"}' });
    expect(page.last()['_id']).toMatch(HEX);
  });

  it('given consent without cookies, then the hits have no ID and nothing is stored', async () => {
    const page = await openPage({ ...SITE, commands: [['requireConsent'], ['setConsentGiven', false], VIEW] });
    expect(page.last()).toMatchObject({ _id: '', _idn: '1', consent: '1' });
    expect(page.cookies.all()).toEqual({});
  });

  it('given consent that is not required, then hits are as ever', async () => {
    const page = await openPage({ ...SITE, commands: [['setConsentGiven'], VIEW] });
    expect(page.last()).not.toHaveProperty('consent');
    expect(page.cookies.writes[0]?.text).toMatch(/^mtm_consent_removed=;/);
  });

  it('given feature detection is off, then consent switches it on again', async () => {
    const page = await openPage({ ...SITE, commands: [['disableBrowserFeatureDetection'], VIEW] });
    expect(page.last()).not.toHaveProperty('res');
    const [event] = await page.track(['setConsentGiven'], EVENT);
    expect(event).toHaveProperty('res');
  });
});

describe('remembered consent', () => {
  it('given mtm_consent, then the page is tracked at once', async () => {
    const page = await openPage({ ...SITE, cookies: { mtm_consent: NOW }, commands: [['requireConsent'], VIEW] });
    expect(page.last()).toMatchObject({ consent: '1' });
    expect(page.last()['_id']).toMatch(HEX);
    expect(page.tracker['getRememberedConsent']?.()).toBe(NOW);
    expect(page.tracker['hasRememberedConsent']?.()).toBe(true);
  });

  it('given mtm_consent where none is required, then hits do not tell it', async () => {
    const page = await openPage({ ...SITE, cookies: { mtm_consent: NOW }, commands: [VIEW] });
    expect(page.last()).not.toHaveProperty('consent');
  });

  it.each([
    ['0', true],
    ['', false],
  ])('given mtm_consent=%j, then consent: %s', async (value, isGiven) => {
    const page = await openPage({ ...SITE, cookies: { mtm_consent: value }, commands: [['requireConsent']] });
    expect(page.tracker['hasConsent']?.()).toBe(isGiven);
  });

  it('given mtm_consent and cookies that wait for their own consent, then tracked without cookies', async () => {
    const page = await openPage({
      ...SITE,
      cookies: { mtm_consent: NOW },
      commands: [['requireConsent'], ['requireCookieConsent'], VIEW],
    });
    expect(page.last()).toMatchObject({ _id: '', consent: '1' });
    expect(page.cookies.writes).toEqual([]);
  });

  it('given mtm_consent and a later mtm_consent_removed, then the first one is deleted and nothing sent', async () => {
    const page = await openPage({
      ...SITE,
      cookies: { mtm_consent: NOW, mtm_consent_removed: NOW },
      commands: [['requireConsent'], VIEW],
    });
    expect(page.hits()).toEqual([]);
    expect(Object.keys(page.cookies.all())).toEqual(['mtm_consent_removed']);
    expect(page.tracker['getRememberedConsent']?.()).toBeNull();
  });

  it.each([
    ['rememberConsentGiven', 'mtm_consent'],
    ['rememberCookieConsentGiven', 'mtm_cookie_consent'],
    ['forgetConsentGiven', 'mtm_consent_removed'],
    ['optUserOut', 'mtm_consent_removed'],
  ])('given %s, then %s holds the time, for 30 years or as many hours as given', async (method, name) => {
    for (const [hours, end] of [
      [undefined, YEARS_30],
      [0, YEARS_30],
      [24, new Date(START + 86_400_000).toUTCString()],
    ] as const) {
      const page = await openPage({ ...SITE, commands: [['requireConsent'], [method, hours]] });
      const write = page.cookies.writes.find((cookie) => cookie.name === name && cookie.value !== '');
      expect(write?.text).toBe(`${name}=${NOW};expires=${end};path=/;SameSite=Lax`);
    }
  });

  it('given path and domain, then the consent has them, too, and no prefix, site or hash', async () => {
    const page = await openPage({
      ...SITE,
      url: 'http://www.a.test/foo/',
      commands: [['setCookiePath', '/foo'], ['setCookieDomain', '*.a.test'], ['rememberConsentGiven']],
    });
    expect(page.cookies.writes.find(({ name }) => name === 'mtm_consent')?.attributes).toMatchObject({
      path: '/foo',
      domain: '.a.test',
    });
  });
});

describe('cookie consent', () => {
  it('given it is required, then hits go out without ID, and what is stored waits', async () => {
    const page = await openPage({ ...SITE, cookies: KNOWN, commands: [['requireCookieConsent'], VIEW] });
    expect(page.last()).toMatchObject({ _id: '', _idn: '1', _refts: '0' });
    expect(page.last()).not.toHaveProperty('consent');
    expect(page.cookies.writes).toEqual([]);
    page.leave();
    expect(page.cookies.all()).toEqual({});
  });

  it('given it is required when the site is known, then what is stored waits as well', async () => {
    const page = await openPage({ ...SITE, cookies: KNOWN });
    page.push(['requireCookieConsent']);
    expect(page.cookies.writes).toEqual([]);
    page.push(['disableCookies']);
    expect(page.cookies.all()).toEqual({});
  });

  it('given it comes later, then a ping with the visitor as known repairs the visit', async () => {
    const page = await openPage({ ...SITE, cookies: KNOWN, commands: [['requireCookieConsent'], VIEW] });
    const [ping] = await page.track(['setCookieConsentGiven']);
    expect(ping).toMatchObject({ ping: '1', _id: VISITOR, _idn: '0' });
    expect(page.params()).toHaveLength(2);
  });

  it('given it comes later for a new visitor, then the ping has the new ID', async () => {
    const page = await openPage({ ...SITE, commands: [['requireCookieConsent'], VIEW] });
    const [ping] = await page.track(['rememberCookieConsentGiven']);
    expect(ping).toMatchObject({ ping: '1', _idn: '0', _idvc: '1' });
    expect(ping?.['_id']).toMatch(HEX);
    expect(Object.keys(page.cookies.all()).sort()).toEqual([ID, SESSION, 'mtm_cookie_consent']);
  });

  it('given no hit has gone out yet, then there is no ping', async () => {
    const page = await openPage({ ...SITE, commands: [['requireCookieConsent'], ['setCookieConsentGiven']] });
    await page.track(VIEW);
    expect(page.params()).toHaveLength(1);
    expect(page.last()['_id']).toMatch(HEX);
  });

  it('given a set ID went out, then there is no ping', async () => {
    const page = await openPage({
      ...SITE,
      commands: [['setVisitorId', VISITOR], ['requireCookieConsent'], VIEW],
    });
    expect(page.last()).toMatchObject({ _id: VISITOR });
    await page.track(['setCookieConsentGiven']);
    expect(page.params()).toHaveLength(1);
  });

  it('given it is remembered, then requireCookieConsent says that it need not be asked for', async () => {
    const page = await openPage({ ...SITE, cookies: { mtm_cookie_consent: NOW } });
    expect(page.tracker['requireCookieConsent']?.()).toBe(false);
    expect(page.tracker['getRememberedCookieConsent']?.()).toBe(NOW);
    const [view] = await page.track(VIEW);
    expect(view?.['_id']).toMatch(HEX);
    page.push(['forgetCookieConsentGiven']);
    expect(page.cookies.all()).toEqual({});
    expect(page.tracker['requireCookieConsent']?.()).toBe(true);
    expect(page.tracker['getRememberedCookieConsent']?.()).toBe(0);
  });

  it('given a tool that asks on every page after its load, then the visitor stays the same one', async () => {
    const first = await openPage({ ...SITE, cookies: KNOWN, commands: [['requireCookieConsent'], VIEW] });
    await first.track(['setCookieConsentGiven']);
    const second = await first.goto({ ...SITE, commands: [['requireCookieConsent'], VIEW] });
    await second.track(['setCookieConsentGiven']);
    expect(second.last()).toMatchObject({ ping: '1', _id: VISITOR });
  });

  it('given a second tracker with its site already known, then what it has stored waits as well', async () => {
    const cookies = { '_pk_id.8.27cf': `${VISITOR}.1790000000.` };
    const page = await openPage({
      ...SITE,
      cookies,
      commands: [['addTracker', 'https://stats.test/matomo.php', 8], ['requireCookieConsent'], VIEW],
    });
    await page.track(['setCookieConsentGiven']);
    expect(page.params().find(({ ping, idsite }) => ping && idsite === '8')).toMatchObject({ _id: VISITOR });
  });

  it('given it is remembered, when the page then disables cookies, then they stay off', async () => {
    const page = await openPage({ ...SITE, commands: [['requireCookieConsent'], VIEW] });
    const [event] = await page.track(['rememberCookieConsentGiven'], ['disableCookies'], EVENT);
    expect(event).toMatchObject({ ping: '1' });
    expect(page.last()).toMatchObject({ e_c: 'c', _id: '' });
    expect(Object.keys(page.cookies.all())).toEqual(['mtm_cookie_consent']);
  });

  it('given it is remembered anew, such as by another tracker, then that is no reason to bring cookies back', async () => {
    const page = await openPage({
      ...SITE,
      cookies: { mtm_cookie_consent: '1' },
      commands: [['requireCookieConsent']],
    });
    page.push(['disableCookies']);
    page.cookies.set('mtm_cookie_consent', '2');
    await page.track(VIEW);
    expect(page.last()).toMatchObject({ _id: '' });
  });

  it('given forgetCookieConsentGiven in the queue before the domain, then the domain’s cookie is deleted', async () => {
    const page = await openPage({
      ...SITE,
      before: () => setUndeletable('mtm_cookie_consent', '1'),
      commands: [['forgetCookieConsentGiven'], ['setCookieDomain', '*.a.test'], VIEW],
    });
    expect(page.cookies.all()).toEqual({});
    expect(page.last()).toMatchObject({ _id: '' });
  });
});

describe('opting out', () => {
  it('given optUserOut, then the cookies go in their order, and hits are held', async () => {
    const page = await openPage({ ...SITE, referrer: 'http://ext.test/', commands: [VIEW] });
    page.cookies.writes.length = 0;
    await page.track(['optUserOut'], EVENT);
    expect([...new Set(page.cookies.writes.map(({ name }) => name))]).toEqual([
      ...['mtm_consent', 'mtm_consent_removed', 'mtm_cookie_consent'],
      ...[ID, SESSION, REFERRAL],
    ]);
    expect(page.cookies.all()).toEqual({ mtm_consent_removed: NOW });
    expect(page.params()).toHaveLength(1);
    expect(page.tracker['isUserOptedOut']?.()).toBe(true);
    expect(page.tracker['hasConsent']?.()).toBe(false);
    expect(page.tracker['isConsentRequired']?.()).toBe(true);
  });

  it('given forgetUserOptOut on the same page, then held and later hits go out without ID, told as consented', async () => {
    const page = await openPage({ ...SITE, commands: [VIEW, ['optUserOut'], EVENT] });
    const hits = await page.track(['forgetUserOptOut'], ['trackEvent', 'c', 'b']);
    expect(hits.map(({ e_a, _id, consent }) => [e_a, _id, consent])).toEqual([
      ['a', '', '1'],
      ['b', '', '1'],
    ]);
    expect(page.cookies.all()).toEqual({});
  });

  it('given rememberConsentGiven instead, then the held hit has a new ID already, and needs no ping', async () => {
    const page = await openPage({ ...SITE, commands: [VIEW, ['optUserOut'], EVENT] });
    const { _id } = page.last();
    const hits = await page.track(['rememberConsentGiven']);
    expect(hits.map(({ e_a, consent }) => [e_a, consent])).toEqual([['a', '1']]);
    expect(hits[0]?.['_id']).toMatch(HEX);
    expect(hits[0]?.['_id']).not.toBe(_id);
    expect(Object.keys(page.cookies.all()).sort()).toEqual([ID, SESSION, 'mtm_consent']);
  });

  it('given an opted-out visitor on a page without requireConsent, then no hit, no cookie, and leftovers go', async () => {
    const page = await openPage({
      ...SITE,
      referrer: 'http://ext.test/',
      cookies: { ...KNOWN, mtm_consent_removed: NOW },
      commands: [VIEW, EVENT],
    });
    page.leave();
    expect(page.hits()).toEqual([]);
    expect(page.cookies.all()).toEqual({ mtm_consent_removed: NOW });
    expect(page.cookies.writes.every(({ value }) => value === '')).toBe(true);
  });

  it('given SameSite=None and https, then even the deletions have these attributes', async () => {
    const page = await openPage({
      ...SITE,
      url: 'https://www.a.test/p',
      commands: [['setCookieSameSite', 'None'], VIEW, ['optUserOut']],
    });
    for (const { text } of page.cookies.writes) expect(text).toMatch(/;secure;SameSite=None$/);
  });
});

describe('an own domain’s removal cookie that cannot be deleted', () => {
  const undeletable = () => setUndeletable('mtm_consent_removed', String(START - 1000));

  it('given hits are held, when consent is given, then they are sent, and later ones, too', async () => {
    const page = await openPage({ ...SITE, before: undeletable, commands: [VIEW, EVENT] });
    expect(page.hits()).toEqual([]);
    const hits = await page.track(['rememberConsentGiven']);
    expect(hits).toHaveLength(2);
    expect(page.cookies.all()).toHaveProperty('mtm_consent_removed');
    expect(page.tracker['hasConsent']?.()).toBe(true);
    expect(await page.track(EVENT)).toHaveLength(1);
  });

  it('given the consent was remembered, then it counts on the next page, too', async () => {
    const first = await openPage({ ...SITE, before: undeletable, commands: [['rememberConsentGiven'], VIEW] });
    const { _id } = first.last();
    const second = await first.goto({ ...SITE, commands: [['requireConsent'], VIEW] });
    expect(second.last()).toMatchObject({ _id, consent: '1' });
    expect(second.tracker['getRememberedConsent']?.()).toBe(NOW);
  });

  it('given the visitor objects again, then that counts, here and on the next page', async () => {
    const page = await openPage({ ...SITE, before: undeletable, commands: [['rememberConsentGiven'], VIEW] });
    await page.pass(1000);
    await page.track(['optUserOut'], EVENT);
    expect(page.hits()).toHaveLength(1);
    const next = await page.goto({ ...SITE, commands: [VIEW] });
    expect(next.hits()).toEqual([]);
  });

  it('given a value that tells no time, then it is not taken for outdated', async () => {
    const page = await openPage({ ...SITE, cookies: { mtm_consent_removed: '1', mtm_consent: NOW }, commands: [VIEW] });
    expect(page.hits()).toEqual([]);
  });

  it('given a consent that cannot be deleted, when the visitor objects, then that counts', async () => {
    const page = await openPage({
      ...SITE,
      before: () => setUndeletable('mtm_consent', String(START - 1000)),
      commands: [['requireConsent'], VIEW],
    });
    expect(page.hits()).toHaveLength(1);
    await page.track(['optUserOut'], EVENT);
    expect(page.hits()).toHaveLength(1);
    const next = await page.goto({ ...SITE, commands: [['requireConsent'], VIEW] });
    expect(next.hits()).toEqual([]);
  });
});

describe('a browser that suddenly keeps no cookies', () => {
  it('given a consent it can neither delete nor contradict, when the visitor objects, then that holds on this page', async () => {
    const page = await openPage({ ...SITE, cookies: { mtm_consent: NOW }, commands: [['requireConsent'], VIEW] });
    overrideAccess(document, 'cookie', () => `mtm_consent=${NOW}`);
    expect(await page.track(['optUserOut'], EVENT)).toEqual([]);
    expect(page.tracker['hasConsent']?.()).toBe(false);
  });
});

describe('the server’s plugin that forces tracking without cookies', () => {
  it('given it replaces methods of the tracker, then consent does not bring cookies back', async () => {
    const page = await openPage({ ...SITE, commands: [['requireCookieConsent'], ['disableCookies'], VIEW] });
    page.tracker['setCookieConsentGiven'] = () => undefined;
    await page.track(['rememberConsentGiven'], EVENT);
    expect(page.last()).toMatchObject({ e_a: 'a', _id: '' });
    expect(page.cookies.all()).toEqual({});
  });
});
