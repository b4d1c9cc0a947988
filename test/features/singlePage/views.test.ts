// @vitest-environment happy-dom
// Page views of a page that changes its address itself, in browsers with the Navigation API and without it.
import { describe, expect, it } from 'vitest';
import { pick } from '../../support/call';
import { override } from '../../support/overrides';
import { push } from '../../support/tasks';
import { come, ENABLE, open, pageViews, replace, SETTLED, URL, urls, visit, WAYS } from './app';

describe.each(WAYS)('given the %s', (way) => {
  it('a new address is a page view with a new ID, the title after the paint and the address before', async () => {
    const page = await open(way);
    visit('/q?y=2');
    document.title = 'T2';
    const [first, second] = await pageViews(page);
    expect(pick(second, 'url', 'urlref', 'action_name')).toEqual({
      url: 'https://shop.test/q?y=2',
      urlref: URL,
      action_name: 'T2',
    });
    expect(second?.['pv_id']).toMatch(/^\w{6}$/);
    expect(second?.['pv_id']).not.toBe(first?.['pv_id']);
  });

  it('each further view has the one before as its referrer', async () => {
    const page = await open(way);
    for (const url of ['/a', '/b', '/c']) {
      visit(url);
      await page.pass(SETTLED);
    }
    expect((await pageViews(page)).map(({ url, urlref }) => [urlref, url].join(' '))).toEqual([
      ` ${URL}`,
      `${URL} https://shop.test/a`,
      'https://shop.test/a https://shop.test/b',
      'https://shop.test/b https://shop.test/c',
    ]);
  });

  it('the address that the page has set is the referrer of the next view, and not reported as its address', async () => {
    const page = await open(way, {
      commands: [['setCustomUrl', '/virtual'], ['setDocumentTitle', 'Set'], ['trackPageView'], [ENABLE]],
    });
    visit('/q');
    const [, second] = await pageViews(page);
    expect(pick(second, 'url', 'urlref', 'action_name')).toEqual({
      url: 'https://shop.test/q',
      urlref: 'https://shop.test/virtual',
      action_name: 'T1',
    });
  });

  it('going back is a page view', async () => {
    const page = await open(way);
    visit('/q');
    await page.pass(SETTLED);
    come(URL, 'popstate');
    expect(await urls(page)).toEqual([URL, 'https://shop.test/q', URL]);
  });

  it('a replaced address is a page view', async () => {
    const page = await open(way);
    replace('/q');
    expect(await urls(page)).toEqual([URL, 'https://shop.test/q']);
  });

  it('the same address again is no page view, pushed or replaced', async () => {
    const page = await open(way);
    visit(URL);
    await page.pass(SETTLED);
    replace(URL);
    expect(await urls(page)).toEqual([URL]);
  });

  it('a chain of redirects in one task is one page view, that of its last address', async () => {
    const page = await open(way);
    visit('/a');
    replace('/b');
    replace('/c');
    expect(await urls(page)).toEqual([URL, 'https://shop.test/c']);
  });

  it('addresses that are passed through in one task are no page views', async () => {
    const page = await open(way);
    visit('/a');
    visit('/b');
    expect(await urls(page)).toEqual([URL, 'https://shop.test/b']);
  });

  it('a page view that the page itself tracks for a new address is the only one', async () => {
    const page = await open(way, { title: 'Home' });
    visit('/q');
    document.title = 'Q';
    push(['trackPageView']);
    const [, view, ...more] = await pageViews(page);
    expect(view).toMatchObject({ url: 'https://shop.test/q', action_name: 'Q', urlref: URL });
    expect(more).toEqual([]);
    visit('/r');
    push(['trackSiteSearch', 'boots']);
    await page.pass(SETTLED);
    const last = page.params().slice(-2);
    expect(last.map(({ action_name, search }) => action_name ?? search)).toEqual(['Q', 'boots']);
    expect(new Set(last.map(({ url }) => url))).toEqual(new Set(['https://shop.test/r']));
  });

  it('a view that the page tracks itself is the only one at each tracker, with its own title', async () => {
    const page = await open(way, { commands: [['addTracker', undefined, 2], ['trackPageView'], [ENABLE]] });
    visit('/q');
    push(['trackPageView', 'By hand']);
    const views = (await pageViews(page)).filter(({ url }) => url === 'https://shop.test/q');
    expect(views.map(({ idsite, action_name }) => [idsite, action_name])).toEqual([
      ['1', 'By hand'],
      ['2', 'By hand'],
    ]);
  });

  it('there and back in one task is no page view', async () => {
    const page = await open(way);
    visit('/a');
    replace(URL);
    expect(await urls(page)).toEqual([URL]);
  });

  it.each([undefined, { hash: false }])('another fragment is no page view, with %j', async (options) => {
    const page = await open(way, { commands: [['trackPageView'], [ENABLE, options]] });
    visit('#reviews');
    await page.pass(SETTLED);
    come(`${URL}#sizes`, 'hashchange');
    await page.pass(SETTLED);
    come(URL, 'popstate');
    expect(await urls(page)).toEqual([URL]);
  });

  it('another fragment is a page view with { hash: true }', async () => {
    const page = await open(way, { commands: [['trackPageView'], [ENABLE, { hash: true }]] });
    visit('#/cart');
    await page.pass(SETTLED);
    come(`${URL}#/pay`, 'hashchange');
    expect(await urls(page)).toEqual([URL, `${URL}#/cart`, `${URL}#/pay`]);
  });

  it('enabled twice it tracks once, with the options of the last call', async () => {
    const page = await open(way, { commands: [['trackPageView'], [ENABLE], [ENABLE, { hash: true }]] });
    visit('#/cart');
    expect(await urls(page)).toEqual([URL, `${URL}#/cart`]);
  });

  it('unless it is enabled there is no page view', async () => {
    const page = await open(way, { commands: [['trackPageView']] });
    visit('/q');
    expect(await urls(page)).toEqual([URL]);
  });
});

describe('the browser', () => {
  it('keeps its own history methods where there is a Navigation API', async () => {
    const { pushState, replaceState } = history;
    const page = await open('Navigation API');
    visit('/q');
    expect(await urls(page)).toHaveLength(2);
    expect(history.pushState).toBe(pushState);
    expect(history.replaceState).toBe(replaceState);
  });

  it('passes on the page’s arguments to the History API, and what that throws', async () => {
    const calls: unknown[][] = [];
    const page = await open('History API', {
      before: () =>
        override(history, 'pushState', function (this: unknown, ...args: unknown[]) {
          if (args[0] === 'bad') throw new TypeError('refused');
          calls.push([this === history, ...args]);
        }),
    });
    history.pushState({ a: 1 }, 'unused', '/q');
    const detached = history.pushState;
    detached(2, '');
    expect(calls).toEqual([
      [true, { a: 1 }, 'unused', '/q'],
      [true, 2, ''],
    ]);
    expect(() => history.pushState('bad', '')).toThrow('refused');
    expect(page.errors).toEqual([]);
  });

  it('throws nothing into the page’s router where a plugin’s trackPageView throws', async () => {
    const page = await open('History API');
    const error = new Error('plugin');
    page.tracker.trackPageView = () => {
      throw error;
    };
    visit('/q');
    await page.pass(100);
    expect(() => visit('/r')).not.toThrow();
    await page.pass(SETTLED);
    expect(page.errors).toHaveLength(2);
  });

  it('lets the view begin before the page’s own router hears of it', async () => {
    const page = await open('History API', {
      before: () => window.addEventListener('popstate', () => page.push(['trackEvent', 'c', 'router'])),
    });
    await page.pass(SETTLED);
    come('https://shop.test/q', 'popstate');
    await page.pass(SETTLED);
    expect(page.params().map(({ url, e_a }) => [url, e_a])).toEqual([
      [URL, undefined],
      ['https://shop.test/q', undefined],
      ['https://shop.test/q', 'router'],
    ]);
  });

  it('counts as one without the Navigation API where the page has an element named navigation', async () => {
    const page = await open('History API', {
      html: '<nav id="navigation"></nav>',
      before: () => override(window, 'navigation', document.getElementById('navigation')),
    });
    visit('/q');
    expect(await urls(page)).toEqual([URL, 'https://shop.test/q']);
  });
});

describe('a wrong argument', () => {
  it.each(['hash', true, 1])('%j: one line, and nothing is enabled', async (options) => {
    const page = await open('History API', { commands: [['trackPageView'], [ENABLE, options]] });
    visit('/q');
    expect(await urls(page)).toEqual([URL]);
    expect(page.errors).toEqual([
      `tinypaq: enableSinglePageTracking is ${JSON.stringify(options)}, expected an object`,
    ]);
  });
});
