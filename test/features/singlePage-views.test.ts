// @vitest-environment happy-dom
// Which changes of the address are a page view, and which title a view has that gets it late.
import { describe, expect, it } from 'vitest';
import { navigationApi } from '../support/navigation';
import { override } from '../support/overrides';
import { openPage, type Page, type PageOptions } from '../support/page';
import { push } from '../support/tasks';

const HASH = { hash: true };

/** Milliseconds after a change of the address: the paint, and the time in which hits are collected. */
const SETTLED = 1000;

/** Opens a page of an application in a browser whose Navigation API reports what the test says. */
async function open(options: object, { commands = [], ...more }: PageOptions = {}) {
  const navigation = navigationApi();
  const page = await openPage({
    ...more,
    commands: [...commands, ['trackPageView'], ['enableSinglePageTracking', options]],
    before: () => override(window, 'navigation', navigation),
  });
  return { page, navigation };
}

/** The browser reports the new address at once, and the outcome of the navigation after the page's own task. */
const setAddress = (url: string, navigation: EventTarget, outcome = 'navigatesuccess'): void => {
  history.pushState(null, '', url);
  navigation.dispatchEvent(new Event('currententrychange'));
  void Promise.resolve().then(() => navigation.dispatchEvent(new Event(outcome)));
};

async function views(page: Page): Promise<(string | undefined)[][]> {
  await page.pass(SETTLED);
  return page.params().flatMap(({ action_name, url, urlref }) => (action_name === undefined ? [] : [[url, urlref]]));
}

describe('an address that is reported as the one before', () => {
  it.each<[what: string, options: object, commands: unknown[], landing: string, later: string]>([
    ['without the visitor whom another site handed over', {}, [], '/e?pk_vid=1', '/e'],
    ['without a parameter that is left out', {}, [['setExcludedQueryParams', ['sid']]], '/e?sid=1', '/e?sid=2'],
    ['with an empty hash', HASH, [], '/e', '/e#'],
    ['with the first route of a router that has it behind #', HASH, [], '/e', '/e#/'],
    ['with the first route of a router that has it behind #!', HASH, [], '/e#!', '/e#!/'],
    ['with an empty hash where hashes are left out', HASH, [['discardHashTag', true]], '/e', '/e#'],
    ['with characters written in another way', {}, [], '/s?q=a%2Cb', '/s?q=a,b'],
    [
      'without an encoded parameter that is left out',
      {},
      [['setExcludedQueryParams', ['u[e]']]],
      '/e?u%5Be%5D=1',
      '/e',
    ],
  ])('%s is no view of its own', async (_, options, commands, landing, later) => {
    const { page, navigation } = await open(options, { url: `https://shop.test${landing}`, commands });
    setAddress(later, navigation);
    expect(await views(page)).toHaveLength(1);
    setAddress('/f', navigation);
    expect((await views(page)).map(([url]) => url)).toHaveLength(2);
  });

  it('is a view where routes behind # are enabled, although the hash is not reported', async () => {
    const { page, navigation } = await open(HASH, { title: 'A', commands: [['discardHashTag', true]] });
    document.title = 'B';
    setAddress('#/b', navigation);
    await page.pass(SETTLED);
    expect(page.params().map(({ action_name }) => action_name)).toEqual(['A', 'B']);
  });

  it('when excluded parameters are set later, then the present view is not tracked again', async () => {
    const { page, navigation } = await open({}, { url: 'https://shop.test/e?sid=1' });
    push(['setExcludedQueryParams', ['sid']]);
    navigation.dispatchEvent(new Event('navigatesuccess'));
    expect(await views(page)).toHaveLength(1);
  });
});

describe('given the Navigation API', () => {
  it('a route that fails or is stopped is a view: the visitor is there, and later hits belong to it', async () => {
    const { page, navigation } = await open({}, { url: 'https://shop.test/a' });
    setAddress('/bad', navigation, 'navigateerror');
    await page.pass(SETTLED);
    const [event] = await page.track(['trackEvent', 'c', 'there']);
    expect(event).toMatchObject({ url: 'https://shop.test/bad' });
    setAddress('/next', navigation);
    expect(await views(page)).toEqual([
      ['https://shop.test/a', undefined],
      ['https://shop.test/bad', 'https://shop.test/a'],
      ['https://shop.test/next', 'https://shop.test/bad'],
    ]);
  });

  it('a route that another one replaced is no view: the other one is, once it is complete', async () => {
    const { page, navigation } = await open({}, { url: 'https://shop.test/a' });
    navigation.transition = {};
    setAddress('/b', navigation, 'navigateerror');
    await Promise.resolve();
    navigation.transition = {};
    expect(await views(page)).toHaveLength(1);
    navigation.dispatchEvent(new Event('navigatesuccess'));
    navigation.transition = null;
    expect(await views(page)).toHaveLength(2);
  });

  it.each(['navigatesuccess', 'navigateerror'])(
    'what a page tracks in its own listener for a view (%s) belongs to that view',
    async (outcome) => {
      const { page, navigation } = await open({}, { url: 'https://shop.test/a' });
      navigation.addEventListener(outcome, () => push(['trackEvent', 'c', 'mounted']));
      for (const view of ['/b', '/c']) {
        navigation.transition = {};
        setAddress(view, navigation, outcome);
        // The transition lasts until all listeners were called.
        await Promise.resolve();
        navigation.transition = null;
        await page.pass(SETTLED);
      }
      const [, ...hits] = page.params();
      expect(hits.map(({ e_a, url }) => [e_a, url])).toEqual([
        [undefined, 'https://shop.test/b'],
        ['mounted', 'https://shop.test/b'],
        [undefined, 'https://shop.test/c'],
        ['mounted', 'https://shop.test/c'],
      ]);
    },
  );

  it('an application that enables it again with every view loses none', async () => {
    const { page, navigation } = await open({}, { url: 'https://shop.test/a' });
    for (const view of ['/b', '/c']) {
      setAddress(view, navigation);
      push(['enableSinglePageTracking']);
      await page.pass(SETTLED);
    }
    expect(await views(page)).toHaveLength(3);
  });

  it('another object of the page with that name does no harm', async () => {
    const page = await openPage({
      commands: [['trackPageView'], ['enableSinglePageTracking']],
      before: () => override(window, 'navigation', { currentEntry: 'home' }),
    });
    history.pushState(null, '', '/b');
    expect(await views(page)).toHaveLength(2);
    expect(page.errors).toEqual([]);
  });

  it('in a document without a history of its own, where it reports nothing, the History API is used', async () => {
    const page = await openPage({
      url: 'https://shop.test/a',
      commands: [['trackPageView'], ['enableSinglePageTracking']],
      before: () => override(window, 'navigation', navigationApi(null)),
    });
    history.pushState(null, '', '/b');
    expect((await views(page)).map(([url]) => url)).toEqual(['https://shop.test/a', 'https://shop.test/b']);
  });
});

describe('given a prerendered page', () => {
  it('changes of the address before it is shown are no views, and later ones are', async () => {
    const navigation = navigationApi();
    const page = await openPage({
      url: 'https://shop.test/a',
      commands: [['trackPageView'], ['enableSinglePageTracking']],
      before() {
        override(window, 'navigation', navigation);
        override(document, 'prerendering', true);
      },
    });
    setAddress('/a?tab=1', navigation);
    await page.pass(SETTLED);
    override(document, 'prerendering', false);
    document.dispatchEvent(new Event('prerenderingchange'));
    navigation.dispatchEvent(new Event('navigatesuccess'));
    expect(await views(page)).toEqual([['https://shop.test/a?tab=1', undefined]]);
    setAddress('/b', navigation);
    expect(await views(page)).toHaveLength(2);
  });
});

describe('the title of a view', () => {
  it('is that of the document at the end of the task in which something is tracked', async () => {
    const { page, navigation } = await open({}, { title: 'Home' });
    setAddress('/b', navigation);
    push(['trackEvent', 'c', 'mounted']);
    document.title = 'View B';
    await page.pass(SETTLED);
    const hits = page.params().slice(1);
    expect(hits.map(({ action_name, e_a }) => action_name ?? e_a)).toEqual(['View B', 'mounted']);
    expect(new Set(hits.map(({ pv_id }) => pv_id)).size).toBe(1);
  });

  it.each<[what: string, hold: unknown[]]>([
    ['consent is withdrawn', ['forgetConsentGiven']],
    ['consent is required from then on', ['requireConsent']],
  ])('belongs to that view where views wait because %s', async (_, hold) => {
    const { page, navigation } = await open({}, { title: 'A' });
    await page.pass(SETTLED);
    push(hold);
    for (const name of ['b', 'c']) {
      setAddress(`/${name}`, navigation);
      document.title = name.toUpperCase();
      await page.pass(SETTLED);
    }
    push(['setConsentGiven']);
    await page.pass(SETTLED);
    expect(page.params().map(({ action_name }) => action_name)).toEqual(['A', 'B', 'C']);
  });

  it('is the one that the router sets once the address is there, also if something was tracked before', async () => {
    const { page, navigation } = await open({}, { title: 'Home' });
    setAddress('/b', navigation);
    push(['trackEvent', 'c', 'mounted']);
    await Promise.resolve();
    await Promise.resolve();
    document.title = 'View B';
    await page.pass(SETTLED);
    expect(page.params()[1]).toMatchObject({ action_name: 'View B' });
  });

  it('is the new one, also if the router notes something about the same address before it sets that', async () => {
    const { page, navigation } = await open({}, { title: 'Home' });
    setAddress('/b', navigation);
    push(['trackEvent', 'c', 'mounted']);
    history.replaceState({ scroll: 0 }, '', location.href);
    navigation.dispatchEvent(new Event('currententrychange'));
    document.title = 'View B';
    await page.pass(SETTLED);
    expect(page.params()[1]).toMatchObject({ action_name: 'View B' });
  });

  it('is not that of the next one, to which the router redirects in the same task', async () => {
    const { page, navigation } = await open({}, { title: 'A' });
    setAddress('/b', navigation);
    push(['trackEvent', 'c', 'guard']);
    setAddress('/c', navigation);
    document.title = 'C';
    await page.pass(SETTLED);
    expect((await views(page)).map(([url]) => url?.slice(-2))).toEqual(['=1', '/b', '/c']);
    expect(page.params().map(({ action_name, e_a }) => action_name ?? e_a)).toEqual(['A', 'A', 'guard', 'C']);
  });

  it('is the present one also for a view that the page tracks itself', async () => {
    const { page, navigation } = await open({}, { title: 'Home' });
    setAddress('/b', navigation);
    document.title = 'View B';
    await page.pass(SETTLED);
    document.title = 'Step 2';
    const [step] = await page.track(['trackPageView']);
    expect(step).toMatchObject({ action_name: 'Step 2' });
  });
});
