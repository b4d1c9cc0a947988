// Methods for the visitor, cookies and consent.
import { expect } from 'vitest';
import { VIEW } from '../../support/commands';
import { START, VISITOR } from '../../support/page';
import { expiryOf } from '../../support/tracker-cookies';
import { answer, answerOf, cookieOf, effect, eventHits, ofEvent } from './case';
import type { Page } from '../../support/page';
import type { Cases } from './case';

const HEX = expect.stringMatching(/^[\da-f]{16}$/);
const SECONDS = START / 1000;

const cookies = (page: Page): string[] => Object.keys(page.cookies.all()).map((name) => name.replace(/\..*/, ''));
const has = (name: string) => (page: Page) => cookies(page).includes(name);
const afterEvent =
  (see: (page: Page) => unknown) =>
  async (page: Page): Promise<unknown> => {
    await eventHits(page);
    return see(page);
  };

/** Lifetime of a cookie when it is written, in seconds. */
const lifetimeOf = (base: string) => cookieOf(base, ({ text }) => ((expiryOf(text) ?? NaN) - START) / 1000);

export const visitorCases: Cases = {
  setUserId: effect(['anna'], ofEvent('uid'), [undefined, 'anna']),
  getUserId: answer(['', 'anna'], [['setUserId', 'anna']]),
  resetUserId: effect([], ofEvent('uid'), ['anna', undefined], { given: [['setUserId', 'anna']] }),
  setVisitorId: effect([VISITOR], async (page) => (await ofEvent('_id')(page)) === VISITOR, [false, true]),
  getVisitorId: answer([HEX, 'fedcba9876543210'], [['setVisitorId', 'fedcba9876543210']]),
  getVisitorInfo: answer(
    [expect.arrayContaining(['0', HEX, String(SECONDS)]), ['1', '', SECONDS]],
    [['disableCookies']],
  ),
  disableVisitCounters: effect([], ofEvent('_idvc'), ['1', undefined]),
};

export const cookieCases: Cases = {
  setCookieNamePrefix: effect(['my_'], afterEvent(cookies), [expect.arrayContaining(['_pk_id']), ['my_id', 'my_ses']]),
  setCookieDomain: effect(
    ['*.shop.test'],
    cookieOf('id', ({ attributes }) => attributes['domain']),
    [undefined, '.shop.test'],
  ),
  getCookieDomain: answer([undefined, '.shop.test'], [['setCookieDomain', '.shop.test']]),
  setCookiePath: effect(
    ['/p'],
    cookieOf('id', ({ attributes }) => attributes['path']),
    ['/', '/p'],
  ),
  getCookiePath: answer([undefined, '/p'], [['setCookiePath', '/p']]),
  setSecureCookie: effect(
    [true],
    cookieOf('id', ({ attributes }) => attributes['secure']),
    [undefined, ''],
  ),
  setCookieSameSite: effect(
    ['strict'],
    cookieOf('id', ({ attributes }) => attributes['samesite']),
    ['Lax', 'Strict'],
  ),
  setVisitorCookieTimeout: effect([100], lifetimeOf('id'), [33_955_200, 100]),
  setSessionCookieTimeout: effect([60], lifetimeOf('ses'), [1800, 60]),
  getSessionCookieTimeout: answer([1_800_000, 60_000], [['setSessionCookieTimeout', 60]]),
  setReferralCookieTimeout: effect([60], lifetimeOf('ref'), [15_768_000, 60], {
    page: { referrer: 'https://r.test/' },
  }),
  disableCookies: effect([], afterEvent(cookies), [['_pk_id', '_pk_ses'], []]),
  deleteCookies: effect([], cookies, [['_pk_id', '_pk_ses'], []], { given: [VIEW] }),
  areCookiesEnabled: answer([true, false], [['disableCookies']]),
  hasCookies: answer([true, false], [['disableCookies']]),
  setSessionCookie: effect(['mine', 'v'], answerOf('getCookie', 'mine'), [null, 'v']),
  getCookie: answer([null, 'v'], [['setSessionCookie', 'mine', 'v']], { args: ['mine'] }),
};

const REMEMBERED = expect.stringMatching(/^\d{13}$/);

export const consentCases: Cases = {
  requireConsent: effect([], eventHits, [1, 0]),
  setConsentGiven: effect([], eventHits, [0, 1], { given: [['requireConsent']] }),
  rememberConsentGiven: effect([], has('mtm_consent'), [false, true], { given: [['requireConsent']] }),
  forgetConsentGiven: effect([], has('mtm_consent'), [true, false], { given: [['rememberConsentGiven']] }),
  hasConsent: answer([true, false], [['requireConsent']]),
  isConsentRequired: answer([false, true], [['requireConsent']]),
  hasRememberedConsent: answer([false, true], [['rememberConsentGiven']]),
  getRememberedConsent: answer([null, REMEMBERED], [['rememberConsentGiven']]),
  optUserOut: effect([], eventHits, [1, 0]),
  forgetUserOptOut: effect([], eventHits, [0, 1], { given: [['optUserOut']] }),
  isUserOptedOut: answer([false, true], [['optUserOut']]),
  requireCookieConsent: effect([], afterEvent(cookies), [['_pk_id', '_pk_ses'], []]),
  setCookieConsentGiven: effect([], answerOf('areCookiesEnabled'), [false, true], {
    given: [['requireCookieConsent']],
  }),
  rememberCookieConsentGiven: effect([], has('mtm_cookie_consent'), [false, true]),
  forgetCookieConsentGiven: effect([], has('mtm_cookie_consent'), [true, false], {
    given: [['rememberCookieConsentGiven']],
  }),
  getRememberedCookieConsent: answer([0, REMEMBERED], [['rememberCookieConsentGiven']]),
  setDoNotTrack: effect([true], eventHits, [1, 0], { page: { navigator: { doNotTrack: '1' } } }),
  enableExemptMode: effect([], ofEvent('uid'), ['anna', undefined], { given: [['setUserId', 'anna']] }),
};
