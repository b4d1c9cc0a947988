// @vitest-environment happy-dom
// What the Navigation API reports of a view, and which of that counts.
import { describe, expect, it } from 'vitest';
import { navigationApi } from '../../support/navigation';
import { override } from '../../support/overrides';
import { openPage, type Page, type PageOptions } from '../../support/page';
import { push } from '../../support/tasks';
import { SETTLED } from './app';

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
  async function openPrerendered() {
    const navigation = navigationApi();
    const page = await openPage({
      url: 'https://shop.test/a',
      commands: [['trackPageView'], ['enableSinglePageTracking']],
      before() {
        override(window, 'navigation', navigation);
        override(document, 'prerendering', true);
      },
    });
    const show = (): void => {
      override(document, 'prerendering', false);
      document.dispatchEvent(new Event('prerenderingchange'));
    };
    return { page, navigation, show };
  }

  it('other parameters of the address before it is shown are no views, and later ones are', async () => {
    const { page, navigation, show } = await openPrerendered();
    setAddress('/a?tab=1', navigation);
    await page.pass(SETTLED);
    show();
    navigation.dispatchEvent(new Event('navigatesuccess'));
    expect(await views(page)).toEqual([['https://shop.test/a?tab=1', undefined]]);
    setAddress('/b', navigation);
    expect(await views(page)).toHaveLength(2);
  });

  it('a route that the app takes before it is shown is a view, and later hits belong to it', async () => {
    const { page, navigation, show } = await openPrerendered();
    setAddress('/a/home', navigation);
    await page.pass(SETTLED);
    expect(page.requests()).toEqual([]);
    show();
    expect(await views(page)).toEqual([
      ['https://shop.test/a', undefined],
      ['https://shop.test/a/home', 'https://shop.test/a'],
    ]);
    const [event] = await page.track(['trackEvent', 'c', 'there']);
    expect(event).toMatchObject({ url: 'https://shop.test/a/home' });
  });
});
