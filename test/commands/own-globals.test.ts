// @vitest-environment happy-dom
// Pages whose scripts have declared names of built-in objects for themselves: `function Map() {}`, `const URL = '…'`.
import { describe, expect, it, vi } from 'vitest';
import { makeScript } from '../support/bundle';
import { EVENT, VIEW } from '../support/commands';
import { override } from '../support/overrides';
import { controlViewport, type Viewport } from '../features/content/observer';
import { openPage, type Page, type PageOptions } from '../support/page';
import { globals } from './trackers';

/** Opens a page that has declared these names itself. */
const openWith = async (own: Record<string, unknown>, options: PageOptions = {}): Promise<Page> =>
  openPage({ commands: [VIEW], run: await makeScript(own), ...options });

/** The Map of an old page, with other methods. */
class HashMap {
  readonly items: Record<string, unknown> = {};
  put(key: string, value: unknown): void {
    this.items[key] = value;
  }
  get(key: string): unknown {
    return this.items[key];
  }
}

describe('a page with a Map and a Set of its own', () => {
  it.each<[string, Record<string, unknown>]>([
    ['another class is called Map', { Map: HashMap }],
    ['its map of the city is called Map', { Map: { zoom: 1 } }],
    ['another class is called Set', { Set: HashMap }],
    ['both are something else', { Map: undefined, Set: 5 }],
  ])('given %s, then hits leave, with what plugins add, and the console stays empty', async (_, own) => {
    const page = await openWith(own, { html: '<p data-track-content data-content-name="n">text</p>' });
    const added = vi.fn();
    globals.Matomo.on('TrackerAdded', added);
    globals.Matomo.addPlugin('mine', { event: () => '&mine=1' });
    page.push(['addTracker', 'https://two.test/matomo.php', 2], ['trackAllContentImpressions']);
    page.push(EVENT);
    await page.pass(3000);
    expect(added).toHaveBeenCalledTimes(1);
    const told = page
      .params()
      .map(({ idsite, action_name, c_n, e_a, mine }) => [idsite, action_name ?? c_n ?? e_a, mine]);
    expect(told.sort()).toEqual([
      ['1', 'T1', undefined],
      ['1', 'a', '1'],
      ['1', 'n', undefined],
      ['2', 'a', '1'],
      ['2', 'n', undefined],
    ]);
    expect(page.errors).toEqual([]);
  });

  it('given they are left, then the body that was made for them is the one that leaves', async () => {
    const page = await openWith({ Map: HashMap });
    page.push(EVENT, EVENT);
    await page.pass(200);
    page.leave();
    expect(page.params().map(({ e_a }) => e_a)).toEqual([undefined, 'a', 'a']);
    expect(page.errors).toEqual([]);
  });
});

describe('a page with a URL of its own', () => {
  it.each<[string, unknown]>([
    ['an address', 'https://api.test/'],
    ['another class', HashMap],
  ])('given %s is called so, then links, domains and attribution are as on any page', async (_, own) => {
    const page = await openWith(
      { URL: own },
      {
        before: () => override(window, 'webkitURL', URL),
        referrer: 'https://search.test/?q=shoes',
        html: '<a id="own" href="/own">own</a> <a id="out" href="https://other.test/out">out</a>',
        commands: [['setDomains', ['shop.test/', 'friends.test']], ['enableLinkTracking'], VIEW],
      },
    );
    expect(page.last()).toMatchObject({ _ref: 'https://search.test/?q=shoes' });
    document.addEventListener('click', (event) => event.preventDefault(), { once: true });
    document.querySelectorAll('a').forEach((link) => link.click());
    await page.pass(1000);
    expect(page.params().map(({ link }) => link)).toEqual([undefined, 'https://other.test/out']);
  });

  it('given confirmed delivery, then each hit arrives', async () => {
    const before = () => override(window, 'webkitURL', URL);
    const page = await openWith(
      { URL: 'https://api.test/' },
      { before, commands: [['enableConfirmedDelivery'], VIEW] },
    );
    await page.track(EVENT);
    expect(page.params().map(({ e_a }) => e_a)).toEqual([undefined, 'a']);
    expect(page.errors).toEqual([]);
  });
});

describe('a page with a name of its own for what a hit tells', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['screen', { screen: undefined }, 'device'],
    ['performance', { performance: null }, 'hit'],
    ['crypto', { crypto: { md5: String } }, 'hit'],
  ])('given it is %s, then hits leave without that, and the console says so', async (_, own, part) => {
    const page = await openWith(own);
    await page.track(EVENT);
    expect(page.params().map(({ e_a }) => e_a)).toEqual([undefined, 'a']);
    expect(page.params()[0]).toMatchObject({ action_name: 'T1', idsite: '1' });
    expect(page.errors).toContainEqual(expect.stringMatching(`^tinypaq: ${part} TypeError`));
  });

  it('given screen is needed and missing, then there is one line about it', async () => {
    const page = await openWith({ screen: undefined });
    await page.track(EVENT, EVENT);
    expect(page.errors).toHaveLength(1);
  });
});

describe('a page with a console of its own', () => {
  it.each([[{ log: () => undefined }], [undefined]])(
    'given it knows no errors (%j), then a mistake neither stops the start nor is thrown into the page',
    async (console) => {
      const page = await openWith({ console }, { commands: [['trackEvent'], ['noSuchMethod'], VIEW] });
      expect(() => page.push(['trackEvent'], EVENT)).not.toThrow();
      await page.pass(1000);
      expect(page.params().map(({ action_name, e_a }) => action_name ?? e_a)).toEqual(['T1', 'a']);
    },
  );
});

describe('a page with names of its own for the window’s size', () => {
  it('given a block, then it is seen all the same', async () => {
    let viewport: Viewport | undefined;
    const own = { scrollY: undefined, innerWidth: undefined, innerHeight: undefined };
    const html = '<p data-track-content data-content-name="n">text</p>';
    const page = await openWith(own, { html, before: () => (viewport = controlViewport()) });
    viewport?.place(document.querySelector('p') as Element, 'inside');
    page.push(['trackVisibleContentImpressions']);
    await page.pass(3000);
    expect(page.last()).toMatchObject({ c_n: 'n' });
  });
});
