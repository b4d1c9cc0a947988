// @vitest-environment happy-dom
// Which title a view has, that of the view before or one that comes late.
import { describe, expect, it } from 'vitest';
import type { Page } from '../../support/page';
import { push } from '../../support/tasks';
import { come, open, pageViews, replace, SETTLED, urls, visit, WAYS } from './app';

describe.each(WAYS)('given the %s', (way) => {
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

    it('given another fragment before it, then it is still waited for', async () => {
      const page = await open(way, { title: 'Home' });
      visit('/q');
      await page.pass(DRAWN);
      visit('/q#reviews');
      document.title = 'Q';
      expect((await walk(page))[1]).toEqual(['/q#reviews', 'Q']);
    });

    it('given a redirect behind it, then the view is tracked as soon as that is drawn', async () => {
      const page = await open(way, { title: 'Home' });
      await page.pass(SETTLED);
      visit('/q');
      await page.pass(DRAWN);
      document.title = 'Q';
      replace('/q?tab=1');
      await page.pass(DRAWN);
      expect(page.last()).toMatchObject({ url: 'https://shop.test/q?tab=1', action_name: 'Q' });
    });

    it('given a visitor who leaves before it, then the view is tracked', async () => {
      const page = await open(way, { title: 'Home' });
      visit('/q');
      await page.pass(DRAWN);
      page.leave();
      expect((await walk(page))[1]).toEqual(['/q', 'Home']);
    });

    it('given a tab in the background, then its title is waited for, too', async () => {
      const page = await open(way, { title: 'Home', hidden: true });
      visit('/q');
      await page.pass(DRAWN);
      document.title = 'Q';
      expect((await walk(page))[1]).toEqual(['/q', 'Q']);
    });

    it('given an event before it, then the view is tracked first', async () => {
      const page = await open(way, { title: 'Home' });
      visit('/q');
      await page.pass(DRAWN);
      push(['trackEvent', 'c', 'shown']);
      await page.pass(SETTLED);
      expect(page.params().map(({ action_name, e_a }) => action_name ?? e_a)).toEqual(['Home', 'Home', 'shown']);
    });

    it('given an event of another tracker, then it is still waited for', async () => {
      const page = await open(way, { title: 'Home' });
      const other = page.matomo.getTracker('https://other.test/matomo.php', 3);
      visit('/q');
      await page.pass(DRAWN);
      other.trackEvent('c', 'shown');
      await page.pass(10);
      document.title = 'Q';
      expect((await walk(page))[1]).toEqual(['/q', 'Q']);
    });
  });

  describe('the title of a view', () => {
    it('is that of the document at the end of the task in which something is tracked', async () => {
      const page = await open(way, { title: 'Home' });
      visit('/b');
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
      const page = await open(way, { title: 'A' });
      await page.pass(SETTLED);
      push(hold);
      for (const name of ['b', 'c']) {
        visit(`/${name}`);
        document.title = name.toUpperCase();
        await page.pass(SETTLED);
      }
      push(['setConsentGiven']);
      await page.pass(SETTLED);
      expect(page.params().map(({ action_name }) => action_name)).toEqual(['A', 'B', 'C']);
    });

    it('is the one that the router sets once the address is there, also if something was tracked before', async () => {
      const page = await open(way, { title: 'Home' });
      visit('/b');
      push(['trackEvent', 'c', 'mounted']);
      await Promise.resolve();
      await Promise.resolve();
      document.title = 'View B';
      await page.pass(SETTLED);
      expect(page.params()[1]).toMatchObject({ action_name: 'View B' });
    });

    it('is the new one, also if the router notes something about the same address before it sets that', async () => {
      const page = await open(way, { title: 'Home' });
      visit('/b');
      push(['trackEvent', 'c', 'mounted']);
      replace(location.href);
      document.title = 'View B';
      await page.pass(SETTLED);
      expect(page.params()[1]).toMatchObject({ action_name: 'View B' });
    });

    it('is not that of the next one, to which the router redirects in the same task', async () => {
      const page = await open(way, { title: 'A' });
      visit('/b');
      push(['trackEvent', 'c', 'guard']);
      visit('/c');
      document.title = 'C';
      await page.pass(SETTLED);
      expect((await urls(page)).map((url) => url?.slice(-2))).toEqual(['=1', '/b', '/c']);
      expect(page.params().map(({ action_name, e_a }) => action_name ?? e_a)).toEqual(['A', 'A', 'guard', 'C']);
    });

    it('is waited for also if the page sets something else meanwhile', async () => {
      const page = await open(way, { title: 'Home' });
      visit('/b');
      page.push(['setCustomDimension', 1, 'x']);
      document.title = 'B';
      expect((await pageViews(page)).at(-1)).toMatchObject({ action_name: 'B', dimension1: 'x' });
    });

    it('is the one that the page sets for it, also before a page view of its own', async () => {
      const page = await open(way, { title: 'Home' });
      visit('/b');
      const [view] = await page.track(['setDocumentTitle', 'B by hand'], ['trackPageView']);
      expect(view).toMatchObject({ action_name: 'B by hand', url: 'https://shop.test/b' });
    });

    it('is the present one also for a view that the page tracks itself', async () => {
      const page = await open(way, { title: 'Home' });
      visit('/b');
      document.title = 'View B';
      await page.pass(SETTLED);
      document.title = 'Step 2';
      const [step] = await page.track(['trackPageView']);
      expect(step).toMatchObject({ action_name: 'Step 2' });
    });
  });
});
