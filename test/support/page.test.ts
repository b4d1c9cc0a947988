// @vitest-environment happy-dom
// What the other tests rely on: each page is fresh, and all that it sends is seen.
import { describe, expect, it, vi } from 'vitest';
import { override } from './overrides';
import { START, TRACKER_URL, openPage } from './page';

describe('a page of the tests', () => {
  it('runs the tracker with the given address, title, referrer and commands', async () => {
    const page = await openPage({
      url: 'https://shop.test/shoes?a=1',
      title: 'Shoes',
      referrer: 'https://search.test/',
      commands: [['trackPageView']],
    });
    expect(page.last()).toMatchObject({
      action_name: 'Shoes',
      url: 'https://shop.test/shoes?a=1',
      urlref: 'https://search.test/',
      idsite: '1',
    });
    expect(page.requests()).toMatchObject([{ via: 'beacon', to: TRACKER_URL, body: '', at: START }]);
  });

  it('starts without anything of the page before', async () => {
    const first = await openPage({ commands: [['trackPageView'], ['setUserId', 'anna']] });
    expect(Object.keys(first.cookies.all()).some((name) => name.startsWith('_pk_id'))).toBe(true);
    localStorage.setItem('x', '1');
    const second = await openPage();
    expect(second.cookies.all()).toEqual({});
    expect(localStorage.length).toBe(0);
    await second.track(['trackEvent', 'a', 'b']);
    expect(second.last()).not.toHaveProperty('uid');
    first.hide();
    expect(first.requests(), 'the first page listens no more').toHaveLength(1);
  });

  it('goes on with cookies and clock on the next page of the same browser', async () => {
    const first = await openPage({ commands: [['trackPageView']] });
    await first.pass(5000);
    const second = await first.goto({ url: 'https://shop.test/next', commands: [['trackPageView']] });
    expect(second.last()['_id']).toBe(first.last()['_id']);
    expect(second.requests().map(({ at }) => at)).toEqual([START + 5000]);
  });

  it('sees batches as single hits', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    const params = await page.track(['trackEvent', 'c', 'a ö'], ['trackEvent', 'c', 'b']);
    expect(params.map(({ e_a }) => e_a)).toEqual(['a ö', 'b']);
    expect(page.requests()).toHaveLength(2);
    expect(page.hits().map(({ isInBatch }) => isInBatch)).toEqual([false, true, true]);
  });

  it('notes complaints instead of printing them', async () => {
    const page = await openPage();
    page.push(['trackEvent', '', 'x']);
    expect(page.errors).toHaveLength(1);
  });

  it('gives the browser its own properties back', async () => {
    const before = document.referrer;
    const page = await openPage({ referrer: 'https://a.test/', navigator: { onLine: false } });
    override(navigator, 'doNotTrack', '1');
    page.close();
    expect([document.referrer, navigator.onLine, navigator.doNotTrack]).toEqual([before, true, 'unspecified']);
    expect(vi.isFakeTimers()).toBe(false);
  });
});
