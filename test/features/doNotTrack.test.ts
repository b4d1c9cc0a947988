// @vitest-environment happy-dom
// Do Not Track and Global Privacy Control, for sites that honour them.
import { describe, expect, it } from 'vitest';
import { EVENT, VIEW } from '../support/commands';
import { override } from '../support/overrides';
import { START, VISITOR, openPage, type PageOptions } from '../support/page';
import { ID, SESSION, SITE } from '../support/tracker-cookies';

const HONOUR = ['setDoNotTrack', true];
const KNOWN = { [ID]: `${VISITOR}.1790000000.`, [SESSION]: '1' };

const SIGNALS: [name: string, options: PageOptions][] = [
  ['navigator.doNotTrack is 1', { navigator: { doNotTrack: '1' } }],
  ['navigator.doNotTrack is yes', { navigator: { doNotTrack: 'yes' } }],
  ['navigator.msDoNotTrack is 1', { navigator: { msDoNotTrack: '1' } }],
  ['window.doNotTrack is 1', { before: () => override(window, 'doNotTrack', '1') }],
  ['navigator.globalPrivacyControl is true', { navigator: { globalPrivacyControl: true } }],
];

describe.each(SIGNALS)('given %s', (_, options) => {
  it('given the site honours it, then nothing is sent and the cookies are deleted', async () => {
    const page = await openPage({ ...SITE, ...options, cookies: KNOWN, commands: [HONOUR, VIEW, EVENT] });
    page.leave();
    expect(page.hits()).toEqual([]);
    expect(page.cookies.all()).toEqual({});
    expect(page.tracker.getRequest('x=1')).toBe('');
  });

  it('given the site does not honour it, then the page is tracked', async () => {
    const page = await openPage({ ...SITE, ...options, commands: [['setDoNotTrack', false], VIEW] });
    expect(page.hits()).toHaveLength(1);
  });
});

describe('no such signal', () => {
  it.each([
    { doNotTrack: '0' },
    { doNotTrack: null },
    { doNotTrack: 'unspecified' },
    { globalPrivacyControl: false },
    { globalPrivacyControl: '1' },
  ])('given %j, then the page is tracked', async (navigator) => {
    const page = await openPage({ ...SITE, navigator, commands: [HONOUR, VIEW] });
    expect(page.hits()).toHaveLength(1);
  });
});

describe('an objecting browser', () => {
  const OBJECTING = { ...SITE, navigator: { doNotTrack: '1' } };

  it('given consent, then there are neither hits nor cookies; yet the visitor has not opted out', async () => {
    const page = await openPage({ ...OBJECTING, commands: [HONOUR] });
    page.push(['setConsentGiven'], ['setCookieConsentGiven'], VIEW);
    page.leave();
    expect(page.hits()).toEqual([]);
    expect(page.cookies.all()).toEqual({});
    expect(page.tracker.hasConsent()).toBe(true);
    expect(page.tracker.isUserOptedOut()).toBe(false);
    expect(page.tracker.areCookiesEnabled()).toBe(false);
  });

  it('given consent is to be remembered, then not even that is stored', async () => {
    const page = await openPage({ ...OBJECTING, commands: [HONOUR] });
    page.push(['rememberConsentGiven'], ['rememberCookieConsentGiven']);
    expect(page.cookies.all()).toEqual({});
  });

  it('given a cookie domain that the queue sets first, then it is accepted without a test cookie', async () => {
    const commands = [HONOUR, ['setCookieDomain', '*.a.test'], VIEW];
    const page = await openPage({ ...OBJECTING, commands });
    expect(page.tracker.getCookieDomain()).toBe('.a.test');
    expect(page.cookies.writes).toEqual([]);
  });

  it('given the site stops honouring it, then hits go out, without cookies', async () => {
    const page = await openPage({ ...OBJECTING, commands: [HONOUR, VIEW] });
    const hits = await page.track(['setDoNotTrack', false], EVENT);
    expect(hits.map(({ e_a, _id }) => [e_a, _id])).toEqual([['a', '']]);
    expect(page.cookies.all()).toEqual({});
  });

  it('given it is honoured only after the page view, then that has gone out, and the cookies are deleted', async () => {
    const page = await openPage({ ...OBJECTING, commands: [VIEW, HONOUR, EVENT] });
    await page.pass(1000);
    expect(page.params()).toHaveLength(1);
    expect(page.cookies.all()).toEqual({});
  });

  it('given it is honoured while a page view is held for consent, then the page view is never sent', async () => {
    const page = await openPage({ ...OBJECTING, commands: [['requireConsent'], VIEW, HONOUR] });
    expect(await page.track(['setConsentGiven'], EVENT)).toEqual([]);
    expect(page.errors).toEqual([]);
  });

  it('given cookie consent in another tab, then nothing is stored here', async () => {
    const page = await openPage({ ...OBJECTING, commands: [HONOUR, ['requireCookieConsent']] });
    page.cookies.set('mtm_cookie_consent', '1');
    page.hide();
    page.show();
    expect(page.tracker.getVisitorId()).toBe('');
    page.leave();
    expect(Object.keys(page.cookies.all())).toEqual(['mtm_cookie_consent']);
  });

  it('given the visitor arrives by a link on the site’s other domain, then the device is not compared', async () => {
    let reads = 0;
    const page = await openPage({
      ...OBJECTING,
      url: `http://www.a.test/?pk_vid=${VISITOR}${START / 1000}edf57a`,
      before: () =>
        override(navigator, 'mimeTypes', {
          get length() {
            return ++reads;
          },
        }),
      commands: [['enableCrossDomainLinking'], HONOUR],
    });
    expect(page.tracker.getVisitorId()).toBe('');
    expect(reads).toBe(0);
  });

  it('given feature detection is switched on, then the device is still not read', async () => {
    const page = await openPage({ ...OBJECTING, commands: [HONOUR, ['disableBrowserFeatureDetection']] });
    let reads = 0;
    override(navigator, 'mimeTypes', {
      get length() {
        return ++reads;
      },
    });
    page.push(['enableBrowserFeatureDetection'], ['setConsentGiven'], VIEW);
    page.tracker.getCrossDomainLinkingUrlParameter();
    expect(reads).toBe(0);
  });
});
