// What only a browser that speaks the DevTools protocol can be made to do: prerender, freeze, crawl.
import type { Browser, CDPSession, Page } from '@playwright/test';
import type { Tab } from '../../support/engine';
import { PlaywrightTab } from '../../support/playwright-engine';
import { expect, test } from '../../support/test';
import { expectHeard, hitNames, hostilePage, serveScripts } from '../../support/witness';

test.skip(({ engine }) => !engine.can('devTools'), 'needs the DevTools protocol');

let browser: Browser;
/** Playwright runs afterAll in a skipped file, too, but not beforeAll. */
const closeBrowser = async () => (browser as Browser | undefined)?.close();
test.beforeAll(async ({ playwright, browserName }) => {
  browser = await playwright[browserName].launch();
});
test.afterAll(closeBrowser);

async function openPage(): Promise<{ page: Page; tab: Tab; devtools: CDPSession }> {
  const page = await browser.newPage();
  return { page, tab: new PlaywrightTab(page), devtools: await page.context().newCDPSession(page) };
}

test.describe('Life', () => {
  test('given a processor that is four times slower, then page view and event arrive', async ({ pages, engine }) => {
    const { page, tab, devtools } = await openPage();
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    serveScripts(pages).set('/', hostilePage(pages, 'Slow', {}));
    await page.goto(pages.url('/'));
    await expectHeard({ tab, pages, engine }, { hits: ['Slow', 'event'] });
    await page.close();
  });

  test('given slow 3G, when the page is left as soon as it has loaded, then page view and event arrive', async ({
    pages,
    engine,
  }) => {
    const { page, tab, devtools } = await openPage();
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 400,
      downloadThroughput: 50_000,
      uploadThroughput: 50_000,
    });
    serveScripts(pages)
      .set('/', hostilePage(pages, 'Slow', {}))
      .set('/bye', 'bye');
    await page.goto(pages.url('/'));
    await page.goto(pages.url('/bye'));
    await expectHeard({ tab, pages, engine }, { hits: ['Slow', 'event'] });
    await page.close();
  });

  test('given a page that is frozen and then discarded, then what waited has arrived', async ({ pages, engine }) => {
    const { page, tab, devtools } = await openPage();
    serveScripts(pages).set('/', hostilePage(pages, 'Frozen', { commands: ["['trackPageView']"] }));
    await page.goto(pages.url('/'));
    await expect.poll(() => hitNames(pages)).toEqual(['Frozen']);
    await page.evaluate(() => {
      const queue = (window as unknown as { _paq: unknown[] })._paq;
      queue.push(['trackEvent', 'Hostile', 'first'], ['trackContentImpression', 'waits']);
    });
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
    await expect.poll(() => hitNames(pages)).toEqual(['Frozen', 'first', 'waits']);
    // Discarding ends the process without any event in the page.
    await Promise.race([devtools.send('Page.crash').catch(() => undefined), page.waitForEvent('crash')]);
    await expectHeard({ tab, pages, engine }, { hits: ['Frozen', 'first', 'waits'] });
    await page.close();
  });

  test('given a page that is prerendered, then its hits arrive when it is shown, and not before', async ({
    pages,
    engine,
  }) => {
    const rules = JSON.stringify({ prerender: [{ urls: ['/next'], eagerness: 'immediate' }] });
    const body = `<a href="/next">next</a><script>
      fetch('/rules').then(function () {
        var script = document.createElement('script');
        script.type = 'speculationrules';
        script.textContent = '${rules}';
        document.head.append(script);
        return fetch('/go');
      }).then(function () { document.querySelector('a').click(); });
    </script>`;
    const next = `<script>
      say(document.prerendering ? 'prerendered' : 'loaded');
      document.addEventListener('prerenderingchange', function () { say('shown'); });
    </script>`;
    serveScripts(pages)
      .set('/', hostilePage(pages, 'One', { body }))
      .set('/next', hostilePage(pages, 'Next', { body: next }));
    const giveRules = pages.hold('/rules');
    const go = pages.hold('/go');

    // Chromium prerenders in no tab that a driver holds: this one is opened beside it.
    const devtools = await browser.newBrowserCDPSession();
    const { browserContextId } = await devtools.send('Target.createBrowserContext');
    const { targetId } = await devtools.send('Target.createTarget', { url: pages.url('/'), browserContextId });
    const isHeld = async () =>
      (await devtools.send('Target.getTargets')).targetInfos.find((target) => target.targetId === targetId)?.attached;
    await expect.poll(() => hitNames(pages)).toEqual(['One', 'event']);
    await expect.poll(isHeld).toBe(false);
    giveRules();
    await expectHeard({ pages, engine }, { hits: ['One', 'event'], said: ['prerendered'] });
    go();
    await expectHeard({ pages, engine }, { hits: ['One', 'event', 'Next', 'event'], said: ['prerendered', 'shown'] });
    await devtools.send('Target.disposeBrowserContext', { browserContextId });
  });
});
