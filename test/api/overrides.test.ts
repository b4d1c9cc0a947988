// @vitest-environment happy-dom
// Plugins replace methods of a tracker, which then calls the replacements itself.
import { describe, expect, it, vi } from 'vitest';
import { openPage, type Page } from '../support/page';

interface Row {
  /** The method that the test calls, with its arguments. */
  call: unknown[];
  /** The method that this one calls. */
  calls: string;
  given?: unknown[][];
  returns?: unknown;
}

const ROWS: Row[] = [
  {
    call: ['setConsentGiven'],
    calls: 'enableBrowserFeatureDetection',
    given: [['disableBrowserFeatureDetection'], ['requireConsent']],
  },
  { call: ['setConsentGiven'], calls: 'setCookieConsentGiven' },
  { call: ['rememberConsentGiven'], calls: 'setConsentGiven' },
  { call: ['forgetUserOptOut'], calls: 'setConsentGiven' },
  { call: ['rememberCookieConsentGiven'], calls: 'setCookieConsentGiven' },
  { call: ['forgetConsentGiven'], calls: 'forgetCookieConsentGiven' },
  { call: ['forgetConsentGiven'], calls: 'requireConsent' },
  { call: ['forgetCookieConsentGiven'], calls: 'disableCookies' },
  { call: ['setDoNotTrack', true], calls: 'disableCookies' },
  { call: ['requireCookieConsent'], calls: 'getRememberedCookieConsent' },
  { call: ['requireCookieConsent'], calls: 'disableCookies' },
  { call: ['requireConsent'], calls: 'hasRememberedConsent' },
  { call: ['hasRememberedConsent'], calls: 'getRememberedConsent' },
  { call: ['setRequestMethod', 'GET'], calls: 'disableAlwaysUseSendBeacon' },
  { call: ['setCookieSameSite', 'None'], calls: 'setSecureCookie' },
  { call: ['getVisitorId'], calls: 'getVisitorInfo', returns: ['0', '0123456789abcdef'] },
  { call: ['getPiwikUrl'], calls: 'getMatomoUrl' },
  { call: ['getMatomoUrl'], calls: 'getTrackerUrl', returns: 'https://two.test/' },
  { call: ['addTracker'], calls: 'getTrackerUrl', returns: 'https://two.test/' },
  { call: ['deleteCustomVariable', 1, 'page'], calls: 'getCustomVariable' },
  {
    call: ['deleteCustomVariable', 1, 'page'],
    calls: 'setCustomVariable',
    given: [['setCustomVariable', 1, 'n', 'v', 'page']],
  },
  { call: ['ping'], calls: 'trackRequest' },
];

const open = (commands: unknown[]): Promise<Page> =>
  openPage({
    commands,
    navigator: { doNotTrack: '1' },
    html: '<p data-track-content>x</p> <a href="https://own.test/">x</a>',
    before: () => document.addEventListener('click', (event) => event.preventDefault()),
  });

/** Replaces a method of the page's tracker by one that only records its calls. */
function replace({ tracker }: Page, name: string, returns?: unknown) {
  const replacement = vi.fn((): unknown => returns);
  Object.assign(tracker, { [name]: replacement });
  return replacement;
}

describe('a method that a plugin has replaced', () => {
  it.each(ROWS.map((row) => [row.call[0], row.calls, row] as const))(
    '%s calls %s',
    async (_, name, { call, given = [], returns }) => {
      const page = await open(given);
      const replacement = replace(page, name, returns);
      page.push(call);
      expect(replacement).toHaveBeenCalled();
      expect(page.errors).toEqual([]);
    },
  );

  it('the heart beat calls ping', async () => {
    const page = await open([['trackPageView'], ['enableHeartBeatTimer', 5]]);
    const ping = replace(page, 'ping');
    await page.pass(6000);
    page.hide();
    expect(ping).toHaveBeenCalledTimes(1);
  });

  it('a click in a block calls trackContentInteractionNode', async () => {
    const page = await open([['trackAllContentImpressions']]);
    const interact = replace(page, 'trackContentInteractionNode');
    document.querySelector('p')?.click();
    expect(interact).toHaveBeenCalledTimes(1);
  });

  it('the decoration of a link calls getVisitorId', async () => {
    const page = await open([['enableCrossDomainLinking'], ['setDomains', 'own.test'], ['enableLinkTracking']]);
    replace(page, 'getVisitorId', 'fedcba9876543210');
    document.querySelector('a')?.click();
    expect(document.querySelector('a')?.href).toContain('pk_vid=fedcba9876543210');
  });

  it('optUserOut and forgetConsentGiven begin as the same, and are replaced one by one', async () => {
    const page = await open([]);
    expect(page.tracker.optUserOut).toBe(page.tracker.forgetConsentGiven);
    const forget = replace(page, 'forgetConsentGiven');
    page.push(['optUserOut']);
    expect(forget).not.toHaveBeenCalled();
    expect(page.tracker.isUserOptedOut()).toBe(true);
  });

  it('a method that a script calls with an unreadable value is told by name, and throws nothing into the page', async () => {
    const page = await open([]);
    const unreadable = {
      toString() {
        throw new Error('no');
      },
    };
    page.tracker.setCustomUrl(unreadable as never);
    expect(page.errors).toEqual([expect.stringMatching(/^tinypaq: setCustomUrl .*no$/)]);
  });

  it('all methods are the tracker’s own and can be replaced', async () => {
    const page = await open([]);
    for (const [name, { writable, enumerable }] of Object.entries(Object.getOwnPropertyDescriptors(page.tracker))) {
      expect([name, writable, enumerable]).toEqual([name, true, true]);
    }
  });
});
