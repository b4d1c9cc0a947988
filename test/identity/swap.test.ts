// @vitest-environment happy-dom
// A site changes from one script to the other and back: visitor, visit and attribution continue.
import { describe, expect, it } from 'vitest';
import { VIEW } from '../support/commands';
import { START, VISITOR, openPage } from '../support/page';
import { ID, REFERRAL, SESSION, SITE, cookieName } from '../support/tracker-cookies';

const NOW = START / 1000;
const OLD = 'aaaaaaaaaaaaaaaa';
const CREATED = 1_790_000_000;

/** The part of the visitor cookie that releases 3 to 5 need: 16 hexadecimal digits, a dot, ten digits, a dot. */
const READABLE_ID = /^[\da-f]{16}\.\d{10}\./;

describe('from the original to this one', () => {
  it.each([
    ['release 5 and 4', `${OLD}.${CREATED}.`, { _idvc: '1' }, `${OLD}.${CREATED}.1.${NOW}..`],
    ['the PHP tracker', `${OLD}.${CREATED}`, { _idvc: '1' }, `${OLD}.${CREATED}.1.${NOW}..`],
    [
      'release 3',
      `${OLD}.${CREATED}.5.1794000000.1793000000.`,
      { _idvc: '6', _viewts: '1794000000' },
      `${OLD}.${CREATED}.6.${NOW}.1794000000.`,
    ],
    [
      'release 3, after an order',
      `${OLD}.${CREATED}.5.1794000000.1793000000.1793000005`,
      { _idvc: '6', _viewts: '1794000000', _ects: '1793000005' },
      `${OLD}.${CREATED}.6.${NOW}.1794000000.1793000005`,
    ],
  ])('given a visitor cookie of %s, then ID and first visit go on', async (_, cookie, counters, after) => {
    const page = await openPage({ ...SITE, cookies: { [ID]: cookie }, commands: [VIEW] });
    expect(page.last()).toMatchObject({ _id: OLD, _idn: '0', _idts: String(CREATED), ...counters });
    expect(page.cookies.all()[ID]).toBe(after);
  });

  it('given only an ID, then it goes on and its first visit is now', async () => {
    const page = await openPage({ ...SITE, cookies: { [ID]: OLD }, commands: [VIEW] });
    expect(page.last()).toMatchObject({ _id: OLD, _idn: '0', _idts: String(NOW) });
    expect(page.cookies.all()[ID]).toMatch(new RegExp(`^${OLD}\\.${NOW}\\.`));
  });

  it.each(['1', '*'])(
    'given a visit that is going on (%s), then it is neither begun anew nor attributed anew',
    async (session) => {
      const page = await openPage({
        ...SITE,
        url: 'http://www.a.test/p?pk_campaign=new',
        referrer: 'http://ext.test/',
        cookies: {
          [ID]: `${OLD}.${CREATED}.`,
          [SESSION]: session,
          [REFERRAL]: `["old","okw",${CREATED},"http://o.test/"]`,
        },
        commands: [VIEW],
      });
      expect(page.last()).toMatchObject({
        ...{ _id: OLD, _idn: '0', _idvc: '1' },
        ...{ _rcn: 'old', _rck: 'okw', _refts: String(CREATED), _ref: 'http://o.test/' },
      });
      expect(page.cookies.all()[SESSION]).toBe('1');
    },
  );

  it('given the cookies of a domain and path, then they are found by the same settings', async () => {
    const id = cookieName('id', 7, '.a.test/foo');
    const page = await openPage({
      ...SITE,
      url: 'http://www.a.test/foo/p',
      before: () => {
        document.cookie = `${id}=${OLD}.${CREATED}.;path=/foo;domain=.a.test`;
      },
      commands: [['setCookiePath', '/foo'], ['setCookieDomain', '*.a.test'], VIEW],
    });
    expect(id).toBe('_pk_id.7.2f5b');
    expect(page.last()).toMatchObject({ _id: OLD, _idn: '0' });
  });

  it.each([
    ['mtm_consent', ['requireConsent'], { consent: '1', _idn: '1' }],
    ['mtm_cookie_consent', ['requireCookieConsent'], { _idn: '1' }],
  ])('given %s, then the visitor’s choice goes on', async (name, command, expected) => {
    const page = await openPage({ ...SITE, cookies: { [name]: '1795219365284' }, commands: [command, VIEW] });
    expect(page.last()).toMatchObject(expected);
    expect(page.last()['_id']).toMatch(/^[\da-f]{16}$/);
  });

  it('given mtm_consent_removed, then the visitor stays opted out', async () => {
    const page = await openPage({ ...SITE, cookies: { mtm_consent_removed: '1795219365284' }, commands: [VIEW] });
    page.leave();
    expect(page.hits()).toEqual([]);
  });

  it('given custom variables of the visit, then they go on', async () => {
    const page = await openPage({
      ...SITE,
      cookies: { '_pk_cvar.7.27cf': '{"1":["name","value"]}' },
      commands: [['storeCustomVariablesInCookie'], ['getCustomVariable', 1, 'visit'], VIEW],
    });
    expect(page.last()).toMatchObject({ _cvar: '{"1":["name","value"]}' });
  });
});

describe('from this one back to the original', () => {
  it.each([
    ['a new visitor', {}],
    ['a visitor of release 3', { [ID]: `${OLD}.${CREATED}.5.1794000000.1793000000.1793000005` }],
    ['a visitor of release 5', { [ID]: `${OLD}.${CREATED}.` }],
    ['a damaged cookie', { [ID]: 'hello&x=1.foo' }],
  ])('given %s, then ID and first visit are where every release reads them', async (_, cookies) => {
    const page = await openPage({ ...SITE, cookies, commands: [VIEW, ['trackEcommerceOrder', 'A1', 5]] });
    await page.pass(801);
    const stored = page.cookies.all()[ID] ?? '';
    expect(stored).toMatch(READABLE_ID);
    const [id, created] = stored.split('.');
    expect([id, created]).toEqual([page.last()['_id'], page.last()['_idts']]);
  });

  it('given a visitor of release 5 without counters, then the cookie is as it was', async () => {
    const cookie = `${OLD}.${CREATED}.`;
    const page = await openPage({ ...SITE, cookies: { [ID]: cookie }, commands: [['disableVisitCounters'], VIEW] });
    expect(page.cookies.all()[ID]).toBe(cookie);
  });

  it('given a switch back and forth, then visits that the original did not count are missing, and nothing else', async () => {
    const page = await openPage({ ...SITE, cookies: { [ID]: `${OLD}.${CREATED}.5.1794000000..` }, commands: [VIEW] });
    expect(page.last()).toMatchObject({ _id: OLD, _idvc: '6' });
    // Release 5 rewrites the cookie in its own layout.
    page.cookies.set(ID, `${OLD}.${CREATED}.`);
    const next = await page.goto({ ...SITE, commands: [VIEW] });
    expect(next.last()).toMatchObject({ _id: OLD, _idts: String(CREATED), _idvc: '1' });
    expect(next.cookies.all()[ID]).toMatch(READABLE_ID);
  });

  it('given a campaign and a referrer, then the attribution is an array of two texts, a number and a text', async () => {
    const page = await openPage({
      ...SITE,
      url: 'http://www.a.test/?pk_campaign=Läufe&pk_kwd=a"b',
      referrer: 'http://ext.test/?q=ü',
      commands: [VIEW],
    });
    expect(page.cookies.all()[REFERRAL]).toBe(`["Läufe","a\\"b",${NOW},"http://ext.test/?q=ü"]`);
    expect(page.cookies.all()[SESSION]).toBe('1');
  });

  it('given consent and its withdrawal, then times in milliseconds, as text', async () => {
    const page = await openPage({
      ...SITE,
      commands: [['requireConsent'], ['rememberConsentGiven'], ['rememberCookieConsentGiven']],
    });
    const { mtm_consent, mtm_cookie_consent } = page.cookies.all();
    expect([mtm_consent, mtm_cookie_consent]).toEqual([String(START), String(START)]);
    page.push(['forgetConsentGiven']);
    expect(page.cookies.all()).toEqual({ mtm_consent_removed: String(START) });
  });

  it('given a visitor ID that was set, then the cookie carries it and keeps the first visit', async () => {
    const page = await openPage({
      ...SITE,
      cookies: { [ID]: `${OLD}.${CREATED}.` },
      commands: [['setVisitorId', VISITOR], VIEW],
    });
    expect(page.last()).toMatchObject({ _id: VISITOR, _idn: '0' });
    expect(page.cookies.all()[ID]).toMatch(`${VISITOR}.${CREATED}.`);
  });
});
