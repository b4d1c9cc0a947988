// @vitest-environment happy-dom
// Which referrers count, and what is stored of them.
import { describe, expect, it } from 'vitest';
import { START, openPage } from '../../support/page';
import { ID, SITE } from '../../support/tracker-cookies';
import { EXT, open } from './page';

const NOW = START / 1000;

describe('the stored referrer', () => {
  it.each(['setReferralUrlMaxLength', 'setReferrerUrlMaxLength'])('given %s, then it is cut', async (method) => {
    const page = await open([[method, 12]], { referrer: EXT });
    expect(page.last()).toMatchObject({ _ref: EXT.slice(0, 12), urlref: EXT });
  });

  it.each([['abc'], [null], [0], [-1], [NaN]])('given %s, then it is kept whole, with one error', async (length) => {
    const page = await open([['setReferralUrlMaxLength', length]], { referrer: EXT });
    expect(page.last()).toMatchObject({ _ref: EXT });
    expect(page.errors).toEqual([expect.stringMatching(/setReferralUrlMaxLength is .*, expected a number/)]);
  });
});

describe('excluded referrers', () => {
  it.each([
    ['google.test', 'http://google.test/', true],
    ['google.test', 'https://www.google.test:8080/x', true],
    ['WWW.Google.test', 'https://google.test/x', true],
    ['google.test', 'http://mail.google.test/', false],
    ['*.google.test', 'http://mail.google.test/', true],
    ['.google.test', 'http://google.test/', true],
    ['google.test/a', 'http://google.test/a/b', true],
    ['google.test/a', 'http://google.test/ab', false],
    ['google.test/a*', 'http://google.test/ab', true],
    ['google.test/A', 'http://google.test/a/B', true],
    ['http://google.test', 'http://google.test/', false],
    ['google.test:80', 'http://google.test/', false],
    ['google.test', 'http://evil.test/@google.test/', false],
  ])('given %s excluded, when the visitor comes from %s, then ignored: %s', async (entry, referrer, isExcluded) => {
    const page = await open([['setExcludedReferrers', entry]], { referrer });
    expect(page.last()['urlref']).toBe(isExcluded ? undefined : referrer);
    expect(page.last()['_ref']).toBe(isExcluded ? undefined : referrer);
  });

  it('given the default, then payment pages are no referrers; given another list, then they are', async () => {
    const referrer = 'https://www.paypal.com/checkout';
    expect((await open([], { referrer })).last()).not.toHaveProperty('urlref');
    expect((await open([['setExcludedReferrers', 'foo.test']], { referrer })).last()['urlref']).toBe(referrer);
  });
});

describe('a page that is left without a hit', () => {
  it('given a campaign, then the next page of the visit has it', async () => {
    const page = await openPage({ ...SITE, url: 'http://www.a.test/?pk_campaign=c', referrer: EXT });
    const next = await page.goto({ ...SITE, referrer: 'http://www.a.test/?pk_campaign=c' });
    expect(next.tracker.getAttributionInfo()).toEqual(['c', '', NOW, EXT]);
  });

  it('given another tracker that has sent one, then the visitor is stored for both', async () => {
    const page = await openPage({ ...SITE, commands: [['addTracker', 'https://two.test/matomo.php', 8]] });
    page.matomo.getAsyncTrackers()[1]?.trackPageView();
    page.leave();
    expect(Object.keys(page.cookies.all())).toContain(ID);
  });
});
