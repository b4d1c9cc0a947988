// Chromium, Firefox and Playwright's own WebKit, driven by Playwright.
import type { LaunchOptions, Page, PlaywrightWorkerArgs } from '@playwright/test';
import type { EngineName } from './browsers.mjs';
import type { Capability, Engine, MouseButton, PageMessage, Tab } from './engine';

/** A page of a browser that Playwright drives. */
export class PlaywrightTab implements Tab {
  private readonly said: PageMessage[] = [];

  constructor(private readonly page: Page) {
    page.on('console', (message) => this.said.push({ type: message.type(), text: message.text() }));
    page.on('pageerror', (error) => this.said.push({ type: 'uncaught', text: error.message }));
  }

  async goto(url: string) {
    await this.page.goto(url).catch((error: unknown) => {
      // When a page is left while it loads, Firefox on a busy machine may report the next navigation under two names. The driver
      // then takes the navigation for one that has interrupted itself.
      if (!String(error).includes(`interrupted by another navigation to "${url}"`)) throw error;
      return this.page.waitForLoadState();
    });
  }

  url() {
    // The page is asked, because Playwright does not notice a page that Firefox restores; during a navigation it cannot answer.
    return this.page.evaluate(() => location.href).catch(() => this.page.url());
  }

  async click(css: string, button: MouseButton = 'left') {
    await this.page.click(css, { button });
  }

  async fill(css: string, text: string) {
    await this.page.fill(css, text);
  }

  evaluate<R, A>(fn: (argument: A) => R | Promise<R>, argument?: A): Promise<R> {
    return this.page.evaluate<R>(`(${String(fn)})(${JSON.stringify(argument ?? null)})`);
  }

  async back() {
    await this.page.evaluate(() => void setTimeout(() => history.back()));
  }

  async open() {
    return new PlaywrightTab(await this.page.context().newPage());
  }

  async close() {
    await this.page.close();
  }

  messages() {
    return this.said;
  }
}

/** Undoes what keeps the back-forward cache off by default, by Playwright in Chromium and by our preferences in Firefox. */
const BFCACHE_OPTIONS: Record<EngineName, LaunchOptions> = {
  chromium: { ignoreDefaultArgs: ['--disable-back-forward-cache'] },
  firefox: { firefoxUserPrefs: {} },
  webkit: {},
};

const LACKS: Record<EngineName, Capability[]> = {
  chromium: [],
  // By WebDriver BiDi, profiles that are offline stay so.
  firefox: ['privacyStates', 'devTools'],
  // Playwright's own WebKit: its back-forward cache was never seen to work.
  webkit: ['privacyStates', 'bfcache', 'devTools'],
};

/** @param options - bfcache: leave the back-forward cache on */
export async function launchPlaywrightEngine(
  playwright: PlaywrightWorkerArgs['playwright'],
  name: EngineName,
  options: { bfcache: boolean },
): Promise<Engine> {
  // Options not given to launch() come from the project's channel and launchOptions.
  const browser = await playwright[name].launch(options.bfcache ? BFCACHE_OPTIONS[name] : {});
  return {
    name,
    can: (capability) => !LACKS[name].includes(capability),
    async profile() {
      const context = await browser.newContext({ ignoreHTTPSErrors: true });
      return { tab: new PlaywrightTab(await context.newPage()), dispose: () => context.close() };
    },
    dispose: () => browser.close(),
  };
}
