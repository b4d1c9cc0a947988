// @vitest-environment happy-dom
// Commands that were pushed before the script loaded: settings first, the others in their order.
import { describe, expect, it } from 'vitest';
import { openPage } from '../../support/page';
import { SECOND, globals, recordCalls, type Tracker } from '../trackers';

/** The original's 32 in its order, except four that concern consent and the domain and path of cookies. */
const FIRST = [
  ...['addTracker', 'enableFileTracking', 'requireCookieConsent', 'disableBrowserFeatureDetection'],
  ...['disableCampaignParameters', 'disableCookies', 'setTrackerUrl', 'setAPIUrl', 'enableCrossDomainLinking'],
  ...['setCrossDomainLinkingTimeout', 'setSessionCookieTimeout', 'setVisitorCookieTimeout', 'setCookieNamePrefix'],
  ...['setCookieSameSite', 'setSecureCookie', 'setCookiePath'],
  ...['requireConsent', 'enableExemptMode', 'setCookieDomain', 'forgetCookieConsentGiven', 'setCookieConsentGiven'],
  ...['setDomains', 'setUserId', 'setVisitorId', 'setSiteId', 'alwaysUseSendBeacon', 'disableAlwaysUseSendBeacon'],
  ...['enableLinkTracking', 'setConsentGiven', 'disablePerformanceTracking'],
  ...['setPagePerformanceTiming', 'setExcludedQueryParams', 'setExcludedReferrers'],
];

describe('the initial queue', () => {
  it('runs the settings first, in the order of the documents, whatever their order in the queue', async () => {
    const calls = recordCalls(...FIRST, 'trackPageView');
    await openPage({ trackerUrl: null, siteId: null, commands: ['trackPageView', ...FIRST].reverse().map((n) => [n]) });
    expect(calls.map(([, name]) => name)).toEqual([...FIRST, 'trackPageView']);
  });

  it('runs all commands of a name, in their order, before the next name', async () => {
    const calls = recordCalls('setUserId', 'setDomains');
    await openPage({
      commands: [
        ['setUserId', 'a'],
        ['setDomains', 'x'],
        ['setUserId', 'b'],
      ],
    });
    expect(calls.map(([, ...call]) => call)).toEqual([
      ['setDomains', 'x'],
      ['setUserId', 'a'],
      ['setUserId', 'b'],
    ]);
  });

  it('leaves the others where they are', async () => {
    const page = await openPage({
      commands: [
        ['trackPageView', 'early'],
        ['setCustomDimension', 1, 'late'],
        ['trackPageView', 'late'],
      ],
    });
    await page.pass(801);
    expect(page.params().map((hit) => [hit['action_name'], hit['dimension1']])).toEqual([
      ['early', undefined],
      ['late', 'late'],
    ]);
  });

  it('looks into lists of commands', async () => {
    const page = await openPage({
      trackerUrl: null,
      siteId: null,
      commands: [[['trackPageView'], ['setSiteId', 5], ['setTrackerUrl', SECOND]]],
    });
    expect(page.requests()).toMatchObject([{ to: SECOND }]);
    expect(page.last()).toMatchObject({ idsite: '5' });
  });

  it('says once for each repetition of a setting that it is repeated, and runs it', async () => {
    const page = await openPage({
      commands: [
        ['setUserId', 'a'],
        ['setUserId', 'b'],
        ['setUserId', 'c'],
        ['setCustomDimension', 1, 'x'],
        ['setCustomDimension', 1, 'y'],
        ['enableLinkTracking'],
        ['enableLinkTracking'],
        ['addTracker', SECOND, 2],
        ['addTracker', SECOND, 3],
        ['trackPageView'],
      ],
    });
    expect(page.params()).toMatchObject([{ uid: 'c', dimension1: 'y' }, { idsite: '2' }, { idsite: '3' }]);
    expect(page.errors).toEqual(
      Array.from({ length: 2 }, () => 'tinypaq: The method setUserId is registered more than once'),
    );
  });

  it('says nothing of repetitions later', async () => {
    const page = await openPage();
    page.push(['setUserId', 'a'], ['setUserId', 'b']);
    expect(page.errors).toEqual([]);
  });

  it('runs at its end what is pushed meanwhile, settings included', async () => {
    const order: unknown[] = [];
    const note = (what: unknown) => [() => void order.push(what)];
    await openPage({
      commands: [
        [
          function (this: Tracker) {
            (globals._paq as unknown[]).push(note('pushed'), ['setUserId', 'late']);
            order.push('first');
          },
        ],
        [
          function (this: Tracker & { getUserId(): unknown }) {
            order.push(['user', this.getUserId()]);
          },
        ],
        note('last'),
      ],
    });
    expect(order).toEqual(['first', ['user', ''], 'last', 'pushed']);
    expect((globals.Matomo.getAsyncTracker() as unknown as { getUserId(): unknown }).getUserId()).toBe('late');
  });

  it('runs at once what is pushed by a function later', async () => {
    const page = await openPage();
    const order: string[] = [];
    page.push(
      () => {
        page.push(() => order.push('inner'));
        order.push('outer');
      },
      () => order.push('next'),
    );
    expect(order).toEqual(['inner', 'outer', 'next']);
  });
});
