// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { VIEW, event } from './support/commands';
import { override, overrideAccess } from './support/overrides';
import { openPage, START, type Page, type PageOptions } from './support/page';
import { navigationApi, setOut } from './support/navigation';
import { actions, endOfTask, nextTask, push } from './support/tasks';

/** Opens a page that has sent its page view; `released` lists each hit when it is released, which takes this many ms. */
const openSlow = async (milliseconds: number, options: PageOptions = {}) => {
  const released: string[] = [];
  const process = (request: string): string => {
    released.push(/e_a=(\w+)/.exec(request)?.[1] ?? '');
    vi.setSystemTime(Date.now() + milliseconds);
    return request;
  };
  const page = await openPage({ ...options, commands: [...(options.commands ?? [VIEW])] });
  await page.pass(1000);
  page.push(['setCustomRequestProcessing', process]);
  return { page, released };
};

/** Opens a page with two trackers. To release a hit takes the first one as long as a task may last. */
const openTwo = async (options: PageOptions = {}): Promise<Page> => {
  const page = await openPage({ ...options, commands: [['addTracker', 'https://other.test/matomo.php', '2']] });
  page.tracker.setCustomRequestProcessing((request: string) => {
    vi.setSystemTime(Date.now() + 5);
    return request;
  });
  return page;
};

/** The host and the actions of each request, such as `stats a,b`. */
const arrivals = ({ network }: Page): string[] =>
  network.sent.map(({ to, query, body }) => {
    const said = [...(query || body).matchAll(/e_a=(\w+)/g)].map(([, action]) => action);
    return `${new URL(to).hostname.replace('.test', '')} ${said.join()}`;
  });

describe('what a page tracks', () => {
  it('is not worked on in the page’s own task, but leaves right after it', async () => {
    const page = await openPage();
    push(VIEW, event('a'));
    expect(page.network.sent).toHaveLength(0);
    nextTask();
    expect(page.network.sent).toHaveLength(1);
    expect(page.network.sent[0]?.at).toBe(START);
  });

  it('given a page that cancels all timers, then leaves with the next hit a second later', async () => {
    const page = await openPage();
    push(VIEW, event('a'));
    vi.clearAllTimers();
    await page.pass(1000);
    expect(page.network.sent).toHaveLength(0);
    push(event('b'));
    await page.pass(1000);
    expect(page.params().map(({ action_name, e_a }) => action_name ?? e_a)).toEqual(['T1', 'a', 'b']);
  });

  it('given a lot of it, is worked on in slices: a task ends once it has taken two milliseconds', async () => {
    const { released } = await openSlow(1);
    push(...['a', 'b', 'c', 'd', 'e'].map(event));
    expect(released).toEqual([]);
    nextTask();
    // The first one is sent at once, in a task of its own.
    expect(released).toEqual(['a']);
    nextTask();
    expect(released).toEqual(['a', 'b']);
    nextTask();
    expect(released).toEqual(['a', 'b', 'c', 'd']);
    nextTask();
    expect(released).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('is made a batch in one task, and handed over in another', async () => {
    const { page } = await openSlow(0);
    push(event('a'), event('b'), event('c'));
    await page.pass(799);
    expect(actions(page)).toEqual(['a']);
    nextTask();
    expect(actions(page)).toEqual(['a']);
    nextTask();
    expect(actions(page)).toEqual(['a', 'b', 'c']);
  });

  it('given a batch that is made but not handed over when the page is left, it leaves with the page, once, and first', async () => {
    const { page } = await openSlow(0);
    push(event('a'), event('b'), event('c'));
    await page.pass(799);
    nextTask();
    push(event('d'));
    page.leave();
    await page.pass(5000);
    expect(actions(page)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('given that everything takes long, does one thing in a task', async () => {
    // The page has not loaded yet, so that waiting hits of other pages are not sent.
    const before = (): void => override(window, 'NavigateEvent', Event);
    await openPage({ isStarting: true, readyState: 'loading', before, commands: [VIEW] });
    const done: string[] = [];
    const slow = (name: string) => (): void => {
      done.push(name);
      vi.setSystemTime(Date.now() + 5);
    };
    const cookie = Object.getOwnPropertyDescriptor(document, 'cookie');
    overrideAccess(document, 'cookie', () => (slow('cookies')(), String(cookie?.get?.call(document))));
    overrideAccess(screen, 'width', () => (slow('details')(), 1024));
    vi.spyOn(Date.prototype, 'getHours').mockImplementation(() => (slow('the hit itself')(), 12));
    override(navigator, 'sendBeacon', () => (slow('request')(), true));
    const tasks: string[][] = [];
    while (!done.includes('request') && tasks.length < 50) {
      const count = done.length;
      nextTask();
      tasks.push(done.slice(count));
    }
    expect(tasks.filter((names) => names.length).map((names) => [...new Set(names)].join(' and '))).toEqual(
      expect.arrayContaining(['cookies', 'details', 'the hit itself', 'request']),
    );
    expect(tasks.every((names) => new Set(names).size < 2)).toBe(true);
  });

  it('is sent in a task of its own, after the one that has released it', async () => {
    const { page, released } = await openSlow(1);
    const before = page.network.sent.length;
    push(event('a'));
    nextTask();
    expect([released, page.network.sent.length - before]).toEqual([['a'], 0]);
    nextTask();
    expect(page.network.sent.length - before).toBe(1);
  });

  it('keeps its order over all slices', async () => {
    const { page } = await openSlow(5);
    const names = Array.from({ length: 120 }, (_, i) => `n${i}`);
    push(...names.map(event));
    await page.pass(5000);
    expect(actions(page)).toEqual(names);
  });

  it('is not looked up in the cookies once more when it leaves right after its release', async () => {
    const { page } = await openSlow(1);
    push(event('a'));
    nextTask();
    const get = vi.spyOn(document, 'cookie', 'get');
    nextTask();
    expect(actions(page)).toEqual(['a']);
    expect(get).not.toHaveBeenCalled();
  });

  it('is read from the cookies once in a slice', async () => {
    const page = await openPage({ commands: [VIEW] });
    await page.pass(1000);
    const get = vi.spyOn(document, 'cookie', 'get');
    push(event('a'), event('b'), event('c'));
    nextTask();
    expect(get).toHaveBeenCalledTimes(1);
  });

  it('given a hit of which a part fails when it is released, leaves without that part', async () => {
    const page = await openPage();
    const fail = (): never => {
      throw new Error('no character set');
    };
    vi.spyOn(document, 'characterSet', 'get').mockImplementationOnce(fail);
    push(event('a'), event('b'));
    await page.pass(1000);
    expect(actions(page)).toEqual(['a', 'b']);
    expect(page.params().map((hit) => '_id' in hit)).toEqual([false, true]);
    expect(page.errors).toHaveLength(1);
  });

  it('given two trackers, leaves each of them in the order of the commands, however many slices that takes', async () => {
    const page = await openTwo();
    push(event('a'), event('b'), event('c'));
    await page.pass(3000);
    expect(arrivals(page)).toEqual(['stats a', 'other a', 'stats b,c', 'other b,c']);
  });

  it('given two trackers that have waited for the browser’s details, leaves in the order in which they began to', async () => {
    const details = Promise.resolve({ platform: 'Linux' });
    const userAgentData = { brands: [], getHighEntropyValues: () => details };
    const page = await openTwo({ navigator: { userAgentData } });
    page.push(event('a'), event('b'));
    expect(arrivals(page)).toEqual([]);
    await page.pass(0);
    push(event('c'));
    await page.pass(3000);
    expect(arrivals(page)).toEqual(['stats a', 'other a', 'stats b,c', 'other b,c']);
  });

  it('given the browser’s details come between two slices, keeps its order', async () => {
    const getHighEntropyValues = (): Promise<unknown> => {
      vi.setSystemTime(Date.now() + 5);
      return Promise.resolve({ platform: 'Linux' });
    };
    const userAgentData = { brands: [], getHighEntropyValues };
    const page = await openPage({ navigator: { userAgentData }, commands: [['requireConsent']] });
    push(event('a'), event('b'), ['setConsentGiven']);
    nextTask();
    await page.pass(3000);
    expect(actions(page)).toEqual(['a', 'b']);
  });

  it('given two trackers and the page is left, leaves each as one batch', async () => {
    const page = await openTwo();
    push(event('a'), event('b'), event('c'));
    page.leave();
    expect(arrivals(page)).toEqual(['stats a,b,c', 'other a,b,c']);
  });
});

describe('a clock of the page’s own', () => {
  it.each([
    ['tells no time', () => () => NaN],
    ['stands still', () => () => START],
    [
      'goes back',
      () => {
        let now = START;
        return () => (now -= 1000);
      },
    ],
  ])('that %s holds nothing up', async (_, makeClock) => {
    const page = await openPage({ commands: [VIEW] });
    await page.pass(1000);
    vi.spyOn(Date, 'now').mockImplementation(makeClock());
    push(event('a'), event('b'));
    await page.pass(5000);
    expect(actions(page)).toEqual(['a', 'b']);
  });
});

describe('when nothing can wait', () => {
  it('given a page that is still loading in a browser that may drop it without any event, then all hits of a task leave together at its end, queued ones included', async () => {
    const page = await openPage({ readyState: 'loading', commands: [VIEW] });
    await endOfTask();
    push(event('a'), ['queueRequest', 'e_a=b'], ['queueRequest', 'e_a=c'], event('d'));
    await endOfTask();
    expect(arrivals(page)).toEqual(['stats ', 'stats a,d', 'stats b,c']);
    push(event('e'));
    await endOfTask();
    expect(arrivals(page).slice(3)).toEqual(['stats e']);
    page.load();
    push(event('f'));
    await endOfTask();
    expect(arrivals(page).slice(4)).toEqual([]);
  });

  it('given that page has a menu with the id navigation, then that changes nothing', async () => {
    const before = (): void => override(window, 'navigation', document.createElement('nav'));
    const page = await openPage({ readyState: 'loading', before, commands: [VIEW] });
    await endOfTask();
    push(event('a'));
    await endOfTask();
    expect(arrivals(page)).toEqual(['stats ', 'stats a']);
  });

  it('given a frame that is still loading there, which may be taken away at any moment, then hits leave when they are tracked', async () => {
    const before = (): void => override(window, 'top', {});
    const page = await openPage({ readyState: 'loading', before, commands: [VIEW] });
    push(event('a'), ['queueRequest', 'e_a=b']);
    expect(arrivals(page)).toEqual(['stats ', 'stats a', 'stats b']);
  });

  it('given what the snippet tracks on such a page, then it leaves together: requests beside each other could overtake', async () => {
    const page = await openPage({ readyState: 'loading', commands: [VIEW, event('a'), event('b')] });
    await endOfTask();
    expect(arrivals(page)).toEqual(['stats a,b']);
    expect(page.params()[0]).toMatchObject({ action_name: 'T1' });
  });

  it('given such a page is left in the task in which it tracks, then that hit leaves, too, and once', async () => {
    const page = await openPage({ readyState: 'loading', commands: [VIEW] });
    push(event('a'), event('b'));
    page.leave();
    await endOfTask();
    expect(arrivals(page)).toEqual(['stats ', 'stats a,b']);
  });

  it('given a page that is still loading in a browser that tells when it sets out, then hits wait until it does', async () => {
    const navigation = navigationApi();
    const before = (): void => {
      override(window, 'NavigateEvent', Event);
      override(window, 'navigation', navigation);
    };
    const page = await openPage({ readyState: 'loading', before, commands: [VIEW] });
    push(event('a'), ['queueRequest', 'e_a=b']);
    await page.pass(100);
    expect(actions(page)).toEqual([]);
    setOut(navigation, true);
    expect(actions(page)).toEqual(['a', 'b']);
  });

  it('given the page is hidden, then hits leave in the task in which they are tracked', async () => {
    const page = await openPage({ hidden: true });
    push(event('a'), event('b'));
    expect(actions(page)).toEqual(['a', 'b']);
  });

  it('given the page is left, then all that waits leaves as one batch', async () => {
    const { page } = await openSlow(5);
    const before = page.network.sent.length;
    push(event('a'), event('b'), event('c'));
    page.leave();
    expect(actions(page)).toEqual(['a', 'b', 'c']);
    expect(page.network.sent.length - before).toBe(1);
  });

  it('given the page is left while the first one is about to leave, then it leaves once, with the others', async () => {
    const { page } = await openSlow(5);
    const before = page.network.sent.length;
    push(event('a'), event('b'));
    nextTask();
    page.leave();
    await page.pass(1000);
    expect(actions(page)).toEqual(['a', 'b']);
    expect(page.network.sent.length - before).toBe(1);
  });

  it('given a question, then everything before it is released, however long that takes', async () => {
    const { page, released } = await openSlow(5);
    push(event('a'), event('b'), event('c'));
    page.tracker.getUserId();
    expect(released).toEqual(['a', 'b', 'c']);
  });

  it('given a hook that asks the tracker meanwhile, then the hits keep their order', async () => {
    const page = await openPage();
    const hooks = { event: () => `&ask=${String(page.tracker.getVisitorId()).length}` };
    page.push(['addPlugin', 'Asking', hooks]);
    push(event('a'), event('b'), event('c'));
    await page.pass(1000);
    expect(page.params().map(({ e_a, ask }) => [e_a, ask])).toEqual([
      ['a', '16'],
      ['b', '16'],
      ['c', '16'],
    ]);
  });
});
