// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { call, pick } from '../support/call';
import { openPage } from '../support/page';

const SEARCH = ['search', 'search_cat', 'search_count', 'ca', 'data', 'dimension3'];

describe('trackSiteSearch', () => {
  it.each([
    [['blue shoes'], { search: 'blue shoes' }],
    [['red', 'Shoes', 12], { search: 'red', search_cat: 'Shoes', search_count: '12' }],
    [['none', false, 0], { search: 'none', search_count: '0' }],
    [['x', ['a', 'b'], '3'], { search: 'x', search_cat: 'a,b', search_count: '3' }],
    [['x', '', null], { search: 'x' }],
    [['x', 0, NaN], { search: 'x' }],
    // The original's documents tell shops to pass false where they do not know.
    [['x', false, false], { search: 'x', search_count: 'false' }],
    [[''], { search: '' }],
    [[undefined], { search: 'undefined' }],
    [['émoji 😀'], { search: 'émoji 😀' }],
    [
      ['d', 'c', 1, { dimension3: 'dim', k: 'v' }],
      { search: 'd', search_cat: 'c', search_count: '1', dimension3: 'dim', data: '{"k":"v"}' },
    ],
  ])('given %j it sends %j', async (args, expected) => {
    const { hits, errors } = await call(['trackSiteSearch', ...args]);
    expect(hits.map((hit) => pick(hit, ...SEARCH))).toEqual([expected]);
    expect(errors).toEqual([]);
  });

  it.each([['many'], [1.5], [-1], [true], ['1e3']])(
    'given the count %s it sends the search without it, with one line on the console',
    async (count) => {
      const { hits, errors } = await call(['trackSiteSearch', 'x', 'c', count]);
      expect(hits.map((hit) => pick(hit, ...SEARCH))).toEqual([{ search: 'x', search_cat: 'c' }]);
      expect(errors).toEqual([expect.stringMatching(/trackSiteSearch: resultsCount is .*, expected a whole number/)]);
    },
  );

  it('is no page view: the ID of the page view stays', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    const [search] = await page.track(['trackSiteSearch', 'x']);
    expect(search?.['pv_id']).toBe(page.params()[0]?.['pv_id']);
    expect(page.tracker.getNumTrackedPageViews()).toBe(1);
  });
});
