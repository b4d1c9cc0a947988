// A small W3C WebDriver client: just the commands the shared specs need, each with a time limit.
import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port';

const ELEMENT_KEY = 'element-6066-11e4-a52e-4f735466cecf';
const START_LIMIT = 10_000;
const CALL_LIMIT = 20_000;
const ELEMENT_LIMIT = 5000;

/** The driver's errors for an element that is not there yet, not laid out yet, or covered by another one. */
const NOT_YET = /no such element|stale element reference|element not interactable|element click intercepted/;

/** An answer of the driver, as JSON; `value` is a Failure if the status is not 200. */
interface Answer<T> {
  value: T;
}

interface Failure {
  error: string;
  message: string;
}

interface Display {
  /** Undefined where the environment names one already. */
  name?: string;
  stop(): void;
}

/** The display of the environment, else one of a new Xvfb, which picks a free display number itself. */
async function startDisplay(): Promise<Display> {
  if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return { stop: () => undefined };
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise<string>((resolve, reject) => {
    xvfb.on('error', reject);
    xvfb.on('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    let written = '';
    (xvfb.stdio[3] as Readable).on('data', (chunk) => {
      written += chunk;
      if (written.includes('\n')) resolve(written.trim());
    });
  });
  return { name: `:${number}`, stop: () => void xvfb.kill() };
}

class WebDriverServer {
  private constructor(
    private readonly base: string,
    private readonly driver: ChildProcess,
    private readonly display: Display,
  ) {}

  /** @throws when the program cannot be started or does not answer within ten seconds */
  static async start(program: string): Promise<WebDriverServer> {
    const display = await startDisplay();
    const port = await freePort();
    const driver = spawn(program, [`--port=${port}`, '--host=127.0.0.1'], {
      stdio: ['ignore', 'ignore', process.env.DEBUG_WEBDRIVER ? 'inherit' : 'ignore'],
      detached: true, // its own process group, so that stop() ends the browser too
      env: {
        ...process.env,
        // Without it navigator.language is 'C'.
        LANG: 'en_US.UTF-8',
        // Without a graphics card, trying to use its buffers costs WebKitGTK a third of a test's time.
        WEBKIT_DISABLE_DMABUF_RENDERER: '1',
        ...(display.name && { DISPLAY: display.name }),
      },
    });
    const server = new WebDriverServer(`http://127.0.0.1:${port}`, driver, display);
    process.once('exit', () => server.stop());
    await server.ready(program);
    return server;
  }

  stop() {
    try {
      if (this.driver.pid) process.kill(-this.driver.pid, 'SIGKILL');
    } catch {
      // it has ended already
    }
    this.display.stop();
  }

  /** @returns the path of the session's commands */
  async newSession(capabilities: object): Promise<string> {
    const body = { capabilities: { alwaysMatch: capabilities } };
    const { sessionId } = await this.call<{ sessionId: string }>('POST', '/session', body);
    return `/session/${sessionId}`;
  }

  /** @throws when the driver reports an error or does not answer within twenty seconds */
  async call<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body: object = {}): Promise<T> {
    const command = `${method} ${path.replace(/\/session\/[^/]+/, '')}`;
    const response = await fetch(this.base + path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(method === 'POST' && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(CALL_LIMIT),
    }).catch((error: unknown) => {
      throw new Error(`${command}: ${String(error)}`, { cause: error });
    });
    if (response.ok) return ((await response.json()) as Answer<T>).value;
    const { error, message } = ((await response.json()) as Answer<Failure>).value;
    throw new Error(`${command}: ${error}: ${message}`);
  }

  private async ready(program: string) {
    let failure: Error | undefined;
    this.driver.on('error', (error) => (failure = error));
    for (const end = Date.now() + START_LIMIT; ; await sleep(25)) {
      if (failure) throw failure;
      const answered = await fetch(`${this.base}/status`).then(
        (response) => response.ok,
        () => false,
      );
      if (answered) return;
      if (Date.now() > end) {
        this.stop();
        throw new Error(`${program} did not answer in ${START_LIMIT} ms`);
      }
    }
  }
}

/** Sessions of a WebDriver server that has one at a time, as WebKitGTK's: each that is open has a server of its own. */
export class WebDriverSessions {
  private readonly servers = new Set<WebDriverServer>();
  private readonly free: WebDriverServer[] = [];

  private constructor(
    private readonly program: string,
    private readonly capabilities: object,
  ) {}

  /** @param program - path of the WebDriver server */
  static async start(program: string, capabilities: object): Promise<WebDriverSessions> {
    const sessions = new WebDriverSessions(program, capabilities);
    sessions.free.push(await sessions.startServer());
    return sessions;
  }

  async open(): Promise<WebDriverSession> {
    const server = this.free.pop() ?? (await this.startServer());
    try {
      return await this.openOn(server);
    } catch (error) {
      this.stopServer(server);
      // WebKitGTK's start was seen to hang once in some hundred times, before there is any page. An answer is never asked for again.
      if (!isTimeout(error)) throw error;
      console.warn(`${this.program}: the start of a session hangs, so another server is started`);
      return this.openOn(await this.startServer());
    }
  }

  stop() {
    this.servers.forEach((server) => this.stopServer(server));
  }

  private async openOn(server: WebDriverServer): Promise<WebDriverSession> {
    const path = await server.newSession(this.capabilities);
    return new WebDriverSession(server, path, (isEnded) => {
      if (isEnded) this.free.push(server);
      else this.stopServer(server);
    });
  }

  private async startServer(): Promise<WebDriverServer> {
    const server = await WebDriverServer.start(this.program);
    this.servers.add(server);
    return server;
  }

  private stopServer(server: WebDriverServer) {
    this.servers.delete(server);
    server.stop();
  }
}

/** Has the driver not answered in time? */
const isTimeout = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof DOMException && error.cause.name === 'TimeoutError';

export class WebDriverSession {
  constructor(
    private readonly server: WebDriverServer,
    private readonly path: string,
    /** Called when it is over; isEnded: the driver could end it. */
    private readonly release: (isEnded: boolean) => void,
  ) {}

  get<T>(path: string) {
    return this.server.call<T>('GET', this.path + path);
  }

  post<T = unknown>(path: string, body?: object) {
    return this.server.call<T>('POST', this.path + path, body);
  }

  delete(path: string) {
    return this.server.call<unknown>('DELETE', this.path + path);
  }

  async end() {
    let isEnded = false;
    try {
      await this.delete('');
      isEnded = true;
    } finally {
      this.release(isEnded);
    }
  }

  async click(css: string) {
    await this.withElement(css, (element) => this.post(`${element}/click`));
  }

  async fill(css: string, text: string) {
    await this.withElement(css, async (element) => {
      await this.post(`${element}/clear`);
      await this.post(`${element}/value`, { text });
    });
  }

  /** Runs the function with this source in the page; waits when it returns a promise. */
  async evaluate<R>(source: string, argument: unknown): Promise<R> {
    const script = `
      const [argument, done] = arguments;
      Promise.resolve().then(() => (${source})(argument))
        .then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const result = await this.post<{ value?: R; error?: string }>('/execute/async', {
      script,
      args: [argument ?? null],
    });
    if (result.error !== undefined) throw new Error(result.error);
    return (result.value ?? undefined) as R;
  }

  /** Waits until the document has such an element and it can be used, as Playwright does. */
  private async withElement(css: string, use: (path: string) => Promise<unknown>): Promise<void> {
    for (const end = Date.now() + ELEMENT_LIMIT; ; await sleep(30)) {
      try {
        const found = await this.post<{ [ELEMENT_KEY]: string }>('/element', { using: 'css selector', value: css });
        await use(`/element/${found[ELEMENT_KEY]}`);
        return;
      } catch (error) {
        if (Date.now() > end || !NOT_YET.test(String(error))) throw error;
      }
    }
  }
}
