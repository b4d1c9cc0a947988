// @vitest-environment happy-dom
// Consent that was given on an earlier page, and how long it lasts.
import { describe, expect, it } from 'vitest';
import { VIEW } from '../../support/commands';
import { START, openPage } from '../../support/page';
import { SITE, setUndeletable } from '../../support/tracker-cookies';

const HEX = /^[\da-f]{16}$/;
const NOW = String(START);
const YEARS_30 = new Date(START + 946_080_000_000).toUTCString();

describe('remembered consent', () => {
  it('given mtm_consent, then the page is tracked at once', async () => {
    const page = await openPage({ ...SITE, cookies: { mtm_consent: NOW }, commands: [['requireConsent'], VIEW] });
    expect(page.last()).toMatchObject({ consent: '1' });
    expect(page.last()['_id']).toMatch(HEX);
    expect(page.tracker.getRememberedConsent()).toBe(NOW);
    expect(page.tracker.hasRememberedConsent()).toBe(true);
  });

  it('given mtm_consent where no consent is required, then hits are not marked as consented', async () => {
    const page = await openPage({ ...SITE, cookies: { mtm_consent: NOW }, commands: [VIEW] });
    expect(page.last()).not.toHaveProperty('consent');
  });

  it.each([
    ['0', true],
    ['', false],
  ])('given mtm_consent=%j, then consent: %s', async (value, isGiven) => {
    const page = await openPage({ ...SITE, cookies: { mtm_consent: value }, commands: [['requireConsent']] });
    expect(page.tracker.hasConsent()).toBe(isGiven);
  });

  it('given mtm_consent and cookies that need their own consent, then the page is tracked without cookies', async () => {
    const page = await openPage({
      ...SITE,
      cookies: { mtm_consent: NOW },
      commands: [['requireConsent'], ['requireCookieConsent'], VIEW],
    });
    expect(page.last()).toMatchObject({ _id: '', consent: '1' });
    expect(page.cookies.writes).toEqual([]);
  });

  it('given mtm_consent and a later mtm_consent_removed, then mtm_consent is deleted and nothing is sent', async () => {
    const page = await openPage({
      ...SITE,
      cookies: { mtm_consent: NOW, mtm_consent_removed: NOW },
      commands: [['requireConsent'], VIEW],
    });
    expect(page.hits()).toEqual([]);
    expect(Object.keys(page.cookies.all())).toEqual(['mtm_consent_removed']);
    expect(page.tracker.getRememberedConsent()).toBeNull();
  });

  it('given both, when a getter asks for consent before anything is tracked, then mtm_consent is deleted and there is none', async () => {
    const page = await openPage({ ...SITE, cookies: { mtm_consent: NOW, mtm_consent_removed: NOW } });
    expect(page.tracker.getRememberedConsent()).toBeNull();
    expect(Object.keys(page.cookies.all())).toEqual(['mtm_consent_removed']);
  });

  it('given mtm_consent for the domain and a later objection on one host, then the consent counts on no other host either', async () => {
    const commands = [['setCookieDomain', '*.a.test'], ['requireConsent'], VIEW];
    const objected = await openPage({
      ...SITE,
      cookies: { mtm_consent_removed: NOW },
      before: () => setUndeletable('mtm_consent', String(START - 1000)),
      commands,
    });
    expect(Object.keys(objected.cookies.all())).toEqual(['mtm_consent_removed']);
    const other = await objected.goto({ url: 'http://blog.a.test/', siteId: 7, commands });
    expect(other.hits()).toEqual([]);
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

  it('given true instead of hours, then one line tells it, and the choice holds for 30 years', async () => {
    const page = await openPage({ ...SITE, commands: [['optUserOut', true]] });
    expect(page.errors).toEqual(['tinypaq: forgetConsentGiven: hours is true, expected a number']);
    const write = page.cookies.writes.find(({ name, value }) => name === 'mtm_consent_removed' && value !== '');
    expect(write?.text).toContain(`;expires=${YEARS_30};`);
  });

  it.each(['forgetConsentGiven', 'rememberConsentGiven', 'rememberCookieConsentGiven'])(
    'given %s as the listener of a click, then one line tells that its event is no number, and the choice holds for 30 years',
    async (method) => {
      const page = await openPage({ ...SITE, commands: [['requireConsent']] });
      page.push([method, new Event('click')]);
      expect(page.errors).toEqual([
        expect.stringMatching(new RegExp(`^tinypaq: ${method}: hours is \\[object \\w+\\], expected a number$`)),
      ]);
      const write = page.cookies.writes.find(({ name, value }) => name.startsWith('mtm_') && value !== '');
      expect(write?.text).toContain(`;expires=${YEARS_30};`);
    },
  );

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
