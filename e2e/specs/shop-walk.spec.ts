// A visitor uses the real shop, and the database has exactly these actions.
import type { StoredHit } from '../../demo/collector/types';
import { expect, test } from '../support/test';

/** Kinds of hits that a visitor causes on purpose, unlike content impressions and pings. */
const ACTIONS = ['page view', 'event', 'search', 'download', 'outlink'];

const isAction = ({ kind }: StoredHit) => ACTIONS.includes(kind);
const parameter = (hit: StoredHit | undefined, name: string) => hit?.parameters.find(([key]) => key === name)?.[1];
const violations = (hits: StoredHit[]) =>
  hits.flatMap(({ summary, violations }) => violations.map((v) => ({ summary, ...v })));

/** Hits that are the same on the same page view, except pings. */
const repeated = (hits: StoredHit[]) => {
  const said = hits.filter(({ kind }) => kind !== 'ping').map((hit) => `${hit.pageViewId} ${hit.summary}`);
  return said.filter((text, index) => said.indexOf(text) !== index);
};

test('given a campaign link on another host, when a visitor walks, searches, downloads and leaves at once, then each action is in the database once', async ({
  tab,
  demo,
}) => {
  const actions = () =>
    demo
      .hits()
      .filter(isAction)
      .map((hit) => hit.summary);
  const arrived = (summary: string) => expect.poll(actions).toContain(summary);

  await tab.goto(`${demo.otherUrl}/`);
  await arrived('Page view: Workshop | Tern & Tide');
  await tab.click('[data-campaign-link]');
  await arrived('Page view: Goods for cold coasts | Tern & Tide');
  await tab.click('main a[href="/product/blue-shoes"]');
  await arrived('Page view: Blue shoes | Tern & Tide');
  await tab.click('[data-add-to-wishes] button');
  await arrived('Event: Product, Add to wish list, Blue shoes');
  await tab.fill('#site-search', 'lantern');
  await tab.click('form.search button');
  await arrived('Search: lantern, 1 result');
  await tab.goto(`${demo.url}/journal/packing-for-the-coast`);
  await arrived('Page view: Packing for the coast | Tern & Tide');
  await tab.click('a[href$="field-kit.zip"]');
  await tab.click('a[href^="https://en.wikipedia.org"]');
  await tab.close();

  const hits = await demo.settledHits();
  expect(hits.filter(isAction).map((hit) => hit.summary)).toEqual([
    'Page view: Workshop | Tern & Tide',
    'Page view: Goods for cold coasts | Tern & Tide',
    'Page view: Blue shoes | Tern & Tide',
    'Event: Product, Add to wish list, Blue shoes',
    'Search: lantern, 1 result',
    'Page view: Packing for the coast | Tern & Tide',
    `Download: ${demo.url}/assets/files/field-kit.zip`,
    'Outlink: https://en.wikipedia.org/wiki/Tide',
  ]);
  expect(demo.summaries({ kind: 'content impression' })).toEqual([
    `Content seen: Article picture, ${demo.url}/assets/images/coast.svg`,
  ]);
  expect(repeated(hits)).toEqual([]);
  expect(violations(hits)).toEqual([]);
  expect(new Set(hits.map((hit) => hit.visitorId)).size).toBe(1);

  const find = (text: string) => hits.find((hit) => hit.summary.startsWith(text));
  const article = find('Page view: Packing')?.pageViewId;
  expect(article).toMatch(/^\w{6}$/);
  expect(find('Download')?.pageViewId).toBe(article);
  expect(find('Outlink')?.pageViewId).toBe(article);
  expect(find('Event')?.pageViewId).toBe(find('Page view: Blue shoes')?.pageViewId);
  expect(parameter(find('Page view: Goods'), '_rcn')).toBe('workshop-autumn');
  expect(demo.collector.visits().at(-1)).toMatchObject({ campaign: 'workshop-autumn', pageViews: 3 });
});

test('given a link on a site without a tracker, when it is followed, then the visit has that referrer', async ({
  tab,
  demo,
}) => {
  const press = demo.url.replace('localhost', 'press.localhost');
  await tab.goto(`${press}/`);
  await tab.click('a[href$="/product/blue-shoes"]');
  await expect.poll(() => demo.summaries()).toContain('Page view: Blue shoes | Tern & Tide');
  const [hit] = demo.hits();
  expect(parameter(hit, 'urlref')).toBe(`${press}/`);
  expect(demo.collector.visits()).toMatchObject([{ referrer: `${press}/`, campaign: '' }]);
});

test('given an event in the click that leaves the page, then the event is not lost', async ({ tab, demo }) => {
  await tab.goto(`${demo.url}/product/blue-shoes`);
  await tab.click('button[name="leave"]');
  await expect.poll(() => tab.url()).not.toContain('/product/');
  await expect.poll(() => demo.summaries()).toContain('Event: Product, Buy now, Blue shoes');
  expect(repeated(await demo.settledHits())).toEqual([]);
});
