// @vitest-environment happy-dom
// Tracking by the script's own tag: <script async src="tinypaq.js" data-url="…" data-site="1"></script>.
import { describe, expect, it } from 'vitest';
import { override } from '../support/overrides';
import { TRACKER_URL, openPage, type Page, type PageOptions } from '../support/page';
import { loadScript, type Script } from '../support/script';

const OUTLINK = '<a href="https://other.test/x">out</a>';

const tagOf = (attributes: Record<string, string>): HTMLScriptElement => {
  const tag = document.createElement('script');
  Object.entries(attributes).forEach(([name, value]) => tag.setAttribute(name, value));
  return tag;
};

/** Opens a page whose only snippet is the script's tag; `_paq` may hold further commands. */
const openTagged = (attributes: Record<string, string>, options: PageOptions = {}): Promise<Page> =>
  openPage({
    trackerUrl: null,
    siteId: null,
    before: () => override(document, 'currentScript', tagOf(attributes)),
    ...options,
  });

const GOOD = { 'data-url': TRACKER_URL, 'data-site': '7' };

describe.each<Script>(['full', 'core'])('given the %s script with data-url and data-site', (script) => {
  it('when it runs, then a page view is sent to that address for that site', async () => {
    const page = await openTagged(GOOD, { script });
    expect(page.params()).toMatchObject([{ action_name: 'T1', idsite: '7' }]);
    expect(page.requests()[0]?.url).toContain(TRACKER_URL);
    expect(page.errors).toEqual([]);
  });

  it('when the visitor follows an outlink, then it is tracked', async () => {
    const page = await openTagged(GOOD, { script, html: OUTLINK });
    document.querySelector('a')?.click();
    await page.pass(801);
    expect(page.last()).toMatchObject({ link: 'https://other.test/x', idsite: '7' });
  });

  it('when the page has a queue, too, then its settings count for the page view and the other commands follow', async () => {
    const commands = [
      ['setUserId', 'anna'],
      ['trackEvent', 'c', 'a'],
    ];
    const page = await openTagged(GOOD, { script, commands });
    await page.pass(801);
    const hits = page.params();
    expect(hits.map(({ uid }) => uid)).toEqual(['anna', 'anna']);
    expect(hits.map(({ action_name, e_c }) => action_name ?? e_c).sort()).toEqual(['T1', 'c']);
    expect(await page.track(['trackEvent', 'later', 'a'])).toMatchObject([{ e_c: 'later', idsite: '7' }]);
  });

  it('when the queue requires consent, then nothing is sent before it is given', async () => {
    const page = await openTagged(GOOD, { script, commands: [['requireConsent']] });
    await page.pass(801);
    expect(page.requests()).toEqual([]);
    page.push(['setConsentGiven']);
    await page.pass(801);
    expect(page.params()).toMatchObject([{ action_name: 'T1', idsite: '7' }]);
  });
});

it.each(['https://stats.test/matomo.php', 'http://stats.test/m', '//stats.test/matomo.php', '/matomo.php'])(
  'given data-url="%s", then it is used as it is',
  async (url) => {
    const page = await openTagged({ 'data-url': url, 'data-site': '1' });
    expect((page.tracker.getTrackerUrl as () => string)()).toBe(url);
    expect(page.requests()).toHaveLength(1);
  },
);

describe('given an invalid attribute, then one line names it and nothing is tracked', () => {
  it.each([
    ['data-url', '""', { 'data-url': '', 'data-site': '1' }],
    ['data-url', 'stats.test/matomo.php', { 'data-url': 'stats.test/matomo.php', 'data-site': '1' }],
    ['data-url', 'https://stats.test/', { 'data-url': 'https://stats.test/', 'data-site': '1' }],
    ['data-url', 'javascript:alert(1)', { 'data-url': 'javascript:alert(1)', 'data-site': '1' }],
    ['data-site', 'undefined', { 'data-url': TRACKER_URL }],
    ['data-site', '""', { 'data-url': TRACKER_URL, 'data-site': '' }],
    ['data-site', 'shop.test', { 'data-url': TRACKER_URL, 'data-site': 'shop.test' }],
  ])('%s: %s', async (name, value, attributes) => {
    const page = await openTagged(attributes);
    await page.pass(801);
    expect(page.requests()).toEqual([]);
    expect(page.errors).toHaveLength(1);
    expect(page.errors[0]).toMatch(new RegExp(`^tinypaq: ${name} is "?${value.replace(/[.()]/g, '\\$&')}`));
  });
});

describe('given a tag without data-url', () => {
  it('then nothing is sent and nothing is written to the console', async () => {
    const page = await openTagged({ 'data-site': '1' });
    expect(page.requests()).toEqual([]);
    expect(page.errors).toEqual([]);
  });

  it('then the page’s own snippet works as usual', async () => {
    const page = await openTagged({}, { trackerUrl: TRACKER_URL, siteId: 3, commands: [['trackPageView']] });
    expect(page.params()).toMatchObject([{ action_name: 'T1', idsite: '3' }]);
  });
});

it('given no script tag, as in a module, then only the queue counts', async () => {
  const page = await openPage({
    commands: [['trackPageView']],
    before: () => override(document, 'currentScript', null),
  });
  expect(page.params()).toHaveLength(1);
});

it('given another element as document.currentScript, then its attributes are ignored', async () => {
  const image = document.createElement('img');
  Object.entries(GOOD).forEach(([name, value]) => image.setAttribute(name, value));
  const page = await openTagged({}, { before: () => override(document, 'currentScript', image) });
  expect(page.requests()).toEqual([]);
  expect(page.errors).toEqual([]);
});

it('given the tag twice, then the second one uses the first one’s tracker', async () => {
  const page = await openTagged(GOOD);
  await loadScript();
  await page.pass(801);
  expect(page.params().map(({ action_name }) => action_name)).toEqual(['T1', 'T1']);
  expect((page.matomo.getAsyncTrackers as () => unknown[])()).toHaveLength(1);
});
