// @vitest-environment happy-dom
// The visitor's choice decides where hits wait, and whether they may be kept.
import { describe, expect, it } from 'vitest';
import { event } from '../support/commands';
import { OFFLINE, arrivedActions, stored } from '../support/outbox';
import { override, overrideAccess } from '../support/overrides';
import { TRACKER_URL, methodOf, openPage } from '../support/page';
import type { MatomoGlobal } from '../../src/types';

const HOUR = 3_600_000;

describe('given hits that could not be handed over', () => {
  it('where nothing may be stored hits wait in memory, and leave with the page at the latest', async () => {
    const page = await openPage({ ...OFFLINE, commands: [['disableCookies'], event('1')] });
    expect(localStorage.length).toBe(0);
    override(navigator, 'onLine', true);
    page.leave();
    expect(arrivedActions(page)).toEqual(['1']);
  });

  it('where nothing may be stored, the storage is not read for waiting hits either', async () => {
    const page = await openPage({ commands: [['disableCookies'], event('0')] });
    await page.pass(1000);
    page.goOffline();
    let looks = 0;
    overrideAccess(globalThis, 'localStorage', () => void looks++);
    page.push(event('1'));
    await page.pass(801);
    page.goOnline();
    await page.pass(0);
    expect(arrivedActions(page)).toEqual(['0', '1']);
    expect(looks).toBe(0);
  });

  it('where nothing may be stored, hits leave when the page is frozen: it may be discarded without any event', async () => {
    const page = await openPage({ ...OFFLINE, commands: [['disableCookies'], event('1')] });
    page.hide();
    override(navigator, 'onLine', true);
    document.dispatchEvent(new Event('freeze'));
    expect(arrivedActions(page)).toEqual(['1']);
  });

  it('hits that were stored once that was allowed are removed again when the visitor objects', async () => {
    const page = await openPage({ ...OFFLINE, commands: [['requireCookieConsent'], event('1')] });
    page.push(['forgetCookieConsentGiven']);
    page.cookies.set('mtm_cookie_consent', '1');
    page.hide();
    expect(stored()).toHaveLength(1);
    page.push(['optUserOut']);
    expect(stored()).toEqual([]);
  });

  it('switching cookies off moves stored hits into memory', async () => {
    const page = await openPage({ ...OFFLINE, commands: [event('1')] });
    expect(stored()).toHaveLength(1);
    page.push(['disableCookies']);
    expect(stored()).toEqual([]);
    page.goOnline();
    await page.pass(0);
    expect(arrivedActions(page)).toEqual(['1']);
  });

  it.each([
    ['stored', []],
    ['stored after it was given once more', [['forgetConsentGiven'], ['rememberConsentGiven']]],
    ['kept in memory', [['disableCookies']]],
  ])('withdrawn consent empties what is %s', async (_, commands) => {
    const page = await openPage({ ...OFFLINE, commands: [...commands, event('1')] });
    page.push(['forgetConsentGiven']);
    expect(stored()).toEqual([]);
    page.goOnline();
    await page.pass(HOUR);
    page.leave();
    const next = await page.goto({});
    await next.pass(HOUR);
    next.leave();
    expect([page.requests(), next.requests()]).toEqual([[], []]);
  });

  it.each([
    ['stored', []],
    ['kept in memory', [['disableCookies']]],
  ])('consent withdrawn in another tab empties what is %s', async (_, commands) => {
    const page = await openPage({ ...OFFLINE, commands: [...commands, event('1')] });
    page.cookies.set('mtm_consent_removed', String(Date.now()));
    override(navigator, 'onLine', true);
    page.leave();
    await page.pass(HOUR);
    expect(page.requests()).toEqual([]);
    expect(stored()).toEqual([]);
  });

  it('consent withdrawn in another tab, and given again, brings nothing back that was kept in memory before', async () => {
    const page = await openPage({ ...OFFLINE, commands: [['disableCookies'], event('before')] });
    page.cookies.set('mtm_consent_removed', String(Date.now()));
    page.goOnline();
    await page.pass(1000);
    page.push(['setConsentGiven', false], event('after'));
    await page.pass(HOUR);
    expect(arrivedActions(page)).toEqual(['after']);
  });

  it('consent withdrawn in another tab, and given again before anything was repeated, brings nothing back that was stored before', async () => {
    const page = await openPage({ ...OFFLINE, commands: [event('before')] });
    page.cookies.set('mtm_consent_removed', String(Date.now()));
    page.push(event('after'), ['setConsentGiven', false]);
    page.goOnline();
    await page.pass(HOUR);
    expect(arrivedActions(page)).toEqual(['after']);
  });

  it.each([
    ['stored', []],
    ['kept in memory', [['disableCookies']]],
  ])('an objection, taken back before anything was repeated, brings nothing back that was %s', async (_, settings) => {
    const page = await openPage({ ...OFFLINE, commands: [...settings, event('before')] });
    page.push(['optUserOut'], event('after'), ['forgetUserOptOut']);
    page.goOnline();
    await page.pass(HOUR);
    expect(arrivedActions(page)).toEqual(['after']);
  });

  it('consent that is required only then holds what is kept in memory until it is given', async () => {
    const page = await openPage({ ...OFFLINE, commands: [['disableCookies'], event('1')] });
    page.push(['requireConsent']);
    page.goOnline();
    await page.pass(1000);
    expect(page.requests()).toEqual([]);
    page.push(['setConsentGiven', false]);
    page.leave();
    expect(arrivedActions(page)).toEqual(['1']);
  });

  it('do not track, found later, empties it', async () => {
    const page = await openPage({ navigator: { onLine: false, doNotTrack: '1' }, commands: [event('1')] });
    page.push(['setDoNotTrack', true]);
    page.goOnline();
    await page.pass(HOUR);
    page.leave();
    expect(page.requests()).toEqual([]);
    expect(stored()).toEqual([]);
  });

  it.each([
    ['consent', ['requireConsent'], ['setConsentGiven']],
    ['consent to cookies', ['requireCookieConsent'], ['setCookieConsentGiven']],
  ])('where %s is given anew on each page, the next one repeats what is stored', async (_, ask, give) => {
    const page = await openPage({ commands: [ask, ['trackPageView']] });
    await page.track(give);
    page.goOffline();
    page.push(event('offline'));
    page.leave();
    expect(stored()).toHaveLength(1);
    const next = await page.goto({ commands: [ask, ['trackPageView']] });
    next.goOnline();
    await next.pass(1000);
    next.push(give, event('next'));
    await next.pass(2000);
    expect(arrivedActions(next)).toContain('offline');
    expect(stored()).toEqual([]);
  });

  it('hits in memory are stored when the page is left, if that has become allowed', async () => {
    const page = await openPage({ ...OFFLINE, commands: [['requireCookieConsent'], event('1')] });
    await page.pass(1000);
    expect(stored()).toEqual([]);
    page.push(['setCookieConsentGiven']);
    page.leave();
    expect(stored().filter((text) => text.includes('e_a=1'))).toHaveLength(1);
  });

  it('hits of the exempt mode wait in memory and are repeated without consent', async () => {
    const page = await openPage({ ...OFFLINE, commands: [['enableExemptMode'], ['trackPageView']] });
    expect(localStorage.length).toBe(0);
    page.goOnline();
    await page.pass(0);
    expect(arrivedActions(page)).toEqual(['T1']);
  });
});

describe('given stored hits that do not tell their site on the wire', () => {
  it.each<[string, unknown[][]]>([
    ['the page writes them anew', [['setCustomRequestProcessing', (text: string) => `p=${encodeURIComponent(text)}`]]],
    ['the page has written them itself', [['queueRequest', 'rec=1&e_a=own', true]]],
  ])('when %s, then an objection empties the storage all the same', async (_, commands) => {
    const page = await openPage({ ...OFFLINE, commands: [...commands, event('1')] });
    page.hide();
    expect(stored()).not.toEqual([]);
    page.push(['optUserOut']);
    expect(stored()).toEqual([]);
  });
});

describe('given two sites with the same server, one of them on every page', () => {
  const other = (choice: unknown[]): unknown[] => [
    function () {
      const { Matomo } = window as unknown as { Matomo: MatomoGlobal };
      const tracker = Matomo.getTracker(TRACKER_URL, '2');
      const [method, ...args] = choice as [string];
      methodOf({ tracker }, method)(...args);
      tracker.trackEvent('c', 'other');
    },
  ];

  it.each([['disableCookies'], ['requireCookieConsent'], ['setDoNotTrack', true]])(
    'when the other one may store nothing (%s), then the stored hits of this one stay',
    async (...choice) => {
      const signal = { doNotTrack: '1' };
      const page = await openPage({ navigator: { ...signal, onLine: false }, commands: [event('1')] });
      page.leave();
      const next = await page.goto({ navigator: { ...signal, onLine: false }, commands: [event('2'), other(choice)] });
      next.leave();
      const last = await next.goto({ navigator: signal, commands: [event('3')] });
      await last.pass(5000);
      const own = last.params().filter(({ idsite }) => idsite === '1');
      expect(own.map(({ e_a }) => e_a).sort()).toEqual(['1', '2', '3']);
    },
  );
});
