// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { override } from '../support/overrides';
import { openPage, START, VISITOR, type Page, type PageOptions } from '../support/page';

const VIEW = ['trackPageView'];
const event = (action: string): unknown[] => ['trackEvent', 'c', action];

/** Pushes as a page does: nothing but the page's own task has run when it returns. */
const push = (...commands: unknown[]): void =>
  void (window as unknown as { _paq: unknown[] })._paq.push(...(commands as []));

const nextTask = (): void => void vi.advanceTimersToNextTimer();

const actions = ({ network }: Page): string[] =>
  network.sent.flatMap(({ query, body }) =>
    [...(query || body).matchAll(/e_a=(\w+)/g)].map(([, action = '']) => action),
  );

/** A page that has sent its page view; `released` notes each hit as it is released, which takes so many milliseconds. */
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

/** A page with two trackers, of which the first takes a slice to release a hit. */
const openTwo = async (options: PageOptions = {}): Promise<Page> => {
  const page = await openPage({ ...options, commands: [['addTracker', 'https://other.test/matomo.php', '2']] });
  page.tracker['setCustomRequestProcessing']?.((request: string) => {
    vi.setSystemTime(Date.now() + 5);
    return request;
  });
  return page;
};

/** What each request has told of to whom, such as `stats a,b`. */
const arrivals = ({ network }: Page): string[] =>
  network.sent.map(({ to, query, body }) => {
    const said = [...(query || body).matchAll(/e_a=(\w+)/g)].map(([, action]) => action);
    return `${new URL(to).hostname.replace('.test', '')} ${said.join()}`;
  });

describe('what a page tracks', () => {
  it('is not worked on in the page’s own task, and leaves right behind it', async () => {
    const page = await openPage();
    push(VIEW, event('a'));
    expect(page.network.sent).toHaveLength(0);
    nextTask();
    expect(page.network.sent).toHaveLength(1);
    expect(page.network.sent[0]?.at).toBe(START);
  });

  it('given a lot of it, is worked on in slices: a task ends once it has taken four milliseconds', async () => {
    const { released } = await openSlow(2);
    push(...['a', 'b', 'c', 'd', 'e'].map(event));
    expect(released).toEqual([]);
    nextTask();
    // The first one leaves at once, and that has a task of its own.
    expect(released).toEqual(['a']);
    nextTask();
    expect(released).toEqual(['a', 'b', 'c']);
    nextTask();
    expect(released).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('is sent in a task of its own, behind the one that has released it', async () => {
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

  it('is read from the cookies once in a slice', async () => {
    const page = await openPage({ commands: [VIEW] });
    await page.pass(1000);
    const get = vi.spyOn(document, 'cookie', 'get');
    push(event('a'), event('b'), event('c'));
    nextTask();
    expect(get).toHaveBeenCalledTimes(1);
  });

  it('given one that cannot be released, goes on with the others', async () => {
    const page = await openPage();
    const fail = (): never => {
      throw new Error('no random values');
    };
    vi.spyOn(crypto, 'getRandomValues').mockImplementationOnce(fail);
    push(event('a'), event('b'));
    await page.pass(1000);
    expect(actions(page)).toEqual(['b']);
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
    ['tells no time', () => NaN],
    ['stands still', () => START],
    ['goes back', () => START - Math.random() * 1e6],
  ])('that %s holds nothing up', async (_, now) => {
    const page = await openPage({ commands: [VIEW] });
    await page.pass(1000);
    vi.spyOn(Date, 'now').mockImplementation(now);
    push(event('a'), event('b'));
    await page.pass(5000);
    expect(actions(page)).toEqual(['a', 'b']);
  });
});

describe('what is released is what was said when it was tracked', () => {
  it('given another address behind it, leaves for the one before', async () => {
    const page = await openPage();
    push(event('a'), ['setTrackerUrl', 'https://later.test/matomo.php'], event('b'));
    await page.pass(1000);
    expect(page.network.sent.map(({ to }) => to)).toEqual([
      'https://stats.test/matomo.php',
      'https://later.test/matomo.php',
    ]);
  });

  it('given the visitor opts out behind it, leaves all the same', async () => {
    const page = await openPage();
    push(event('out'), ['optUserOut'], event('later'));
    await page.pass(1000);
    expect(actions(page)).toEqual(['out']);
  });

  it('given an order behind it, does not tell of that', async () => {
    const page = await openPage();
    push(event('a'), ['trackEcommerceOrder', 'o1', 10]);
    await page.pass(1000);
    expect(page.params().map(({ _ects }) => _ects !== undefined)).toEqual([false, true]);
  });

  it('given a plugin that comes behind it, is without what that adds', async () => {
    const page = await openPage();
    push(event('a'), ['addPlugin', 'Late', { event: () => '&late=1' }], event('b'));
    await page.pass(1000);
    expect(page.params().map(({ late }) => late)).toEqual([undefined, '1']);
  });

  it('given another page view behind it, belongs to the one before', async () => {
    const page = await openPage({ commands: [VIEW] });
    await page.pass(1000);
    push(event('a'), VIEW, event('b'));
    await page.pass(1000);
    const [first, a, second, b] = page.params().map(({ pv_id }) => pv_id);
    expect([a, b]).toEqual([first, second]);
    expect(second).not.toBe(first);
  });

  it('given the application goes to another view behind it, belongs to the one before', async () => {
    const page = await openPage({ commands: [VIEW, ['enableSinglePageTracking']] });
    await page.pass(1000);
    push(event('a'));
    history.pushState(null, '', '/next');
    push(event('b'));
    await page.pass(1000);
    expect(page.params().map(({ e_a, url }) => [e_a, url])).toEqual([
      [undefined, 'https://shop.test/p?x=1'],
      ['a', 'https://shop.test/p?x=1'],
      [undefined, 'https://shop.test/next'],
      ['b', 'https://shop.test/next'],
    ]);
  });

  it.each([
    ['of the call', (data: object) => push(['trackEvent', 'c', 'a', '', '', data])],
    ['of the tracker', (data: object) => push(['setCustomData', data], event('a'))],
  ])('given data %s that the page uses again, tells of them as they were', async (_, act) => {
    const page = await openPage();
    const data: Record<string, unknown> = { n: 1, dimension1: 'x' };
    act(data);
    data['n'] = 2;
    data['dimension1'] = 'y';
    await page.pass(1000);
    expect(page.last()).toMatchObject({ data: expect.stringContaining('"n":1') as string });
    expect(JSON.stringify(page.last())).not.toContain('y"');
  });

  it('given it waits for consent, tells of the time, the user and the variables of its call', async () => {
    const page = await openPage({ commands: [['requireConsent'], ['setUserId', 'first']] });
    page.push(['setCustomVariable', 1, 'n', 'v', 'page'], ['setCustomDimension', 1, 'before'], event('a'));
    const { h, m } = { h: new Date().getHours(), m: new Date().getMinutes() };
    await page.pass(3 * 60_000);
    page.push(['setUserId', 'second'], ['deleteCustomVariables', 'page'], ['setCustomDimension', 1, 'after']);
    await page.pass(3 * 60_000);
    page.push(['setConsentGiven']);
    await page.pass(1000);
    const { uid, cvar, dimension1, h: hour, m: minute } = page.last();
    expect([uid, cvar, dimension1, hour, minute]).toEqual(['first', '{"1":["n","v"]}', 'before', `${h}`, `${m}`]);
  });

  it('given a hook that changes settings, is as they were at its call', async () => {
    const page = await openPage();
    page.push(['addPlugin', 'Changing', { event: () => void page.tracker['setUserId']?.('later') }]);
    push(event('a'), event('b'));
    await page.pass(1000);
    expect(page.params().map(({ uid }) => uid)).toEqual([undefined, undefined]);
    expect((await page.track(event('c')))[0]).toMatchObject({ uid: 'later' });
  });

  it('given a question behind it, has been answered as it leaves: the visitor is the same', async () => {
    const page = await openPage();
    push(VIEW);
    const id = page.tracker['getVisitorId']?.();
    expect(id).toMatch(/^[\da-f]{16}$/);
    expect(page.last()['_id']).toBe(id);
  });

  it('given the page writes the visitor’s cookie afterwards, is that of the time it is released', async () => {
    const page = await openPage({ commands: [VIEW] });
    const [name = ''] = Object.keys(page.cookies.all()).filter((cookie) => cookie.startsWith('_pk_id'));
    page.cookies.set(name, `${VISITOR}.1700000000`);
    expect((await page.track(event('a')))[0]?.['_id']).toBe(VISITOR);
  });
});

describe('when nothing can wait', () => {
  it('given a page that is still loading in a browser that may drop it without a word, then hits leave in the task in which they are tracked, queued ones behind it', async () => {
    const page = await openPage({ readyState: 'loading', commands: [VIEW] });
    push(event('a'), ['queueRequest', 'e_a=b'], ['queueRequest', 'e_a=c'], event('d'));
    expect(actions(page)).toEqual(['a', 'd']);
    nextTask();
    expect(actions(page)).toEqual(['a', 'd', 'b', 'c']);
    expect(page.requests().at(-1)?.body, 'together').toContain('requests');
    page.load();
    push(event('e'));
    expect(actions(page)).toEqual(['a', 'd', 'b', 'c']);
  });

  it('given a page that is still loading in one that tells when it sets out, then they wait until it does', async () => {
    const navigation = new EventTarget();
    const before = (): void => override(window, 'navigation', navigation);
    const page = await openPage({ readyState: 'loading', before, commands: [VIEW] });
    push(event('a'), ['queueRequest', 'e_a=b']);
    await page.pass(100);
    expect(actions(page)).toEqual([]);
    const destination = { sameDocument: false };
    navigation.dispatchEvent(Object.assign(new Event('navigate'), { canIntercept: true, destination }));
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
    page.tracker['getUserId']?.();
    expect(released).toEqual(['a', 'b', 'c']);
  });

  it('given a browser that has stopped the script in a slice, then what it had not come to leaves with the page', async () => {
    const page = await openPage({ commands: [VIEW] });
    await page.pass(1000);
    push(event('a'), event('b'));
    const time = Date.now();
    const clock = vi.spyOn(Date, 'now');
    clock.mockReturnValueOnce(time).mockReturnValueOnce(time);
    clock.mockImplementationOnce(() => {
      throw new Error('stopped');
    });
    expect(nextTask).toThrow('stopped');
    page.leave();
    expect(actions(page)).toEqual(['a', 'b']);
  });

  it('given a hook that asks the tracker meanwhile, then the hits keep their order', async () => {
    const page = await openPage();
    const hooks = { event: () => `&ask=${String(page.tracker['getVisitorId']?.()).length}` };
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
