// A page of Chromium that no tool observes. Playwright observes its pages (console, network), and the engine then looks up from
// which line of a script each request, timer and cookie comes: scripts cost the main thread up to twice the time.
import type { Browser, CDPSession } from '@playwright/test';

export class BarePage {
  private lastId = 0;
  private readonly waiting = new Map<number, (answer: Answer) => void>();

  private constructor(
    private readonly browser: CDPSession,
    private readonly contextId: string,
    private readonly sessionId: string,
  ) {
    browser.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
      if (sessionId !== this.sessionId) return;
      const answer = JSON.parse(message) as Answer;
      this.waiting.get(answer.id)?.(answer);
      this.waiting.delete(answer.id);
    });
  }

  /**
   * Opens an empty page of a new visitor.
   * @param slowdown - how many times slower its main thread runs
   */
  static async open(browser: Browser, slowdown: number): Promise<BarePage> {
    const session = await browser.newBrowserCDPSession();
    // Playwright does not observe the pages of a context that it has not made itself.
    const { browserContextId } = await session.send('Target.createBrowserContext');
    const { targetId } = await session.send('Target.createTarget', { url: 'about:blank', browserContextId });
    const { sessionId } = await session.send('Target.attachToTarget', { targetId });
    const page = new BarePage(session, browserContextId, sessionId);
    await page.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    return page;
  }

  /** Resolves when the browser has begun to show the page. */
  async goto(url: string): Promise<void> {
    await this.send('Page.navigate', { url });
  }

  /**
   * @param expression - a script; its value has to fit in JSON
   * @throws when the script does
   */
  async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result?.value;
  }

  async setUserAgent(userAgent: string): Promise<void> {
    await this.send('Emulation.setUserAgentOverride', { userAgent });
  }

  async close(): Promise<void> {
    await this.browser.send('Target.disposeBrowserContext', { browserContextId: this.contextId });
    await this.browser.detach();
  }

  private async send(method: string, params: object): Promise<NonNullable<Answer['result']>> {
    const id = ++this.lastId;
    const answered = new Promise<Answer>((resolve) => this.waiting.set(id, resolve));
    const message = JSON.stringify({ id, method, params });
    await this.browser.send('Target.sendMessageToTarget', { sessionId: this.sessionId, message });
    const { result = {}, error } = await answered;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  }
}

interface Answer {
  id: number;
  error?: { message: string };
  result?: {
    result?: { value?: unknown };
    exceptionDetails?: { text: string; exception?: { description?: string } };
  };
}
