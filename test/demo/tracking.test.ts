import { describe, expect, it } from 'vitest';
import { DemoError } from '../../demo/shop/demo-error.js';
import { commandsOf, snippet } from '../../demo/shop/tracking.js';
import { trackingTarget } from '../../demo/shop/tracking-target.js';

describe('the target of hits', () => {
  it('is the shop’s own collector by default', () => {
    expect(trackingTarget()(8123)).toEqual({
      trackerUrl: '//localhost:8123/',
      scriptUrl: '//localhost:8123/tinypaq.js',
      siteId: '1',
    });
  });

  it.each([
    ['https://stats.example.org', 'https://stats.example.org/'],
    ['https://stats.example.org/matomo.php', 'https://stats.example.org/'],
    ['https://example.org/piwik/piwik.php', 'https://example.org/piwik/'],
    ['https://example.org/matomo', 'https://example.org/matomo/'],
    ['http://example.org:8080/a//?x=1#y', 'http://example.org:8080/a/'],
  ])('is the Matomo server of MATOMO_URL=%s', (address, trackerUrl) => {
    expect(trackingTarget(address, '7')(8123)).toEqual({
      trackerUrl,
      scriptUrl: '//localhost:8123/tinypaq.js',
      siteId: '7',
    });
  });

  it.each(['stats.example.org', 'ftp://example.org/', '//example.org', 'javascript:alert(1)'])(
    'refuses MATOMO_URL=%s in one line',
    (address) => {
      expect(() => trackingTarget(address)).toThrow(DemoError);
      expect(() => trackingTarget(address)).toThrow(/^MATOMO_URL .*$/);
    },
  );

  it.each(['0', '-1', '1.5', 'one', '1 '])('refuses SITE_ID=%s in one line', (siteId) => {
    expect(() => trackingTarget('', siteId)).toThrow(/^SITE_ID .*$/);
  });
});

describe('the snippet', () => {
  it('is the classic one, with the script of the tracker’s directory', () => {
    const text = snippet(trackingTarget()(8123), commandsOf([], {})).text;
    expect(text).toContain("var u='//localhost:8123/';");
    expect(text).toContain("_paq.push(['setTrackerUrl', u+'matomo.php']);");
    expect(text).toContain("_paq.push(['setSiteId', '1']);");
    expect(text).toContain("g.src=u+'tinypaq.js'");
  });

  it('loads the script from the shop when hits go to a Matomo server', () => {
    const text = snippet(trackingTarget('https://stats.example.org', '7')(8123), []).text;
    expect(text).toContain("var u='https://stats.example.org/';");
    expect(text).toContain("_paq.push(['setSiteId', '7']);");
    expect(text).toContain("g.src='//localhost:8123/tinypaq.js'");
  });

  it('has a page’s commands before and after the page view, and a site search instead of that', () => {
    const commands = commandsOf([['setDomains', ['a']]], {
      before: [['setUserId', 'ada']],
      view: ['trackSiteSearch', 'wool', false, 2],
      after: [['trackAllContentImpressions']],
    });
    expect(commands.map(([method]) => method)).toEqual([
      'setDomains',
      'setUserId',
      'trackSiteSearch',
      'enableLinkTracking',
      'trackAllContentImpressions',
    ]);
  });
});
