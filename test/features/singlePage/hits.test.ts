// @vitest-environment happy-dom
// What the hits of a view that begins without a load carry: IDs, campaign, referrer and content.
import { describe, expect, it } from 'vitest';
import { pick } from '../../support/call';
import type { Page } from '../../support/page';
import { push } from '../../support/tasks';
import { ENABLE, open, pageViews, reported, SETTLED, URL, urls, visit, WAYS } from './app';

describe.each(WAYS)('given the %s', (way) => {
  it('an event of the new page carries its page view’s ID, though it comes before the paint', async () => {
    const page = await open(way);
    visit('/q');
    page.push(['trackEvent', 'c', 'a']);
    await page.pass(SETTLED);
    const [, view, event] = page.params();
    expect([view?.['url'], event?.['e_c']]).toEqual(['https://shop.test/q', 'c']);
    expect(event?.['pv_id']).toBe(view?.['pv_id']);
  });

  it('a page that is left before the paint gets its page view', async () => {
    const page = await open(way);
    visit('/q');
    reported('push');
    // The Navigation API reports success after the page's own task.
    await Promise.resolve();
    page.leave();
    expect(page.params().filter(({ url }) => url === 'https://shop.test/q')).toHaveLength(1);
  });

  it('each tracker reports to its own site', async () => {
    const page = await open(way, { commands: [['trackPageView'], [ENABLE], ['addTracker', undefined, 2]] });
    visit('/q');
    const sites = (await pageViews(page))
      .filter(({ url }) => url === 'https://shop.test/q')
      .map(({ idsite }) => idsite);
    expect(sites.sort()).toEqual(['1', '2']);
  });

  it('campaign parameters that an assistant has added are reported in no view', async () => {
    const page = await open(way, { url: `${URL}&utm_campaign=c`, referrer: 'https://chatgpt.com/' });
    visit('/q?utm_campaign=c');
    await page.pass(SETTLED);
    visit('/r?utm_campaign=c');
    expect((await pageViews(page)).map((hit) => pick(hit, 'url', 'urlref', '_rcn'))).toEqual([
      { url: URL, urlref: 'https://chatgpt.com/' },
      { url: 'https://shop.test/q', urlref: URL },
      { url: 'https://shop.test/r', urlref: 'https://shop.test/q' },
    ]);
  });

  it('a page view that is held for consent carries the address of its time', async () => {
    const page = await open(way, { commands: [['requireConsent'], ['trackPageView'], [ENABLE]] });
    visit('/a');
    await page.pass(SETTLED);
    visit('/b');
    await page.pass(SETTLED);
    expect(page.requests()).toEqual([]);
    page.push(['setConsentGiven']);
    expect(await urls(page)).toEqual([URL, 'https://shop.test/a', 'https://shop.test/b']);
  });

  const LANDING = { url: 'https://shop.test/p?mtm_campaign=spring', referrer: 'https://ext.test/' };

  it('hits tracked in the same task still have the campaign of the address before', async () => {
    const page = await open(way, { ...LANDING, commands: [[ENABLE]] });
    push(['trackPageView']);
    visit('/q');
    push(['trackEvent', 'c', 'a']);
    await page.pass(SETTLED);
    expect(page.params()).toHaveLength(3);
    for (const hit of page.params()) expect(hit).toMatchObject({ _rcn: 'spring', _ref: 'https://ext.test/' });
  });

  it('views that waited for consent carry the campaign and referrer of the visit', async () => {
    const page = await open(way, { ...LANDING, commands: [['requireConsent'], [ENABLE], ['trackPageView']] });
    visit('/q');
    await page.pass(5000);
    page.push(['setConsentGiven']);
    const views = await pageViews(page);
    expect(views).toHaveLength(2);
    for (const hit of views) expect(hit).toMatchObject({ _rcn: 'spring', _ref: 'https://ext.test/' });
  });

  describe('content', () => {
    const block = (name: string) => `<p data-track-content data-content-name="${name}">x</p>`;
    const impressions = async (page: Page) => {
      await page.pass(5000);
      return page.params().flatMap(({ c_n, pv_id }) => (c_n ? [[c_n, pv_id]] : []));
    };

    it('is scanned again where all of it is tracked: known and new blocks count with the new ID', async () => {
      const commands = [['trackPageView'], [ENABLE], ['trackAllContentImpressions']];
      const page = await open(way, { html: block('A'), commands });
      await page.pass(SETTLED);
      visit('/q');
      document.body.insertAdjacentHTML('beforeend', block('B'));
      const [first, second] = (await pageViews(page)).map(({ pv_id }) => pv_id);
      expect(await impressions(page)).toEqual([
        ['A', first],
        ['A', second],
        ['B', second],
      ]);
    });

    it('is scanned after the next paint also where the page tracks the view itself, and goes on with a command', async () => {
      const commands = [['trackPageView'], [ENABLE], ['trackAllContentImpressions']];
      const page = await open(way, { html: block('A'), commands });
      await page.pass(SETTLED);
      visit('/q');
      page.push(['trackPageView'], ['setCustomDimension', 1, 'x'], ['trackEvent', 'c', 'a']);
      // Only now the application draws the view.
      document.body.innerHTML = block('B');
      expect((await impressions(page)).map(([name]) => name)).toEqual(['A', 'B']);
    });

    it('is not scanned where none is tracked, or only parts that the page asks for', async () => {
      const page = await open(way, { html: `${block('A')}<div id="part">${block('B')}</div>` });
      page.push(['trackContentImpressionsWithinNode', document.getElementById('part')]);
      visit('/q');
      expect((await impressions(page)).map(([name]) => name)).toEqual(['B']);
    });
  });
});
