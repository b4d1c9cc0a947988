// The part of Playwright's interface that the wire kit uses, for stock WebKitGTK, which only speaks plain WebDriver.
import { setTimeout as sleep } from 'node:timers/promises';
import { WebDriverSessions, type WebDriverSession } from '../support/webdriver';

/** The local server of the kit: a proxy for every host name, which also serves the kit's own pages. */
interface Site {
  port: number;
}

interface Size {
  width: number;
  height: number;
}

/** A cookie to be set, as Playwright takes it; `expires` in seconds since 1970. */
interface PresetCookie {
  name: string;
  value: string;
  domain: string;
  path: string;
  expires: number;
  sameSite: string;
  secure?: boolean;
}

/** A cookie of the jar, as Playwright gives it; `expires` is -1 for one of the session. */
interface JarCookie extends Required<PresetCookie> {
  httpOnly: boolean;
}

type WebDriverCookie = Omit<JarCookie, 'expires'> & { expiry?: number };

interface Point {
  x: number;
  y: number;
}

interface ClickOptions {
  button?: 'left' | 'middle' | 'right';
  modifiers?: string[];
  position?: Point;
  timeout?: number;
}

type Listener = (argument: unknown) => void;

/** A page of the kit's server, in every directory of every host; it sets the cookies that are asked of it. */
const KIT_PATH = 'wire-kit/page';
const LOAD_LIMIT = 10_000;

/** Playwright's URL pattern as a regular expression: `**` is anything, `*` anything but a slash. */
const globExpression = (glob: string): RegExp => {
  const source = glob
    .replace(/[.+^${}()|[\]\\?]/g, '\\$&')
    .replace(/\*\*|\*/g, (stars) => (stars === '**' ? '.*' : '[^/]*'));
  return new RegExp(`^${source}$`);
};

const key = ({ name, domain, path }: { name: string; domain: string; path: string }): string =>
  `${name} ${domain} ${path}`;

/** The driver counts in 32 bits, so an expiry after 2038 is negative. No cookie here expires before 1970. */
const secondsOf = (expiry: number | undefined): number => {
  if (expiry === undefined) return -1;
  return expiry < 0 ? expiry + 2 ** 32 : expiry;
};

class Page {
  private closed = false;

  constructor(
    private readonly session: WebDriverSession,
    private readonly context: Context,
    readonly handle: string,
  ) {}

  /** Does nothing: the driver reports neither dialogs nor uncaught errors. */
  on(): void {}

  isClosed(): boolean {
    return this.closed;
  }

  async url(): Promise<string> {
    await this.focusWindow();
    return this.session.get<string>('/url');
  }

  async goto(url: string): Promise<void> {
    await this.focusWindow();
    await this.session.post('/url', { url });
  }

  /** @param code - an expression, or a function that is sent as text and gets the argument */
  async evaluate(code: string | ((argument: never) => unknown), argument?: unknown): Promise<unknown> {
    await this.focusWindow();
    const expression = typeof code === 'string' ? code : `(${String(code)})(argument)`;
    // Results travel as text, since the driver treats undefined and missing properties in its own way.
    const script = `
      const [argument, done] = arguments;
      Promise.resolve().then(() => (${expression})).then(
        (value) => done({ json: JSON.stringify({ value }) }),
        (error) => done({ error: String(error) }),
      );`;
    const args = [argument ?? null];
    const { json, error } = await this.session.post<{ json?: string; error?: string }>('/execute/async', {
      script,
      args,
    });
    if (json === undefined) throw new Error(error);
    return (JSON.parse(json) as { value?: unknown }).value;
  }

  async click(css: string, { button = 'left', modifiers = [], position }: ClickOptions = {}): Promise<void> {
    await this.focusWindow();
    if (button !== 'left' || modifiers.length) await this.dispatchClick(css, button, modifiers);
    else if (position) await this.clickAt(css, position);
    else await this.session.click(css);
  }

  async waitForURL(
    pattern: string | ((url: string) => boolean),
    { timeout = LOAD_LIMIT }: { timeout?: number } = {},
  ): Promise<void> {
    const isMeant = typeof pattern === 'string' ? (url: string) => globExpression(pattern).test(url) : pattern;
    for (const end = Date.now() + timeout; ; await sleep(30)) {
      if (isMeant(await this.url()) && (await this.isLoaded())) return;
      if (Date.now() > end) throw new Error(`waitForURL: still ${await this.url()}`);
    }
  }

  async waitForLoadState(): Promise<void> {
    for (const end = Date.now() + LOAD_LIMIT; !(await this.isLoaded()); await sleep(30)) {
      if (Date.now() > end) throw new Error('waitForLoadState: not loaded');
    }
  }

  async goBack(): Promise<void> {
    await this.focusWindow();
    await this.session.post('/back');
    await this.waitForLoadState();
  }

  async reload(): Promise<void> {
    await this.focusWindow();
    await this.session.post('/refresh');
  }

  async bringToFront(): Promise<void> {
    await this.focusWindow();
  }

  async close(): Promise<void> {
    await this.focusWindow();
    await this.context.keepOneWindow();
    await this.session.delete('/window');
    this.closed = true;
  }

  private async isLoaded(): Promise<boolean> {
    return (await this.evaluate('document.readyState').catch(() => '')) === 'complete';
  }

  private focusWindow(): Promise<unknown> {
    return this.session.post('/window', { handle: this.handle });
  }

  /** @param position - in CSS pixels from the element's upper left corner */
  private async clickAt(css: string, position: Point): Promise<void> {
    const corner = (await this.evaluate(
      (css: string) => document.querySelector(css)?.getBoundingClientRect(),
      css,
    )) as Point;
    const [x, y] = [Math.round(corner.x + position.x), Math.round(corner.y + position.y)];
    const actions = [
      { type: 'pointerMove', x, y },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ];
    await this.session.post('/actions', { actions: [{ type: 'pointer', id: 'mouse', actions }] });
  }

  /** The driver turns other buttons into left ones and loses modifier keys, so the page gets the events alone. */
  private async dispatchClick(css: string, button: string, modifiers: string[]): Promise<void> {
    await this.evaluate(
      (given: { css: string; button: number; ctrlKey: boolean }) => {
        const { css, button, ctrlKey } = given;
        const target = document.querySelector(css);
        const init = { button, ctrlKey, bubbles: true, cancelable: true, composed: true, view: window };
        const last = ['click', 'auxclick', 'contextmenu'][button] ?? 'click';
        for (const type of ['mousedown', 'mouseup', last]) target?.dispatchEvent(new MouseEvent(type, init));
      },
      { css, button: ['left', 'middle', 'right'].indexOf(button), ctrlKey: modifiers.includes('Control') },
    );
  }
}

class Context {
  private readonly pages = new Map<string, Page>();
  private readonly listeners: Listener[] = [];
  /** The directories of all pages that were asked for, as addresses: there may be cookies in each. */
  places: ReadonlySet<string> = new Set();

  constructor(private readonly session: WebDriverSession) {}

  /** Only the event `page` is supported, by discover(); the driver knows of no requests. */
  on(event: string, listener: Listener): void {
    if (event === 'page') this.listeners.push(listener);
  }

  /** The window that a session begins with. */
  async newPage(): Promise<Page> {
    return this.adopt(await this.session.get<string>('/window'));
  }

  /** Finds windows that pages have opened since. */
  async discover(): Promise<void> {
    const handles = await this.session.get<string[]>('/window/handles');
    for (const handle of handles) {
      if (!this.pages.has(handle)) for (const listener of this.listeners) listener(this.adopt(handle));
    }
  }

  async cookies(): Promise<JarCookie[]> {
    const found = new Map<string, JarCookie>();
    await this.visitPlaces(async () => {
      for (const { expiry, ...cookie } of await this.session.get<WebDriverCookie[]>('/cookie')) {
        found.set(key(cookie), { ...cookie, expires: secondsOf(expiry) });
      }
    });
    return [...found.values()];
  }

  /** Sets cookies by answers of the kit's server, since the driver loses attributes. This leaves the open page. */
  async addCookies(cookies: PresetCookie[]): Promise<void> {
    for (const { name, value, domain, path, expires, sameSite, secure } of cookies) {
      const scope = domain.startsWith('.') ? `; Domain=${domain.slice(1)}` : '';
      const set = `${name}=${value}; Path=${path}; Expires=${new Date(expires * 1000).toUTCString()}; SameSite=${sameSite}${scope}`;
      const url = new URL(`/${KIT_PATH}`, `${secure ? 'https' : 'http'}://${domain.replace(/^\./, '')}`);
      url.searchParams.append('set', secure ? `${set}; Secure` : set);
      await this.session.post('/url', { url: url.href });
    }
  }

  async clearCookies({ name }: { name: RegExp }): Promise<void> {
    await this.visitPlaces(async () => {
      for (const cookie of await this.session.get<WebDriverCookie[]>('/cookie')) {
        if (name.test(cookie.name)) await this.session.delete(`/cookie/${cookie.name}`);
      }
    });
  }

  async keepOneWindow(): Promise<void> {
    const handles = await this.session.get<string[]>('/window/handles');
    // Closing the last window ends the browser, at times before it has sent its beacons.
    if (handles.length === 1) await this.session.post('/window/new', { type: 'window' });
  }

  async close(): Promise<void> {
    await this.session.end();
  }

  /** The driver shows the cookies of the open document only, so each place is opened in a window of its own. */
  private async visitPlaces(act: () => Promise<void>): Promise<void> {
    const { handle } = await this.session.post<{ handle: string }>('/window/new', { type: 'window' });
    await this.session.post('/window', { handle });
    for (const place of this.places) {
      await this.session.post('/url', { url: new URL(KIT_PATH, place).href });
      await act();
    }
    await this.session.delete('/window');
  }

  private adopt(handle: string): Page {
    const page = new Page(this.session, this, handle);
    this.pages.set(handle, page);
    return page;
  }
}

/** Gives the window the size with which its pages have that viewport. */
async function setViewport(session: WebDriverSession, { width, height }: Size): Promise<void> {
  const measure = () =>
    session.post<[number, number]>('/execute/sync', { script: 'return [innerWidth, innerHeight]', args: [] });
  await session.post('/window/rect', { width, height });
  const [innerWidth, innerHeight] = await measure();
  if (innerWidth === width && innerHeight === height) return;
  await session.post('/window/rect', { width: 2 * width - innerWidth, height: 2 * height - innerHeight });
}

/** @param driver - path of WebKitWebDriver */
export async function launchWebKitGtk(driver: string, site: Site) {
  const sessions = await WebDriverSessions.start(driver, {
    acceptInsecureCerts: true,
    'webkitgtk:browserOptions': {
      args: ['--automation', `--proxy=http://127.0.0.1:${site.port}`, '--enable-page-cache=false'],
    },
  });
  return {
    isConnected: () => true,
    async newContext({ viewport }: { viewport: Size }): Promise<Context> {
      const session = await sessions.open();
      await setViewport(session, viewport);
      return new Context(session);
    },
    async close() {
      sessions.stop();
    },
  };
}
