// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { pick } from '../support/call';
import { override } from '../support/overrides';
import { START, openPage } from '../support/page';

describe('what every hit says', () => {
  it('is the same for each kind of action', async () => {
    const page = await openPage({ referrer: 'https://search.test/' });
    const hits = await page.track(
      ['trackPageView'],
      ['trackEvent', 'c', 'a'],
      ['trackSiteSearch', 'x'],
      ['trackGoal', 1],
      ['trackEcommerceOrder', 'O', 1],
      ['trackEcommerceCartUpdate', 1],
      ['trackLink', 'https://other.test/', 'link'],
      ['trackRequest', 'foo=bar'],
      ['ping'],
    );
    expect(hits).toHaveLength(9);
    for (const hit of hits) {
      expect(pick(hit, 'idsite', 'rec', 'url', 'urlref', 'send_image')).toEqual({
        idsite: '1',
        rec: '1',
        url: 'https://shop.test/p?x=1',
        urlref: 'https://search.test/',
        send_image: '0',
      });
      expect(hit['_id']).toBe(hits[0]?.['_id']);
    }
  });

  it('tells the local time of the call without padding, also if the hit leaves later', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    vi.setSystemTime(new Date(2026, 10, 20, 9, 5, 7));
    page.push(['trackEvent', 'c', 'a']);
    vi.setSystemTime(new Date(2026, 10, 20, 9, 6, 0));
    await page.pass(801);
    expect(pick(page.last(), 'h', 'm', 's')).toEqual({ h: '9', m: '5', s: '7' });
  });

  it.each([
    [0.012345678, '012346'],
    [0, '000000'],
    [1e-8, '000000'],
    [0.99999999, '000000'],
  ])('has six random digits, whatever the random number (%s)', async (random, digits) => {
    const page = await openPage();
    vi.spyOn(Math, 'random').mockReturnValue(random);
    page.push(['trackPageView']);
    expect(page.last()['r']).toBe(digits);
  });

  it('has other random digits in each hit', async () => {
    const page = await openPage();
    const hits = await page.track(...Array.from({ length: 20 }, () => ['ping']));
    expect(new Set(hits.map(({ r }) => r)).size).toBeGreaterThan(15);
  });

  it('names the charset only where it is not UTF-8', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    expect(page.last()).not.toHaveProperty('cs');
  });

  it('names none where an element hides it', async () => {
    const before = (): void => override(document, 'characterSet', document.createElement('img'));
    const page = await openPage({ before, commands: [['trackPageView']] });
    expect(page.last()).not.toHaveProperty('cs');
  });

  it('leaves out user ID and referrer where there are none, but always has the site', async () => {
    const page = await openPage({ siteId: null, commands: [['trackPageView']] });
    expect(pick(page.last(), 'idsite', 'uid', 'urlref')).toEqual({ idsite: '' });
  });

  it('keeps what was set for all later hits', async () => {
    const page = await openPage({
      commands: [
        ['setUserId', 'anna'],
        ['setCustomDimension', 1, 'd'],
        ['setCustomData', { k: 1 }],
        ['setCustomVariable', 1, 'n', 'v', 'page'],
        ['setCustomVariable', 2, 'n', 'v', 'event'],
        ['setCustomVariable', 3, 'n', 'v', 'visit'],
        ['setEcommerceView', 's'],
        ['appendToTrackingUrl', 'extra=1'],
        ['trackPageView'],
      ],
    });
    const sticky = ['uid', 'dimension1', 'data', 'cvar', 'e_cvar', '_cvar', '_pks', 'extra', 'pv_id'];
    const first = pick(page.last(), ...sticky);
    expect(Object.keys(first).sort()).toEqual(sticky.sort());
    const later = await page.track(['trackEvent', 'c', 'a'], ['ping'], ['trackEvent', 'c', 'b']);
    expect(later.map((hit) => pick(hit, ...sticky))).toEqual([first, first, first]);
  });

  it('is what was set at the time of the call, not when the hit leaves', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    const [event] = await page.track(
      ['setUserId', 'before'],
      ['setCustomUrl', 'https://shop.test/before'],
      ['trackEvent', 'c', 'a'],
      ['setUserId', 'after'],
      ['setCustomUrl', 'https://shop.test/after'],
      ['setSiteId', 2],
    );
    expect(pick(event, 'uid', 'url', 'idsite')).toEqual({
      uid: 'before',
      url: 'https://shop.test/before',
      idsite: '1',
    });
  });

  it('carries no age while it is fresh', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    await page.track(['trackEvent', 'c', 'a']);
    expect(page.params().map(({ cdo }) => cdo)).toEqual([undefined, undefined]);
    expect(page.requests()[0]?.at).toBe(START);
  });
});

describe('nothing is said', () => {
  it('on pages from a disk, unless file tracking is enabled', async () => {
    const page = await openPage({
      url: 'file:///home/a/page.html',
      readyState: 'loading',
      commands: [['trackPageView']],
    });
    page.load();
    expect(await page.track(['trackEvent', 'c', 'a'], ['queueRequest', 'a=b'])).toEqual([]);
    expect(page.tracker.getRequest('a=b')).toBe('');
    const [hit] = await page.track(['enableFileTracking'], ['trackEvent', 'c', 'a']);
    expect(hit?.['url']).toBe('file:///home/a/page.html');
  });

  it('where the page calls itself a file', async () => {
    const page = await openPage({ commands: [['setCustomUrl', 'file:///x'], ['trackPageView']] });
    expect(page.hits()).toEqual([]);
  });

  it('to a visitor with Do Not Track, if the page honours it', async () => {
    const page = await openPage({
      navigator: { doNotTrack: '1' },
      commands: [['setDoNotTrack', true], ['trackPageView']],
    });
    expect(page.tracker.getRequest('a=b')).toBe('');
    expect(await page.track(['trackEvent', 'c', 'a'], ['queueRequest', 'a=b'], ['ping'])).toEqual([]);
    page.leave();
    expect(page.hits()).toEqual([]);
  });
});
