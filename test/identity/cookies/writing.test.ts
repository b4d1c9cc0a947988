// @vitest-environment happy-dom
// The exact texts that are assigned to document.cookie, and how often.
import { describe, expect, it } from 'vitest';
import { EVENT, VIEW } from '../../support/commands';
import { names } from '../../support/cookies';
import { START, openPage } from '../../support/page';
import { ID, REFERRAL, SESSION, SITE, expiryOf } from '../../support/tracker-cookies';

const NOW = START / 1000;
const DAY = 86_400;

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
    await page.pass(801);
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

  it.each([
    ['setVisitorCookieTimeout', ID, 393 * DAY * 1000],
    ['setSessionCookieTimeout', SESSION, 1_800_000],
    ['setReferralCookieTimeout', REFERRAL, 15_768_000_000],
  ])('given %s without a number, then one line tells it, and the lifetime stays', async (method, name, lifetime) => {
    for (const [value, told] of [
      ['a year', '"a year"'],
      [undefined, 'undefined'],
      [null, 'null'],
      ['', '""'],
      [true, 'true'],
      [{}, '[object Object]'],
    ]) {
      const page = await openPage({ ...SITE, referrer: 'http://ext.test/', commands: [[method, value], VIEW] });
      expect(page.errors).toEqual([`tinypaq: ${method} is ${String(told)}, expected a number`]);
      const write = page.cookies.writes.find((cookie) => cookie.name === name);
      expect(expiryOf(write?.text ?? '')).toBe(START + lifetime);
    }
  });

  it.each([Infinity, Number.MAX_SAFE_INTEGER])('given a lifetime of %d, then it is 30 years', async (seconds) => {
    const page = await openPage({ ...SITE, commands: [['setVisitorCookieTimeout', seconds], VIEW] });
    expect(page.errors).toEqual([]);
    expect(expiryOf(page.cookies.writes[0]?.text ?? '')).toBe(START + 946_080_000_000);
  });

  it('given another script has deleted the session in between, then it is written again at once', async () => {
    const page = await openPage({ ...SITE, commands: [VIEW] });
    page.cookies.set(SESSION, '', 'path=/;max-age=-1');
    await page.track(EVENT);
    expect(page.cookies.all()).toMatchObject({ [SESSION]: '1' });
  });
});
