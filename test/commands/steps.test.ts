// @vitest-environment happy-dom
// The script's own task takes over the queue. Making the tracker, its commands and the end of the start are later tasks.
import { describe, expect, it, vi } from 'vitest';
import { VIEW } from '../support/commands';
import { override } from '../support/overrides';
import { openPage } from '../support/page';
import { navigationApi, setOut } from '../support/navigation';
import { nextTask } from '../support/tasks';
import { ALL, openStarting } from './starting';
import { beforeTrackers, globals } from './trackers';
import type { PageTracker } from '../../src/types';

describe('the start', () => {
  it('takes over the queue at once, and leaves tracker, its methods, commands and its end to a task each', async () => {
    const { page, order } = await openStarting();
    expect(Array.isArray(globals._paq)).toBe(false);
    nextTask();
    expect(order).toEqual([]);
    nextTask();
    expect(order).toEqual(ALL.slice(0, 1));
    nextTask();
    expect(order).toEqual(ALL.slice(0, 3));
    nextTask();
    expect(order).toEqual(ALL);
    await page.pass(1000);
    expect(page.params()).toMatchObject([{ action_name: 'T1' }]);
  });

  it('given a page that changes its address and title meanwhile, then the visit is to the page that loaded the script', async () => {
    const { page } = await openStarting({ url: 'https://shop.test/p?utm_source=mail', commands: [VIEW] });
    history.replaceState(null, '', '/p');
    document.title = 'App';
    override(document, 'referrer', 'https://later.test/');
    await page.pass(1000);
    expect(page.last()).toMatchObject({ url: 'https://shop.test/p?utm_source=mail', action_name: 'T1', _rcn: 'mail' });
    expect(page.last()).not.toHaveProperty('urlref');
  });

  it.each<[what: string, ask: () => unknown]>([
    ['Matomo.initialized', () => globals.Matomo.initialized],
    ['getAsyncTracker', () => globals.Matomo.getAsyncTracker()],
    ['getAsyncTrackers', () => globals.Matomo.getAsyncTrackers()[0]],
    ['getTracker', () => globals.Matomo.getTracker()],
    ['addTracker', () => globals.Matomo.addTracker('https://two.test/matomo.php', 2)],
    ['addPlugin', () => globals.Matomo.addPlugin('Late', {})],
    ['on', () => globals.Matomo.on('Any', () => undefined)],
    ['off', () => globals.Matomo.off('Any', () => undefined)],
    ['trigger', () => globals.Matomo.trigger('Any')],
    ['retryMissedPluginCalls', () => globals.Matomo.retryMissedPluginCalls()],
    ['_paq.push', () => (globals._paq as unknown[]).push()],
  ])('is over for who asks by %s', async (_, ask) => {
    const { order } = await openStarting();
    ask();
    expect(order.slice(0, ALL.length)).toEqual(ALL);
  });

  it.each([1, 2])('is over for a caller that needs it after %d steps', async (steps) => {
    const { order } = await openStarting();
    for (let step = 0; step < steps; step++) nextTask();
    expect(globals.Matomo.initialized).toBe(true);
    expect(order).toEqual(ALL);
  });

  it('given a page that sets out for another site meanwhile, then its page view leaves before the navigation goes on', async () => {
    const navigation = navigationApi();
    const { page } = await openStarting({ before: () => override(window, 'navigation', navigation), commands: [VIEW] });
    setOut(navigation, false);
    expect(page.network.sent).toHaveLength(1);
  });

  it('given a command that is pushed meanwhile, then it runs behind the first ones, and before push returns', async () => {
    const { order, note } = await openStarting();
    (globals._paq as unknown[]).push([note('later')]);
    expect(order).toEqual([...ALL, 'later']);
  });

  it('given commands and handlers that ask for the tracker meanwhile, then they see what is done so far', async () => {
    const seen: unknown[] = [];
    beforeTrackers((matomo) => {
      matomo.on('TrackerSetup', () => seen.push(matomo.getAsyncTrackers().length, matomo.initialized));
    });
    const ask = () => {
      seen.push(globals.Matomo.getAsyncTrackers().length, globals.Matomo.initialized);
      (globals._paq as unknown[]).push([() => seen.push('pushed')]);
    };
    const page = await openPage({ isStarting: true, commands: [[ask], [() => seen.push('second')]] });
    await page.pass(10);
    expect(seen).toEqual([0, false, 1, false, 'second', 'pushed']);
    expect(globals.Matomo.initialized).toBe(true);
  });

  it('given a command that fails, then the others run', async () => {
    const fail = () => {
      throw new Error('command');
    };
    const { page, order, note } = await openStarting({ commands: [[fail], VIEW] });
    await page.pass(1000);
    (globals._paq as unknown[]).push([note('later')]);
    expect(order.at(-1)).toBe('later');
    expect(page.params()).toHaveLength(1);
  });

  it('given a page that configures nothing, is over at once, and so is all that comes later', async () => {
    const { order, note } = await openStarting({ trackerUrl: null, siteId: null, commands: [] });
    expect(order).toEqual(['MatomoInitialized']);
    const push = (...commands: unknown[]) => (globals._paq as unknown[]).push(...commands);
    push(['setTrackerUrl', 'https://stats.test/matomo.php'], ['setSiteId', '1'], [note('function')]);
    expect(order).toEqual(['MatomoInitialized', 'TrackerSetup', 'function', 'TrackerAdded']);
  });
});

describe('a first tracker that a script makes', () => {
  it('can do everything at once, also while the start makes the page’s own', async () => {
    const seen: unknown[] = [];
    beforeTrackers((matomo) => {
      matomo.on('TrackerSetup', () => {
        if (seen.length) return;
        seen.push('asked');
        const tracker = matomo.getAsyncTracker('https://other.test/matomo.php', 3);
        seen.push(tracker?.getSiteId());
      });
    });
    const page = await openPage({ isStarting: true, commands: [VIEW] });
    await page.pass(1000);
    expect(seen).toEqual(['asked', 3]);
    expect(page.params().map(({ action_name }) => action_name)).toContain('T1');
  });

  it.each(['getAsyncTracker', 'addTracker'] as const)('by %s has run what waited for it', async (method) => {
    const page = await openPage({ trackerUrl: null, siteId: null, commands: [VIEW] });
    const seen: unknown[] = [];
    globals.Matomo.on('TrackerAdded', () => seen.push('added'));
    (globals._paq as unknown[]).push(['setUserId', 'waits']);
    const tracker = globals.Matomo[method]('https://stats.test/matomo.php', 3) as PageTracker;
    expect([...seen, tracker.getUserId()]).toEqual(['added', 'waits']);
    await page.pass(1000);
    expect(page.params()).toMatchObject([{ action_name: 'T1', idsite: '3' }]);
  });
});

describe('a page that goes away before the start is over', () => {
  it.each([0, 1, 2])('given %d steps, then its page view leaves once, with the page', async (steps) => {
    const { page, order } = await openStarting();
    for (let step = 0; step < steps; step++) nextTask();
    page.leave();
    expect(order).toEqual(ALL);
    expect(page.params()).toMatchObject([{ action_name: 'T1' }]);
    await page.pass(3000);
    expect(page.params()).toHaveLength(1);
  });

  it('given a browser that has stopped the script while it made the tracker, then that is made again', async () => {
    const { page } = await openStarting();
    const listen = vi.spyOn(document, 'addEventListener').mockImplementationOnce(() => {
      throw new Error('stopped');
    });
    expect(nextTask).toThrow('stopped');
    expect(listen).toHaveBeenCalledTimes(1);
    page.leave();
    await page.pass(3000);
    expect(page.params()).toMatchObject([{ action_name: 'T1' }]);
    expect(globals.Matomo.getAsyncTrackers()).toHaveLength(1);
    expect(globals.Matomo.initialized).toBe(true);
  });

  it.each([
    ['begun the tracker', 0],
    ['made the tracker', 1],
  ])('given one that has stopped it once it had %s, then there is no second one', async (_, done) => {
    const { page, order } = await openStarting();
    if (done) nextTask();
    const indexOf = Array.prototype.indexOf;
    // The script is stopped when the step is over, and about to be removed from the list.
    vi.spyOn(Array.prototype, 'indexOf').mockImplementation(function (this: unknown[], item: unknown) {
      if (typeof item !== 'function') return indexOf.call(this, item);
      vi.mocked(Array.prototype.indexOf).mockRestore();
      throw new Error('stopped');
    });
    expect(nextTask).toThrow('stopped');
    expect(order).toEqual(ALL.slice(0, done));
    page.leave();
    await page.pass(3000);
    expect(order).toEqual(ALL);
    expect(page.params()).toMatchObject([{ action_name: 'T1' }]);
  });

  it('given one that has stopped it right after that, then the commands run', async () => {
    const { page, order } = await openStarting();
    const unshift = Array.prototype.unshift;
    // The script is stopped when the next steps are in the list, and the step that has added them is not over.
    vi.spyOn(Array.prototype, 'unshift').mockImplementation(function (this: unknown[], ...items: unknown[]) {
      vi.mocked(Array.prototype.unshift).mockRestore();
      unshift.apply(this, items);
      throw new Error('stopped');
    });
    expect(nextTask).toThrow('stopped');
    page.leave();
    await page.pass(3000);
    expect(order).toEqual(ALL);
    expect(page.params()).toMatchObject([{ action_name: 'T1' }]);
    expect(globals.Matomo.getAsyncTrackers()).toHaveLength(1);
  });

  it.each(['TrackerAdded', 'MatomoInitialized'])(
    'given one that has stopped it in a handler of %s, then no handler is called again',
    async (event) => {
      let calls = 0;
      let leave = (): void => undefined;
      const handle = (): void => {
        calls++;
        leave();
        throw new Error('stopped');
      };
      const { page } = await openStarting({ before: () => beforeTrackers((matomo) => matomo.on(event, handle)) });
      leave = () => page.leave();
      await page.pass(3000);
      expect(calls).toBe(1);
      expect(globals.Matomo.initialized).toBe(true);
    },
  );

  it.each(['TrackerSetup', 'TrackerAdded', 'MatomoInitialized'])(
    'given a handler of %s that goes to another page, then it is called once',
    async (event) => {
      const navigation = navigationApi();
      let calls = 0;
      const handle = (): void => {
        if (++calls > 9) return;
        setOut(navigation, true);
      };
      const { page } = await openStarting({
        before() {
          override(window, 'navigation', navigation);
          beforeTrackers((matomo) => matomo.on(event, handle));
        },
      });
      await page.pass(3000);
      expect(calls).toBe(1);
      expect(globals.Matomo.getAsyncTrackers()).toHaveLength(1);
    },
  );

  it('given one that has stopped it between two steps, then none of them is taken twice', async () => {
    const { page, order } = await openStarting();
    vi.spyOn(window, 'setTimeout').mockImplementationOnce(() => {
      throw new Error('stopped');
    });
    expect(nextTask).toThrow('stopped');
    page.leave();
    await page.pass(3000);
    expect(order).toEqual(ALL);
    expect(page.params()).toMatchObject([{ action_name: 'T1' }]);
  });

  it('given one that has stopped it in a command, then those behind it run, and none of them twice', async () => {
    const seen: string[] = [];
    const stop = () => {
      seen.push('stopped');
      page.leave();
      throw new Error('stopped');
    };
    const { page } = await openStarting({ commands: [VIEW, [stop], [() => seen.push('behind')]] });
    nextTask();
    nextTask();
    await page.pass(3000);
    expect(seen).toEqual(['stopped', 'behind']);
    expect(page.params()).toHaveLength(1);
  });

  it('given it is only hidden, then its page view leaves, too', async () => {
    const { page } = await openStarting();
    page.hide();
    expect(page.params()).toMatchObject([{ action_name: 'T1' }]);
  });

  it('given the browser tells that another page is coming, then its tracker is there', async () => {
    const navigation = navigationApi();
    const { order } = await openStarting({ before: () => override(window, 'navigation', navigation) });
    setOut(navigation, true);
    expect(order).toEqual(ALL);
  });

  it('given a browser that would not tell, then there is no other task', async () => {
    const { order } = await openStarting({ readyState: 'loading' });
    expect(order).toEqual(ALL);
  });

  it('given it is hidden from the beginning, then there is no other task', async () => {
    const { order } = await openStarting({ hidden: true });
    expect(order).toEqual(ALL);
  });
});
