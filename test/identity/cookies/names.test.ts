// @vitest-environment happy-dom
// The parts of cookie names: prefix, site, and a hash of host and path.
import { describe, expect, it } from 'vitest';
import { VIEW } from '../../support/commands';
import { names } from '../../support/cookies';
import { override, overrideAccess } from '../../support/overrides';
import { openPage } from '../../support/page';
import { ID, SESSION, SITE } from '../../support/tracker-cookies';

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

  it('given a document without a domain, as in jsdom, then hits carry the visitor, and the console stays empty', async () => {
    const before = (): void => [document, Document.prototype].forEach((owner) => override(owner, 'domain', undefined));
    const page = await openPage({ ...SITE, before, commands: [VIEW] });
    expect(page.last()['_id']).toMatch(/^[\da-f]{16}$/);
    expect(page.tracker.getVisitorId()).toBe(page.last()['_id']);
    expect(page.errors).toEqual([]);
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
