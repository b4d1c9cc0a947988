// @vitest-environment happy-dom
// Cookies to the byte: their names, what is assigned to document.cookie, how they are read and deleted.
import { describe, expect, it } from 'vitest';
import { forbidCookies, ignoreCookies } from '../support/cookies';
import { overrideAccess } from '../support/overrides';
import { START, VISITOR, openPage } from '../support/page';
import { ID, REFERRAL, SESSION, SITE, expiryOf } from '../support/tracker-cookies';

const VIEW = ['trackPageView'];
const EVENT = ['trackEvent', 'c', 'a'];
const NOW = START / 1000;
const DAY = 86_400;

const names = (writes: { name: string }[]): string[] => [...new Set(writes.map(({ name }) => name))];

describe('the names of cookies', () => {
  it.each([
    ['http://localhost/', '1fff'],
    ['http://127.0.0.1/', 'dc78'],
    ['http://example.com/', '8809'],
    ['http://example.com:8080/shop?x#y', '8809'],
    ['https://www.example.com/', '2a0b'],
    ['http://www.a.test/', '27cf'],
    ['http://www.a.test./', '27cf'],
    ['http://a.test/', 'db7e'],
  ])('given the page %s, then they end with %s', async (url, hash) => {
    const page = await openPage({ url, siteId: 7, commands: [VIEW] });
    expect(names(page.cookies.writes)).toEqual([`_pk_id.7.${hash}`, `_pk_ses.7.${hash}`]);
  });

  it.each([
    ['http://www.example.com/', '*.example.com', undefined, '62df'],
    ['http://www.example.com/', '.example.com', undefined, '62df'],
    ['http://www.example.com/', '.example.com.', undefined, '62df'],
    ['http://www.example.com/', '*.example.com/shop', undefined, '62df'],
    ['http://www.example.com/shop', '*.example.com', '/shop', '5c5c'],
    ['http://www.example.com/shop', '', '/shop', '8f88'],
    ['http://www.a.test/', '*.a.test', undefined, 'e104'],
    ['http://www.a.test/foo', '', '/foo', 'f9e5'],
    ['http://www.a.test/foo', '*.a.test', '/foo', '2f5b'],
  ])('given %s with the domain %j and the path %j, then they end with %s', async (url, domain, path, hash) => {
    const commands = [['setCookieDomain', domain], ['setCookiePath', path], VIEW];
    const page = await openPage({ url, siteId: 7, commands });
    expect(names(page.cookies.writes)).toContain(`_pk_id.7.${hash}`);
  });

  it.each(['', null, undefined])('given the path %j, then they are as with /', async (path) => {
    const page = await openPage({ ...SITE, commands: [['setCookiePath', path], VIEW] });
    expect(names(page.cookies.writes)).toEqual([ID, SESSION]);
  });

  it('given another prefix and a site with a name, then both are in them', async () => {
    const page = await openPage({ ...SITE, siteId: 'abc', commands: [['setCookieNamePrefix', 'x-'], VIEW] });
    expect(names(page.cookies.writes)).toEqual(['x-id.abc.27cf', 'x-ses.abc.27cf']);
  });

  it('given no site yet, then there is a session without a visitor', async () => {
    const page = await openPage({ ...SITE, siteId: null, commands: [VIEW] });
    expect(names(page.cookies.writes)).toEqual(['_pk_ses..27cf']);
  });

  it('given another site later, then its own cookies are used from then on', async () => {
    const page = await openPage({ ...SITE, commands: [VIEW] });
    const first = page.last()['_id'];
    const [event] = await page.track(['setSiteId', 8], ['trackEvent', 'c', 'a']);
    expect(event).toMatchObject({ idsite: '8', _idn: '1' });
    expect(event?.['_id']).not.toBe(first);
    expect(Object.keys(page.cookies.all())).toEqual([ID, SESSION, '_pk_id.8.27cf', '_pk_ses.8.27cf']);
  });

  it('given the document takes part in the domain above it, then that is its host', async () => {
    const page = await openPage({
      ...SITE,
      before: () => overrideAccess(document, 'domain', () => 'a.test'),
      commands: [VIEW],
    });
    expect(names(page.cookies.writes)).toEqual(['_pk_id.7.db7e', '_pk_ses.7.db7e']);
  });
});

describe('what is assigned to document.cookie', () => {
  it('given a first hit, then ID and session, in this order and to the byte', async () => {
    const page = await openPage({ ...SITE, commands: [['disableVisitCounters'], VIEW] });
    const { _id = '' } = page.last();
    expect(_id).toMatch(/^[\da-f]{16}$/);
    expect(page.cookies.writes.map(({ text }) => text)).toEqual([
      `${ID}=${_id}.${NOW}.;expires=${new Date(START + 393 * DAY * 1000).toUTCString()};path=/;SameSite=Lax`,
      `${SESSION}=1;expires=${new Date(START + 1_800_000).toUTCString()};path=/;SameSite=Lax`,
    ]);
  });

  it('given domain, path, https and SameSite=None, then all attributes in their order', async () => {
    const page = await openPage({
      ...SITE,
      url: 'https://www.a.test/foo/p',
      commands: [['setCookieSameSite', 'none'], ['setCookiePath', '/foo'], ['setCookieDomain', '*.a.test'], VIEW],
    });
    const session = page.cookies.writes.find(({ name }) => name.startsWith('_pk_ses'));
    expect(session?.text).toMatch(
      /^_pk_ses\.7\.2f5b=1;expires=[^;]+ GMT;path=\/foo;domain=\.a\.test;secure;SameSite=None$/,
    );
  });

  it('given a referrer, then the attribution first, as percent-encoded JSON without blanks', async () => {
    const page = await openPage({ ...SITE, referrer: 'http://ext.test/', commands: [VIEW] });
    expect(names(page.cookies.writes)).toEqual([REFERRAL, ID, SESSION]);
    expect(page.cookies.writes[0]?.text).toBe(
      `${REFERRAL}=%5B%22%22%2C%22%22%2C${NOW}%2C%22http%3A%2F%2Fext.test%2F%22%5D` +
        `;expires=${new Date(START + 15_768_000_000).toUTCString()};path=/;SameSite=Lax`,
    );
  });

  it('given a lifetime of zero, then no date: the browser forgets it when it is closed', async () => {
    const commands = [['setSessionCookieTimeout', 0], ['setReferralCookieTimeout', 0], VIEW];
    const page = await openPage({ ...SITE, referrer: 'http://ext.test/', commands });
    const [referral, , session] = page.cookies.writes;
    expect(referral?.text).toMatch(/;path=\/;SameSite=Lax$/);
    expect([referral?.name, expiryOf(referral?.text ?? '')]).toEqual([REFERRAL, undefined]);
    expect(session?.text).toBe(`${SESSION}=1;path=/;SameSite=Lax`);
  });

  it('given a burst of hits, then the same value is not written again and again', async () => {
    const page = await openPage({
      ...SITE,
      commands: [VIEW, ...Array.from({ length: 20 }, () => ['trackEvent', 'c', 'a'])],
    });
    await page.pass(800);
    expect(page.hits()).toHaveLength(21);
    expect(page.cookies.writes).toHaveLength(2);
  });

  it('given a hit some time later, then the session is prolonged, and the ID has still the same end', async () => {
    const page = await openPage({ ...SITE, commands: [VIEW] });
    await page.pass(60_000);
    await page.track(['trackEvent', 'c', 'a']);
    const ends = page.cookies.writes.map(({ text }) => expiryOf(text));
    const [id, session] = [START + 393 * DAY * 1000, START + 1_800_000];
    expect(ends).toEqual([id, session, session + 60_000]);
  });

  it('given a session shorter than the pause between writes, then every hit prolongs it', async () => {
    const page = await openPage({ ...SITE, commands: [['setSessionCookieTimeout', 5], VIEW] });
    for (const action of ['one', 'two', 'three']) {
      await page.pass(3000);
      await page.track(['trackEvent', 'c', action]);
    }
    expect(page.params().map(({ _idvc }) => _idvc)).toEqual(['1', '1', '1', '1']);
  });

  it('given other lifetimes after a hit, then the next one writes what is stored again, with these', async () => {
    const page = await openPage({ ...SITE, commands: [VIEW] });
    const before = page.cookies.writes.length;
    await page.track(['setVisitorCookieTimeout', 864_000], ['setSessionCookieTimeout', 600], EVENT);
    const ends = page.cookies.writes.slice(before).map(({ text }) => expiryOf(text));
    expect(ends).toEqual([START + 864_000_000, START + 600_000]);
  });

  it('given other attributes after a hit, then the next one writes what is stored again, with these', async () => {
    const page = await openPage({ ...SITE, commands: [VIEW] });
    const before = page.cookies.writes.length;
    await page.track(['setCookieSameSite', 'Strict'], EVENT);
    const texts = page.cookies.writes.slice(before).map(({ text }) => text);
    expect(texts).toEqual([expect.stringMatching(/;SameSite=Strict$/), expect.stringMatching(/;SameSite=Strict$/)]);
  });

  it('given numeric texts as lifetimes, then they count as seconds', async () => {
    const commands = [['setSessionCookieTimeout', '60'], ['setVisitorCookieTimeout', '3600'], VIEW];
    const page = await openPage({ ...SITE, commands });
    expect(page.cookies.writes.map(({ text }) => expiryOf(text))).toEqual([START + 3_600_000, START + 60_000]);
  });
});

describe('reading', () => {
  it('given a cookie whose name only resembles, then it is not taken for the tracker’s', async () => {
    const page = await openPage({
      ...SITE,
      cookies: { _pk_idX7X27cf: `${VISITOR}.1790000000.`, [`x${ID}`]: VISITOR },
      commands: [VIEW],
    });
    expect(page.last()).toMatchObject({ _idn: '1' });
    expect(page.last()['_id']).not.toBe(VISITOR);
  });

  it.each([
    ['not percent-encoded', '%E4%'],
    ['no ID', 'hello&x=1.foo'],
    ['without ID', '.1790000000.'],
    ['too long', `${VISITOR}0.1790000000.`],
    ['not hexadecimal', 'zzzzzzzzzzzzzzzz.1790000000.'],
    ['empty', ''],
  ])('given a visitor cookie that is %s, then it counts as absent with all its fields', async (_, text) => {
    const page = await openPage({ ...SITE, before: () => setRaw(ID, text), commands: [VIEW] });
    expect(page.last()).toMatchObject({ _idn: '1', _idts: String(NOW), _idvc: '1' });
    expect(page.last()['_id']).toMatch(/^[\da-f]{16}$/);
    expect(page.cookies.all()[ID]).toMatch(new RegExp(`^${page.last()['_id']}\\.${NOW}\\.`));
    expect(page.errors).toEqual([]);
  });

  it.each(['%E4%', 'no json', '"text"', '5', 'null', '[]', '{}', '%5B%22a%22%5D'])(
    'given the damaged attribution cookie %s, then the hit goes out without one',
    async (text) => {
      const page = await openPage({ ...SITE, before: () => setRaw(REFERRAL, text), commands: [VIEW] });
      expect(page.last()).toMatchObject({ _refts: '0' });
      expect(Object.keys(page.last()).filter((name) => /^_rc|^_ref$/.test(name))).toEqual([]);
      expect(page.tracker['getAttributionInfo']?.()).toEqual(['', '', 0, '']);
      expect(page.errors).toEqual([]);
    },
  );

  it.each(['mtm_consent', 'mtm_consent_removed', 'mtm_cookie_consent', SESSION])(
    'given a damaged or empty %s, then it counts as absent',
    async (name) => {
      for (const text of ['%E4%', '']) {
        const page = await openPage({
          ...SITE,
          before: () => setRaw(name, text),
          commands: [['requireCookieConsent'], VIEW],
        });
        expect(page.hits()).toHaveLength(1);
        expect(page.tracker['hasConsent']?.()).toBe(true);
        expect(page.tracker['areCookiesEnabled']?.()).toBe(false);
        expect(page.tracker['getRememberedConsent']?.()).toBeNull();
        page.close();
      }
    },
  );

  it.each(['1', '*', 'x'])('given the session cookie %j, then the visit goes on', async (value) => {
    const page = await openPage({
      ...SITE,
      cookies: { [SESSION]: value },
      referrer: 'http://ext.test/',
      commands: [VIEW],
    });
    expect(page.last()).toMatchObject({ _refts: '0', urlref: 'http://ext.test/' });
  });
});

describe('a browser without cookies', () => {
  it('given writes are dropped, then all hits of the page carry one ID and the console stays empty', async () => {
    const page = await openPage({ ...SITE, before: ignoreCookies, commands: [VIEW] });
    await page.track(['trackEvent', 'c', 'a'], ['trackEvent', 'c', 'b']);
    const ids = page.params().map(({ _id }) => _id);
    expect(ids[0]).toMatch(/^[\da-f]{16}$/);
    expect(new Set(ids).size).toBe(1);
    expect(page.params().map(({ _idn }) => _idn)).toEqual(['1', '1', '1']);
    expect(page.tracker['getVisitorId']?.()).toBe(ids[0]);
    expect(page.tracker['getVisitorInfo']?.()).toEqual(['1', ids[0], NOW + 1]);
    expect(page.errors).toEqual([]);
  });

  it('given a path of the page at which nothing is kept, then the console names each cookie once', async () => {
    const commands = [['setCookiePath', '/shop'], VIEW];
    const page = await openPage({ ...SITE, before: ignoreCookies, commands });
    await page.track(['trackEvent', 'c', 'a']);
    const problem = (base: string) => expect.stringMatching(`cookie _pk_${base}\\..* could not be written`);
    expect(page.errors).toEqual([problem('id'), problem('ses')]);
  });

  it('given navigator.cookieEnabled is false, then there is no ID', async () => {
    const page = await openPage({
      ...SITE,
      navigator: { cookieEnabled: false },
      before: ignoreCookies,
      commands: [VIEW],
    });
    expect(page.last()).toMatchObject({ _id: '', _idn: '1', cookie: '0' });
    expect(page.tracker['getVisitorId']?.()).toBe('');
    expect(page.tracker['hasCookies']?.()).toBe(false);
    expect(page.tracker['areCookiesEnabled']?.()).toBe(true);
  });

  it('given a sandboxed frame where every access throws, then hits go out, with one ID', async () => {
    const page = await openPage({ ...SITE, before: forbidCookies, commands: [['setCookieDomain', '*.a.test'], VIEW] });
    await page.track(['trackEvent', 'c', 'a']);
    const [view, event] = page.params();
    expect(view?.['_id']).toMatch(/^[\da-f]{16}$/);
    expect(event?.['_id']).toBe(view?.['_id']);
    for (const command of ['optUserOut', 'rememberConsentGiven', 'deleteCookies', 'disableCookies'])
      page.push([command]);
    expect(page.tracker['getCookie']?.('id')).toBeNull();
    expect(page.errors.filter((line) => line.includes('SecurityError'))).toEqual([]);
  });

  it('given document.cookie is hidden by an element of that name, then hits go out', async () => {
    const page = await openPage({
      ...SITE,
      before: () => overrideAccess(document, 'cookie', () => document.createElement('img')),
      commands: [VIEW],
    });
    expect(page.last()['_id']).toMatch(/^[\da-f]{16}$/);
  });
});

describe('deleting', () => {
  const STORED = { [ID]: `${VISITOR}.1790000000.`, [SESSION]: '1', [REFERRAL]: '["c","k",1790000000,""]' };

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

/** Sets a cookie to a text as it is, as a damaged one would stand in the jar. */
function setRaw(name: string, text: string): void {
  document.cookie = `${name}=${text};path=/`;
}
