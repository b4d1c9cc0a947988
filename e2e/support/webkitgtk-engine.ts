// Stock WebKitGTK: its MiniBrowser, driven by WebKitWebDriver. Playwright can only drive its own, patched WebKit.
import type { Engine, Tab } from './engine';
import { WebDriverSessions, type WebDriverSession } from './webdriver';

class WebKitGtkTab implements Tab {
  constructor(
    private readonly session: WebDriverSession,
    private readonly handle: string,
  ) {}

  async goto(url: string) {
    await this.focus();
    await this.session.post('/url', { url });
    // The driver reports success also when a page could not be loaded.
    if ((await this.evaluate(() => location.href)) === 'about:blank') throw new Error(`could not load ${url}`);
  }

  async url() {
    await this.focus();
    return this.session.get<string>('/url');
  }

  async click(css: string) {
    await this.focus();
    await this.session.click(css);
  }

  async fill(css: string, text: string) {
    await this.focus();
    await this.session.fill(css, text);
  }

  async evaluate<R, A>(fn: (argument: A) => R | Promise<R>, argument?: A): Promise<R> {
    await this.focus();
    return this.session.evaluate<R>(String(fn), argument);
  }

  async back() {
    await this.focus();
    await this.session.post('/back');
  }

  async open() {
    await this.focus();
    return new WebKitGtkTab(this.session, await this.openWindow());
  }

  async close() {
    await this.focus();
    // Closing the last window ends the browser, at times before it has sent its beacons.
    const handles = await this.session.get<string[]>('/window/handles');
    if (handles.length === 1) await this.openWindow();
    await this.session.delete('/window');
  }

  messages(): never {
    throw new Error('WebKitWebDriver does not show the console: ask engine.can("console") first');
  }

  private focus() {
    return this.session.post('/window', { handle: this.handle });
  }

  private async openWindow() {
    // A "tab" would stay in the background, hidden.
    const { handle } = await this.session.post<{ handle: string }>('/window/new', { type: 'window' });
    return handle;
  }
}

const CAPABILITIES = {
  acceptInsecureCerts: true,
  'webkitgtk:browserOptions': { args: ['--automation'] },
};

/** @param driver - path of WebKitWebDriver */
export async function startWebKitGtkEngine(driver: string): Promise<Engine> {
  const sessions = await WebDriverSessions.start(driver, CAPABILITIES);
  return {
    name: 'webkit',
    can: (capability) => capability === 'bfcache',
    async profile() {
      const session = await sessions.open();
      const tab = new WebKitGtkTab(session, await session.get<string>('/window'));
      const dispose = async () => {
        await session.end().catch(() => undefined); // the spec may have closed the browser
      };
      return { tab, dispose };
    },
    async dispose() {
      sessions.stop();
    },
  };
}
