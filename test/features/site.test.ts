// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { TRACKER_URL, openPage } from '../support/page';

describe('setTrackerUrl', () => {
  it.each(['https://stats.test/matomo.php', '//stats.test/x', '/collect', 'collect?a=1'])(
    'sends to %s, unchanged',
    async (url) => {
      const page = await openPage({ trackerUrl: url, commands: [['trackPageView']] });
      expect(page.tracker.getTrackerUrl()).toBe(url);
      expect(page.requests()[0]?.url.startsWith(`${url}${url.includes('?') ? '&' : '?'}action_name=`)).toBe(true);
    },
  );
});

describe('setTrackerUrl', () => {
  it.each([
    ['', '""'],
    [undefined, 'undefined'],
    [null, 'null'],
  ])('given %j, then it is refused in one line, and hits go to the address before', async (url, quoted) => {
    const page = await openPage();
    await page.track(['setTrackerUrl', url], ['trackPageView']);
    expect(page.requests().map(({ to }) => to)).toEqual([TRACKER_URL]);
    expect(page.errors).toEqual([`tinypaq: setTrackerUrl is ${quoted}, expected a URL`]);
  });
});

describe('setSiteId', () => {
  it.each([[1], ['7'], ['a b']])('%j is sent, and returned as it was given', async (id) => {
    const page = await openPage({ siteId: id, commands: [['trackPageView']] });
    expect(page.tracker.getSiteId()).toBe(id);
    expect(page.last()['idsite']).toBe(String(id));
  });

  it.each([
    ['', '""'],
    [undefined, 'undefined'],
    [null, 'null'],
    [NaN, 'NaN'],
  ])('given %j, then it is refused in one line, and hits go to the site before', async (id, quoted) => {
    const page = await openPage({ siteId: 7 });
    const [hit] = await page.track(['setSiteId', id], ['trackPageView']);
    expect(hit).toMatchObject({ idsite: '7' });
    expect(page.errors).toEqual([`tinypaq: setSiteId is ${quoted}, expected an ID`]);
  });
});

describe('getMatomoUrl', () => {
  it.each([
    ['https://stats.test/matomo.php', 'https://stats.test/'],
    ['https://stats.test/piwik.php?x=/y', 'https://stats.test/'],
    ['https://stats.test/dir/tracker.php', 'https://stats.test/dir/'],
    ['https://stats.test/js/', 'https://stats.test/'],
    ['https://stats.test/js/matomo.php', 'https://stats.test/'],
    ['https://stats.test/collect', 'https://stats.test/collect'],
    ['//stats.test/matomo.php', 'https://stats.test/'],
    ['/matomo.php', 'https://shop.test/'],
    ['sub/matomo.php', 'https://shop.test/dir/sub/'],
    ['', 'https://shop.test/dir/p'],
  ])('of a tracker at "%s" is %s', async (trackerUrl, expected) => {
    const page = await openPage({ url: 'https://shop.test/dir/p?x=1', trackerUrl });
    expect(page.tracker.getMatomoUrl()).toBe(expected);
    expect(page.tracker.getPiwikUrl()).toBe(expected);
  });

  it('is what setAPIUrl has set, and hits go to the tracker all the same', async () => {
    const page = await openPage({ commands: [['setAPIUrl', 'https://api.test/'], ['trackPageView']] });
    expect(page.tracker.getMatomoUrl()).toBe('https://api.test/');
    expect(page.requests()[0]?.to).toBe('https://stats.test/matomo.php');
  });

  it('uses methods that plugins have replaced', async () => {
    const page = await openPage();
    page.tracker.getTrackerUrl = () => 'https://new.test/x.php';
    expect(page.tracker.getPiwikUrl()).toBe('https://new.test/');
    page.tracker.getMatomoUrl = () => 'replaced';
    expect(page.tracker.getPiwikUrl()).toBe('replaced');
  });

  it('is empty where the tracker’s address is not valid', async () => {
    const page = await openPage({ trackerUrl: 'https://' });
    expect(page.tracker.getMatomoUrl()).toBe('');
  });
});
