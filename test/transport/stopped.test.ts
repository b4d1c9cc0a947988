// @vitest-environment happy-dom
// Firefox ends a script at any point and without an exception when it gives up the process of a page, but still sends the
// page the events of leaving. In these tests an exception ends the script.
import { describe, expect, it, vi } from 'vitest';
import { event } from '../support/commands';
import { override, overrideAccess } from '../support/overrides';
import { openPage, type Page } from '../support/page';
import { navigationApi, setOut } from '../support/navigation';
import { stored } from '../support/outbox';
import { actions, nextTask, push } from '../support/tasks';

/** Makes a function that leaves the page and ends the script that has called it. */
const stopAt = (page: Page) =>
  vi.fn((): never => {
    page.leave();
    throw new Error('stopped');
  });

const openViewed = async (): Promise<Page> => {
  const page = await openPage({ commands: [['trackPageView']] });
  await page.pass(1000);
  return page;
};

describe('given a browser that stops the script', () => {
  it('between two pieces of work, then the hits that it had not come to leave with the page', async () => {
    const page = await openViewed();
    push(event('a'), event('b'));
    const time = Date.now();
    // The next to ask for the time is who decides whether the next piece is begun.
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => {
      if (actions(page).length === 0) return time;
      clock.mockRestore();
      throw new Error('stopped');
    });
    expect(nextTask).toThrow('stopped');
    expect(actions(page), 'before the page is left').toEqual(['a']);
    page.leave();
    expect(actions(page)).toEqual(['a', 'b']);
  });

  it('while it completes a hit, then that leaves whole with the page, and once', async () => {
    const page = await openViewed();
    push(event('a'), event('b'));
    const stop = stopAt(page);
    vi.spyOn(Math, 'random').mockImplementationOnce(stop);
    nextTask();
    await page.pass(5000);
    expect(stop).toHaveBeenCalledOnce();
    expect(actions(page)).toEqual(['a', 'b']);
    for (const hit of page.params().slice(1)) {
      expect(hit).toMatchObject({ idsite: '1', rec: '1', url: 'https://shop.test/p?x=1' });
    }
  });

  it('while it releases a hit, then that leaves with the page, and once', async () => {
    const page = await openViewed();
    let calls = 0;
    const stop = stopAt(page);
    const process = (request: string): string => (calls++ ? request : stop());
    page.push(['setCustomRequestProcessing', process]);
    push(event('a'), event('b'));
    nextTask();
    await page.pass(5000);
    expect(stop).toHaveBeenCalledOnce();
    expect(actions(page)).toEqual(['a', 'b']);
  });

  it('once a hit is in its place, then it is not there twice', async () => {
    const page = await openViewed();
    push(event('a'), event('b'));
    const stop = stopAt(page);
    vi.spyOn(window, 'setTimeout').mockImplementationOnce(stop);
    nextTask();
    await page.pass(5000);
    expect(stop).toHaveBeenCalledOnce();
    expect(actions(page)).toEqual(['a', 'b']);
  });

  it('once a batch is handed over, then it is not sent again', async () => {
    const page = await openViewed();
    const stop = stopAt(page);
    push(['trackEvent', 'c', 'a', '', '', undefined, stop], event('b'));
    await page.pass(5000);
    expect(stop).toHaveBeenCalledOnce();
    expect(actions(page)).toEqual(['a', 'b']);
  });

  it('while the browser takes a beacon, then that is not sent again', async () => {
    const page = await openViewed();
    let isLeft = false;
    page.network.acceptsBeacon = () => {
      if (!isLeft) {
        isLeft = true;
        page.leave();
      }
      return true;
    };
    await page.track(event('a'));
    expect(actions(page)).toEqual(['a']);
  });

  it('while it hands over a request that is no beacon, then that is not sent again', async () => {
    const page = await openViewed();
    page.push(['disableAlwaysUseSendBeacon'], ['setRequestMethod', 'POST']);
    const Xhr = XMLHttpRequest;
    let isLeft = false;
    class Leaving extends Xhr {
      override send(body: string): void {
        super.send(body);
        if (isLeft) return;
        isLeft = true;
        page.leave();
      }
    }
    override(globalThis, 'XMLHttpRequest', Leaving);
    await page.track(event('a'));
    expect(actions(page)).toEqual(['a']);
  });

  it('while it tells a callback that a hit has to wait, then that hit waits once', async () => {
    const page = await openViewed();
    page.goOffline();
    page.push(['trackEvent', 'c', 'a', '', '', undefined, () => page.leave()]);
    await page.pass(0);
    expect(localStorage).toHaveLength(1);
  });

  it.each([0, 1])('while it stores hits (behind %i of them), then each waits in storage once', async (count) => {
    const page = await openViewed();
    page.goOffline();
    push(event('a'));
    await page.pass(0);
    push(event('b'), event('c'), event('d'));
    await page.pass(100);
    const storage = localStorage;
    const names = (): string[] => stored().map((text) => /e_a=(\w)/.exec(text)?.[1] ?? text);
    let seen: string[] | undefined;
    let left = count;
    overrideAccess(globalThis, 'localStorage', () => {
      if (left-- !== 0) return storage;
      page.leave();
      seen = names();
      throw new Error('stopped');
    });
    page.hide();
    expect(seen?.sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  it.each([0, 1])(
    'while it stores hits of a refused beacon (behind %i of them), then each waits in storage once',
    async (count) => {
      const page = await openViewed();
      page.network.acceptsBeacon = () => false;
      const storage = localStorage;
      let seen: number | undefined;
      let left = count;
      overrideAccess(globalThis, 'localStorage', () => {
        if (left-- !== 0) return storage;
        page.leave();
        seen = stored().length;
        throw new Error('stopped');
      });
      push(event('a'), event('b'));
      await page.pass(0);
      expect(seen).toBe(2);
    },
  );

  it('while it asks the browser for details, then the page view leaves with the page', async () => {
    const page = await openPage({ isStarting: true, commands: [['trackPageView']] });
    let seen: Page['network']['sent'] | undefined;
    overrideAccess(navigator, 'userAgentData', () => {
      if (seen) return undefined;
      seen = [];
      page.leave();
      seen = page.network.sent.slice();
      throw new Error('stopped');
    });
    await page.pass(100);
    expect(seen).toHaveLength(1);
  });

  it('while it releases hits that were held until consent was given in another tab, then all of them leave', async () => {
    const page = await openViewed();
    let seen: string[] | undefined;
    const process = (request: string): string => {
      if (seen) return request;
      seen = [];
      page.leave();
      seen = actions(page);
      throw new Error('stopped');
    };
    page.push(['requireConsent'], ['setCustomRequestProcessing', process], event('a'), event('b'));
    page.cookies.set('mtm_consent', String(Date.now()));
    push(event('c'));
    nextTask();
    expect(seen).toEqual(['a', 'b', 'c']);
  });
});

// The event of a navigation that a script starts comes while that script runs: it was not stopped.
describe('given a page whose own code goes to another site', () => {
  const openNavigating = async () => {
    const navigation = navigationApi();
    const page = await openPage({
      before: () => override(window, 'navigation', navigation),
      commands: [['trackPageView']],
    });
    await page.pass(1000);
    let calls = 0;
    const go = (): void => {
      if (++calls > 9) return;
      setOut(navigation, false);
    };
    return { page, go, calls: () => calls };
  };

  it('while a hit is released, then that is released once', async () => {
    const { page, go, calls } = await openNavigating();
    const process = (request: string): string => {
      go();
      return request;
    };
    page.push(['setCustomRequestProcessing', process], event('a'), event('b'));
    page.leave();
    await page.pass(1000);
    expect(actions(page)).toEqual(['a', 'b']);
    expect(calls()).toBe(2);
  });

  it('when a batch has left that was held on its way, then that is not sent again', async () => {
    const { page, go } = await openNavigating();
    page.push(event('a'));
    await page.pass(100);
    push(['trackEvent', 'c', 'b', '', '', undefined, go]);
    await page.pass(10);
    page.cookies.set('mtm_consent_removed', String(Date.now()));
    await page.pass(2000);
    expect(actions(page)).toEqual(['a']);
    page.push(['setConsentGiven']);
    await page.pass(2000);
    expect(actions(page)).toEqual(['a', 'b']);
  });
});
