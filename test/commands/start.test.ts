// @vitest-environment happy-dom
// How the script starts: callbacks, other copies of it, and other scripts on the page.
import { describe, expect, it, vi } from 'vitest';
import { override } from '../support/overrides';
import { TRACKER_URL, openPage } from '../support/page';
import { loadScript } from '../support/script';
import { SECOND, beforeTrackers, globals, type Tracker } from './trackers';

const unconfigured = { trackerUrl: null, siteId: null } as const;

describe('init callbacks', () => {
  it('run in this order, before the queue', async () => {
    const order: string[] = [];
    const note = (what: string) => () => order.push(what);
    const plugins: unknown[] = [note('plugin 1'), 'no function'];
    plugins.push(() => {
      order.push('plugin 2');
      plugins.push(note('added by plugin 2'));
    });
    override(window, 'matomoPluginAsyncInit', plugins);
    override(window, 'piwikAsyncInit', note('piwik'));
    override(window, 'matomoAsyncInit', note('matomo'));
    await openPage({ commands: [note('queue')] });
    expect(order).toEqual(['plugin 1', 'plugin 2', 'added by plugin 2', 'piwik', 'matomo', 'queue']);
  });

  it.each(['matomoAsyncInit', 'piwikAsyncInit'])('%s may throw or be no function', async (name) => {
    for (const value of [
      'text',
      {},
      () => {
        throw new Error('init');
      },
    ]) {
      override(window, name, value);
      const page = await openPage({ commands: [['trackPageView']] });
      expect(page.requests()).toHaveLength(1);
    }
  });

  it.each(['matomoAsyncInit', 'piwikAsyncInit', 'matomoPluginAsyncInit'])(
    'given a page without snippet, %s may push all commands',
    async (name) => {
      const init = (): void => {
        const queue = globals._paq as unknown[];
        queue.push(['trackPageView'], ['setTrackerUrl', TRACKER_URL], ['setSiteId', 4]);
      };
      override(window, name, name === 'matomoPluginAsyncInit' ? [init] : init);
      const page = await openPage({ before: () => Reflect.deleteProperty(window, '_paq') });
      expect(page.params()).toMatchObject([{ action_name: 'T1', idsite: '4' }]);
      expect(page.errors).toEqual([]);
    },
  );

  it('of plugins may stand in anything that is like a list', async () => {
    const plugin = vi.fn();
    override(window, 'matomoPluginAsyncInit', { 0: plugin, length: 1 });
    await openPage();
    expect(plugin).toHaveBeenCalledExactlyOnceWith();
  });

  it('may make a tracker, which takes over the queue at once, settings first', async () => {
    const seen: unknown[] = [];
    beforeTrackers((matomo) => {
      const tracker = matomo.addTracker(SECOND, 5) as Tracker & { getUserId(): unknown };
      seen.push(tracker.getUserId(), tracker.getTrackerUrl());
    });
    const page = await openPage({ ...unconfigured, commands: [['trackPageView'], ['setUserId', 'anna']] });
    expect(seen).toEqual(['anna', SECOND]);
    expect(page.params()).toMatchObject([{ action_name: 'T1', idsite: '5', uid: 'anna' }]);
    expect(await page.track(['trackEvent', 'c', 'a'])).toHaveLength(1);
  });

  it('may make trackers that have nothing to do with the queue', async () => {
    override(window, 'matomoAsyncInit', () => {
      const own = globals.Matomo.getTracker(SECOND, 3) as Tracker & { trackPageView(title: string): void };
      own.trackPageView('own');
    });
    const page = await openPage(unconfigured);
    expect(page.params()).toMatchObject([{ action_name: 'own', idsite: '3' }]);
    expect(globals.Matomo.getAsyncTrackers()).toEqual([]);
  });
});

describe('a second copy of the script', () => {
  it('goes on with the first one’s trackers, and tells of its start again', async () => {
    const plugin = vi.fn();
    const started = vi.fn();
    override(window, 'matomoPluginAsyncInit', [plugin]);
    const page = await openPage({ commands: [['trackPageView']] });
    const { Matomo } = globals;
    Matomo.on('MatomoInitialized', started);
    await loadScript();
    expect(globals.Matomo).toBe(Matomo);
    expect(Matomo.getAsyncTrackers()).toHaveLength(1);
    expect(plugin).toHaveBeenCalledTimes(2);
    expect(started).toHaveBeenCalledTimes(1);
    expect(page.requests()).toHaveLength(1);
    expect(await page.track(['trackEvent', 'c', 'a'])).toHaveLength(1);
  });

  it('keeps the function that the page has wrapped around push', async () => {
    const page = await openPage();
    const queue = globals._paq as { push(...commands: unknown[]): unknown };
    const { push } = queue;
    const seen: unknown[] = [];
    queue.push = (...commands) => {
      seen.push(...commands);
      return push(...commands);
    };
    await loadScript();
    page.push(['setUserId', 'anna']);
    expect(seen).toEqual([['setUserId', 'anna']]);
    expect(page.tracker.getUserId()).toBe('anna');
  });

  it('runs what a second snippet has pushed to a new queue', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    globals._paq = [['trackEvent', 'second', 'snippet']];
    await loadScript();
    await page.pass(801);
    expect(page.params()).toMatchObject([{ action_name: 'T1' }, { e_c: 'second', idsite: '1' }]);
    expect(await page.track(['trackEvent', 'c', 'a'])).toHaveLength(1);
  });

  it('may be the small script', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    await loadScript('core');
    expect(await page.track(['trackGoal', 1])).toMatchObject([{ idgoal: '1' }]);
  });
});

describe('two snippets before the script', () => {
  it('share one tracker: the last site counts for both', async () => {
    const page = await openPage({
      siteId: null,
      commands: [
        ['trackPageView', 'one'],
        ['setSiteId', 1],
        ['trackPageView', 'two'],
        ['setSiteId', 2],
      ],
    });
    await page.pass(801);
    expect(page.params().map(({ action_name, idsite }) => [action_name, idsite])).toEqual([
      ['one', '2'],
      ['two', '2'],
    ]);
  });
});

describe('the page may already have', () => {
  it.each<[string, () => void]>([
    ['an element with the id Matomo', () => override(window, 'Matomo', document.createElement('form'))],
    ['a text of that name', () => override(window, 'Matomo', 'analytics')],
    ['an object of that name', () => override(window, 'Matomo', { getAsyncTracker: 'no function' })],
    ['an older Piwik', () => override(window, 'Piwik', { old: true })],
  ])('%s', async (_, prepare) => {
    const page = await openPage({ commands: [['trackPageView']], before: prepare });
    expect(page.requests()).toHaveLength(1);
    expect(globals.Piwik).toBe(globals.Matomo);
    expect(globals.Matomo.getAsyncTrackers()).toHaveLength(1);
  });

  it.each<[string, unknown]>([
    ['no queue', undefined],
    ['null as queue', null],
    ['a text as queue', 'text'],
    ['somebody else’s object as queue', { push: () => 1 }],
    ['an element with the id _paq', document.createElement('div')],
  ])('%s: then it is replaced by one that works', async (_, queue) => {
    const page = await openPage({ before: () => (globals._paq = queue) });
    page.push(['setTrackerUrl', TRACKER_URL], ['setSiteId', 1], ['trackPageView']);
    expect(page.params()).toMatchObject([{ action_name: 'T1' }]);
    expect(page.errors).toEqual([]);
  });

  it('a reference to the first queue: what is pushed there later is run, too', async () => {
    let old: unknown[] = [];
    const page = await openPage({ before: () => (old = globals._paq as unknown[]) });
    old.push(['setUserId', 'anna'], ['setUserId', 'bert']);
    expect(page.tracker.getUserId()).toBe('bert');
    expect(old).toHaveLength(0);
  });

  it.each<[string, (queue: unknown[]) => unknown]>([
    ['whose push is not to be replaced', (queue) => Object.defineProperty(queue, 'push', { value: queue.push })],
    ['that is frozen', Object.freeze],
  ])('a queue %s: what is in it is run once', async (_, lock) => {
    const before = (): void => void lock(globals._paq as unknown[]);
    const page = await openPage({ before, commands: [['trackPageView']] });
    expect(await page.track(['trackEvent', 'c', 'a'])).toMatchObject([{ e_c: 'c' }]);
    expect(page.hits()).toHaveLength(2);
    expect(page.errors).toEqual([expect.stringContaining('tinypaq: _paq TypeError')]);
  });

  it('a stub of another tracker that has no events', async () => {
    const stub = { getTracker: () => ({}), getAsyncTracker: () => ({}) };
    const page = await openPage({ before: () => override(window, 'Matomo', stub) });
    expect(page.errors).toHaveLength(2);
    expect(page.errors[1]).toContain('TypeError');
  });

  it('another tracker, which keeps its global', async () => {
    const other = { getAsyncTracker: vi.fn(), trigger: vi.fn() };
    const page = await openPage({ before: () => override(window, 'Matomo', other) });
    expect(globals.Matomo).toBe(other);
    expect(page.errors).toEqual(['tinypaq: another tracker is already on this page']);
  });

  it('a Matomo that cannot be replaced: the queue works all the same', async () => {
    const page = await openPage({
      commands: [['trackPageView']],
      before: () => {
        Object.defineProperty(window, 'Matomo', { value: 'fixed', writable: false, configurable: true });
      },
    });
    expect(page.requests()).toHaveLength(1);
    Reflect.deleteProperty(window, 'Matomo');
  });
});

describe('a module loader', () => {
  it('gets both names defined, without dependencies', async () => {
    const define = vi.fn();
    override(window, 'define', Object.assign(define, { amd: {} }));
    await openPage();
    expect(define.mock.calls.map(([name, needs, make]) => [name, needs, make()])).toEqual([
      ['piwik', [], globals.Matomo],
      ['matomo', [], globals.Matomo],
    ]);
  });

  it('that is none is left alone', async () => {
    const define = vi.fn();
    override(window, 'define', define);
    await openPage();
    expect(define).not.toHaveBeenCalled();
  });
});

describe('what the page has of its own', () => {
  it('stays as it is', async () => {
    const ownThings = () => [window.onerror, Object.getOwnPropertyNames(Date.prototype), window.name];
    let before: unknown;
    await openPage({
      commands: [['trackPageView'], ['enableJSErrorTracking'], ['enableLinkTracking']],
      before: () => (before = ownThings()),
    });
    expect(ownThings()).toEqual(before);
  });

  it('is joined by these globals and no others', async () => {
    const known = new Set(Object.getOwnPropertyNames(window));
    await openPage({ commands: [['trackPageView'], ['enableLinkTracking'], ['trackAllContentImpressions']] });
    const added = Object.getOwnPropertyNames(window).filter((name) => !known.has(name));
    expect(added.filter((name) => !BROWSER.includes(name)).sort()).toEqual([
      ...['AnalyticsTracker', 'Matomo', 'Piwik', '_paq', 'piwik_log'],
    ]);
  });
});

/** Properties of the window that the tests' page replaces. */
const BROWSER = ['close', 'Blob', 'fetch', 'XMLHttpRequest', 'Image', 'addEventListener'];
