// @vitest-environment happy-dom
// Browsers that keep no cookies, or throw on access to them.
import { describe, expect, it } from 'vitest';
import { makeScript } from '../../support/bundle';
import { VIEW } from '../../support/commands';
import { forbidCookies, ignoreCookies } from '../../support/cookies';
import { override, overrideAccess } from '../../support/overrides';
import { START, openPage } from '../../support/page';
import { SESSION, SITE } from '../../support/tracker-cookies';

const NOW = START / 1000;

describe('a browser without cookies', () => {
  it('given writes are dropped, then all hits of the page carry one ID and the console stays empty', async () => {
    const page = await openPage({ ...SITE, before: ignoreCookies, commands: [VIEW] });
    await page.track(['trackEvent', 'c', 'a'], ['trackEvent', 'c', 'b']);
    const ids = page.params().map(({ _id }) => _id);
    expect(ids[0]).toMatch(/^[\da-f]{16}$/);
    expect(new Set(ids).size).toBe(1);
    expect(page.params().map(({ _idn }) => _idn)).toEqual(['1', '1', '1']);
    expect(page.tracker.getVisitorId()).toBe(ids[0]);
    expect(page.tracker.getVisitorInfo()).toEqual(['1', ids[0], NOW + 1]);
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
    expect(page.tracker.getVisitorId()).toBe('');
    expect(page.tracker.hasCookies()).toBe(false);
    expect(page.tracker.areCookiesEnabled()).toBe(true);
  });

  it('given a sandboxed frame where every access throws, then hits go out, with one ID', async () => {
    const page = await openPage({ ...SITE, before: forbidCookies, commands: [['setCookieDomain', '*.a.test'], VIEW] });
    await page.track(['trackEvent', 'c', 'a']);
    const [view, event] = page.params();
    expect(view?.['_id']).toMatch(/^[\da-f]{16}$/);
    expect(event?.['_id']).toBe(view?.['_id']);
    for (const command of ['optUserOut', 'rememberConsentGiven', 'deleteCookies', 'disableCookies'])
      page.push([command]);
    expect(page.tracker.getCookie('id')).toBeNull();
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

/** Replaces document.cookie, which the helpers of the tests have wrapped. */
function stand(target: object, descriptor: PropertyDescriptor): void {
  Reflect.deleteProperty(document, 'cookie');
  override(target, 'cookie', undefined);
  Object.defineProperty(target, 'cookie', descriptor);
}

describe('document.cookie that something else stands for', () => {
  it.each<[string, () => void]>([
    ['only tells', () => stand(document, { get: () => '' })],
    ['is a text', () => stand(document, { value: '', writable: false })],
    ['is that of HTML documents', () => stand(HTMLDocument.prototype, { get: () => '', set: () => undefined })],
  ])('given a script of the page keeps cookies off by one that %s, then none is written', async (_, before) => {
    const page = await openPage({ ...SITE, before, commands: [VIEW] });
    expect(page.last()['_id']).toMatch(/^[\da-f]{16}$/);
    expect(page.cookies.all()).toEqual({});
    expect(page.errors).toEqual([]);
  });

  it('given an element of that name, then cookies are written past it', async () => {
    const value = document.createElement('img');
    const before = () => stand(document, { value });
    const page = await openPage({ ...SITE, before, commands: [VIEW] });
    expect(page.cookies.all()).toMatchObject({ [SESSION]: '1' });
  });

  it('given a class of the page is called Document, then cookies are written, and the page can go on with its own', async () => {
    const before = () => Reflect.deleteProperty(document, 'cookie');
    const run = await makeScript({ Document: Array });
    const page = await openPage({ ...SITE, before, run, commands: [VIEW] });
    document.cookie = 'basket=42;path=/';
    expect(page.cookies.all()).toMatchObject({ [SESSION]: '1', basket: '42' });
    document.cookie = 'basket=;path=/;max-age=-1';
  });
});
