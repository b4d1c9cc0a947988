// The test function of all specs: Playwright's, with a tab of any engine, pages that the spec writes, and the real demo.
import { test as base, expect } from '@playwright/test';
import { DemoServer } from './demo-server';
import type { Engine, Tab } from './engine';
import { PageServer } from './page-server';
import { launchPlaywrightEngine } from './playwright-engine';
import { startWebKitGtkEngine } from './webkitgtk-engine';

export { expect };

/** Settings of a project or of a file; both take effect only at the top of a file, since a browser starts with them. */
export interface EngineOptions {
  /** Path of a WebDriver server to use in place of Playwright. */
  webDriver: string | undefined;
  /** Leaves the back-forward cache on. After coming back use evaluate() and goto() only: Playwright's Firefox cannot click there. */
  bfcache: boolean;
}

interface WorkerFixtures extends EngineOptions {
  engine: Engine;
}

interface TestFixtures {
  tab: Tab;
  /** Pages the spec writes itself, by http on *.localhost. */
  pages: PageServer;
  /** The same by https. */
  securePages: PageServer;
  /** The real shop and collector. */
  demo: DemoServer;
}

// Each test has servers of its own, on ports of their own, so that late requests of an earlier test's page do not reach it.
export const test = base.extend<TestFixtures, WorkerFixtures>({
  webDriver: [undefined, { option: true, scope: 'worker' }],
  bfcache: [false, { option: true, scope: 'worker' }],
  engine: [
    async ({ playwright, browserName, webDriver, bfcache }, use) => {
      const engine = webDriver
        ? await startWebKitGtkEngine(webDriver)
        : await launchPlaywrightEngine(playwright, browserName, { bfcache });
      await use(engine);
      await engine.dispose();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  tab: async ({ engine }, use) => {
    const profile = await engine.profile();
    await use(profile.tab);
    await profile.dispose();
  },
  pages: async ({}, use) => {
    const pages = await PageServer.start();
    await use(pages);
    await pages.down();
  },
  securePages: async ({}, use) => {
    const pages = await PageServer.start({ https: true });
    await use(pages);
    await pages.down();
  },
  demo: async ({}, use) => {
    const demo = await DemoServer.start();
    await use(demo);
    await demo.stop();
  },
});
