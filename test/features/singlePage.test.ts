// @vitest-environment happy-dom
// Page views of a page that changes its address itself, in browsers with the Navigation API and without it.
import { describe, expect, it } from 'vitest';
import { pick } from '../support/call';
import { navigationApi } from '../support/navigation';
import { override } from '../support/overrides';
import { openPage, type Page, type PageOptions } from '../support/page';
import { push } from '../support/tasks';

const URL = 'https://shop.test/p?x=1';
const ENABLE = 'enableSinglePageTracking';

/** Milliseconds after a change of the address: the paint, and the time in which hits are collected. */
const SETTLED = 1000;

type Way = 'Navigation API' | 'History API';

/** The target of the browser's events in the Navigation API. */
let navigation: EventTarget | undefined;

/** Opens a page that has tracked its first view, in a browser that reports changes in this way. */
async function open(way: Way, options: PageOptions = {}): Promise<Page> {
  navigation = way === 'Navigation API' ? navigationApi() : undefined;
  return openPage({
    commands: [['trackPageView'], [ENABLE]],
    ...options,
    before(network) {
      override(window, 'navigation', navigation);
      options.before?.(network);
    },
  });
}

/** The browser reports the new address at once, and its success after the page's own task. */
const reported = (navigationType: 'push' | 'replace' | 'traverse') => {
  navigation?.dispatchEvent(Object.assign(new Event('currententrychange'), { navigationType }));
  void Promise.resolve().then(() => navigation?.dispatchEvent(new Event('navigatesuccess')));
};

const visit = (url: string) => {
  history.pushState(null, '', url);
  reported('push');
};

const replace = (url: string) => {
  history.replaceState(null, '', url);
  reported('replace');
};

/** The visitor goes back, or follows a link to another place of the page. */
const come = (url: string, type: 'popstate' | 'hashchange') => {
  (window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(url);
  window.dispatchEvent(new Event(type));
  reported('traverse');
};

async function pageViews(page: Page): Promise<Record<string, string>[]> {
  await page.pass(SETTLED);
  return page.params().filter((hit) => 'action_name' in hit);
}

const urls = async (page: Page) => (await pageViews(page)).map(({ url }) => url);

describe.each(['Navigation API', 'History API'] as const)('given the %s', (way) => {
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

  describe('whose title comes late', () => {
    /** Milliseconds in which a view is drawn, and its title still waited for. */
    const DRAWN = 200;
    const walk = async (page: Page) =>
      (await pageViews(page)).map(({ url, action_name }) => [url?.slice(17), action_name]);

    it.each([
      ['going to another address', () => visit('/q')],
      ['going back', () => come('https://shop.test/q', 'popstate')],
      ['a replaced address', () => replace('/q')],
    ])('given %s, then the view has the title that comes with its data', async (_, change) => {
      const page = await open(way, { title: 'Home' });
      change();
      await page.pass(DRAWN);
      document.title = 'Q';
      expect(await walk(page)).toEqual([
        ['/p?x=1', 'Home'],
        ['/q', 'Q'],
      ]);
    });

    it('given a title that is empty at first, then it is waited for', async () => {
      const page = await open(way, { title: 'Home' });
      visit('/q');
      document.title = '';
      await page.pass(DRAWN);
      document.title = 'Q';
      expect((await walk(page))[1]).toEqual(['/q', 'Q']);
    });

    it('given a title that stays, then the view is tracked half a second after it was drawn', async () => {
      const page = await open(way, { title: 'Shop' });
      visit('/q');
      await page.pass(600);
      document.title = 'Too late';
      expect((await walk(page))[1]).toEqual(['/q', 'Shop']);
    });

    it('given a visitor who goes on before it, then both views are tracked', async () => {
      const page = await open(way, { title: 'Home' });
      visit('/q');
      await page.pass(DRAWN);
      visit('/r');
      document.title = 'R';
      expect(await walk(page)).toEqual([
        ['/p?x=1', 'Home'],
        ['/q', 'Home'],
        ['/r', 'R'],
      ]);
    });

    it('given a redirect instead of it, then only its target is tracked', async () => {
      const page = await open(way, { title: 'Home' });
      visit('/guarded');
      await page.pass(DRAWN);
      replace('/login');
      document.title = 'Log in';
      expect(await walk(page)).toEqual([
        ['/p?x=1', 'Home'],
        ['/login', 'Log in'],
      ]);
    });

    it('given a visitor who leaves before it, then the view is tracked', async () => {
      const page = await open(way, { title: 'Home' });
      visit('/q');
      await page.pass(DRAWN);
      page.leave();
      expect((await walk(page))[1]).toEqual(['/q', 'Home']);
    });

    it('given an event before it, then the view is tracked first', async () => {
      const page = await open(way, { title: 'Home' });
      visit('/q');
      await page.pass(DRAWN);
      push(['trackEvent', 'c', 'shown']);
      await page.pass(SETTLED);
      expect(page.params().map(({ action_name, e_a }) => action_name ?? e_a)).toEqual(['Home', 'Home', 'shown']);
    });
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

  it('enabled twice it tracks once, with the options of the last call', async () => {
    const page = await open(way, { commands: [['trackPageView'], [ENABLE], [ENABLE, { hash: true }]] });
    visit('#/cart');
    expect(await urls(page)).toEqual([URL, `${URL}#/cart`]);
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

  it('unless it is enabled there is no page view', async () => {
    const page = await open(way, { commands: [['trackPageView']] });
    visit('/q');
    expect(await urls(page)).toEqual([URL]);
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

    it('is not scanned where none is tracked, or only parts that the page asks for', async () => {
      const page = await open(way, { html: `${block('A')}<div id="part">${block('B')}</div>` });
      page.push(['trackContentImpressionsWithinNode', document.getElementById('part')]);
      visit('/q');
      expect((await impressions(page)).map(([name]) => name)).toEqual(['B']);
    });
  });

  it('an address that the browser has encoded is reported like that of the loaded page', async () => {
    const page = await open(way, {
      url: 'https://shop.test/caf%C3%A9?user%5Bemail%5D=me',
      commands: [['setExcludedQueryParams', ['user[email]']], [ENABLE], ['trackPageView']],
    });
    visit('/x');
    await page.pass(SETTLED);
    visit('/caf%C3%A9?user%5Bemail%5D=me');
    await page.pass(SETTLED);
    visit('/y');
    expect((await pageViews(page)).map(({ url, urlref }) => [url, urlref])).toEqual([
      ['https://shop.test/café', undefined],
      ['https://shop.test/x', 'https://shop.test/café'],
      ['https://shop.test/café', 'https://shop.test/x'],
      ['https://shop.test/y', 'https://shop.test/café'],
    ]);
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
