// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { TRACKER_URL, openPage } from '../support/page';
import { push } from '../support/tasks';
import { SECOND, beforeTrackers, globals, onTrackerSetup, type Tracker } from './trackers';

const unconfigured = { trackerUrl: null, siteId: null } as const;

describe('the global', () => {
  it('has two names, and a third unless that is taken', async () => {
    await openPage();
    expect(globals.Piwik).toBe(globals.Matomo);
    expect(globals.AnalyticsTracker).toBe(globals.Matomo);
    await openPage({ before: () => (globals.AnalyticsTracker = 'taken') });
    expect(globals.AnalyticsTracker).toBe('taken');
  });

  it('has the members that plugins know, and room for theirs', async () => {
    await openPage();
    expect(Object.keys(globals.Matomo)).toEqual([
      ...['initialized', 'JSON', 'DOM', 'on', 'off', 'trigger', 'addPlugin', 'getTracker', 'getAsyncTrackers'],
      ...['addTracker', 'getAsyncTracker', 'retryMissedPluginCalls'],
    ]);
    expect(globals.Matomo.JSON).toBe(JSON);
    expect(Object.isExtensible(globals.Matomo)).toBe(true);
  });

  it('is initialized when everything has run', async () => {
    let during: boolean | undefined;
    await openPage({ commands: [() => (during = globals.Matomo.initialized)] });
    expect([during, globals.Matomo.initialized]).toEqual([false, true]);
  });
});

describe('Matomo.DOM', () => {
  it('addEventListener adds a listener, for the bubbling phase unless told otherwise', async () => {
    await openPage({ html: '<p></p>' });
    const phases: unknown[] = [];
    const add = globals.Matomo.DOM.addEventListener;
    add(document.body, 'click', (event: Event) => phases.push(['default', event.eventPhase]));
    add(document.body, 'click', (event: Event) => phases.push(['capture', event.eventPhase]), true);
    document.querySelector('p')?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    expect(phases).toEqual([
      ['capture', Event.CAPTURING_PHASE],
      ['default', Event.BUBBLING_PHASE],
    ]);
  });

  it('addEventListener takes options, too', async () => {
    await openPage();
    const called = vi.fn();
    globals.Matomo.DOM.addEventListener(document.body, 'click', called, { once: true });
    document.body.click();
    document.body.click();
    expect(called).toHaveBeenCalledTimes(1);
  });

  it('onReady and onLoad call at once on a page that is there', async () => {
    await openPage();
    const called = vi.fn();
    globals.Matomo.DOM.onReady(() => called('ready'));
    globals.Matomo.DOM.onLoad(() => called('loaded'));
    expect(called.mock.calls).toEqual([['ready'], ['loaded']]);
  });

  it('onReady and onLoad wait for one that is not', async () => {
    const page = await openPage({ readyState: 'loading' });
    const called = vi.fn();
    globals.Matomo.DOM.onReady(() => called('ready'));
    globals.Matomo.DOM.onLoad(() => called('loaded'));
    expect(called).not.toHaveBeenCalled();
    document.dispatchEvent(new Event('DOMContentLoaded'));
    expect(called.mock.calls).toEqual([['ready']]);
    page.load();
    expect(called.mock.calls).toEqual([['ready'], ['loaded']]);
  });

  it('onReady and onLoad call once where a script tells of both again, onLoad with the event', async () => {
    const page = await openPage({ readyState: 'loading' });
    const called = vi.fn();
    globals.Matomo.DOM.onReady(called);
    globals.Matomo.DOM.onLoad(called);
    for (let time = 0; time < 2; time++) {
      document.dispatchEvent(new Event('DOMContentLoaded'));
      page.load();
    }
    expect(called.mock.calls).toEqual([[], [expect.objectContaining({ type: 'load' })]]);
  });
});

describe('getTracker', () => {
  it('makes a tracker of its own, which gets no commands', async () => {
    const page = await openPage();
    const own = globals.Matomo.getTracker(SECOND, 9);
    await page.track(['trackEvent', 'c', 'a']);
    expect(page.requests().map(({ to }) => to)).toEqual([TRACKER_URL]);
    expect(globals.Matomo.getAsyncTrackers()).not.toContain(own);
    expect([own.getTrackerUrl(), own.getSiteId()]).toEqual([SECOND, 9]);
  });

  it.each<[unknown[], unknown[]]>([
    [[], [TRACKER_URL, '1']],
    [[SECOND], [SECOND, '1']],
    [
      [undefined, 9],
      [TRACKER_URL, 9],
    ],
    [
      [null, null],
      ['', ''],
    ],
  ])('given %j it is for %j: what is left out comes from the first one', async (args, expected) => {
    await openPage();
    const tracker = globals.Matomo.getTracker(...args);
    expect([tracker.getTrackerUrl(), tracker.getSiteId()]).toEqual(expected);
  });

  it('makes the first one for the values left out, if there is none; not if none is left out', async () => {
    await openPage(unconfigured);
    globals.Matomo.getTracker(SECOND, 9);
    expect(globals.Matomo.getAsyncTrackers()).toEqual([]);
    globals.Matomo.getTracker();
    expect(globals.Matomo.getAsyncTrackers()).toHaveLength(1);
  });
});

describe('getAsyncTracker', () => {
  it.each<[unknown[], unknown]>([
    [[], '1'],
    [[null, 0], '1'],
    [[TRACKER_URL, 1], '1'],
    [[SECOND, 2], 2],
    [[SECOND, '2'], 2],
    [[SECOND], undefined],
    [[null, 3], 3],
    [[TRACKER_URL, 2], undefined],
    [['//stats.test/matomo.php', 1], undefined],
  ])('given %j it finds the tracker of site %s', async (args, site) => {
    await openPage({
      commands: [
        ['addTracker', SECOND, 2],
        ['addTracker', TRACKER_URL, 3],
      ],
    });
    expect(globals.Matomo.getAsyncTracker(...args)?.getSiteId()).toBe(site);
  });

  it('makes the first one if there is none', async () => {
    await openPage(unconfigured);
    const tracker = globals.Matomo.getAsyncTracker(SECOND, 9);
    expect([tracker?.getTrackerUrl(), tracker?.getSiteId()]).toEqual([SECOND, 9]);
  });

  it('getAsyncTrackers is always the same list, and grows', async () => {
    await openPage();
    const list = globals.Matomo.getAsyncTrackers();
    globals.Matomo.addTracker(SECOND, 2);
    expect(globals.Matomo.getAsyncTrackers()).toBe(list);
    expect(list).toHaveLength(2);
  });
});

describe('addTracker', () => {
  it('adds one for all commands from then on, with defaults of its own', async () => {
    const page = await openPage({ commands: [['setUserId', 'anna']] });
    const added = globals.Matomo.addTracker(SECOND, 2);
    const hits = await page.track(['trackEvent', 'c', 'a']);
    expect(hits).toMatchObject([{ idsite: '1', uid: 'anna' }, { idsite: '2' }]);
    expect(hits[1]).not.toHaveProperty('uid');
    expect(globals.Matomo.getAsyncTrackers()[1]).toBe(added);
  });

  it.each([[null], [undefined]])('given %s as address it takes the first one’s, but never its site', async (url) => {
    await openPage();
    const added = globals.Matomo.addTracker(url);
    expect([added.getTrackerUrl(), added.getSiteId()]).toEqual([TRACKER_URL, '']);
  });

  it('respects that a plugin has replaced it or what it calls', async () => {
    await openPage();
    const first = globals.Matomo.getAsyncTracker() as Tracker;
    first.getTrackerUrl = () => SECOND;
    expect(globals.Matomo.addTracker(null, 5).getTrackerUrl()).toBe(SECOND);
    const own = {} as Tracker;
    first.addTracker = () => own;
    expect(globals.Matomo.addTracker(SECOND, 5)).toBe(own);
  });
});

describe('events', () => {
  it('tell of each tracker and of the start, in this order', async () => {
    const heard: unknown[] = [];
    beforeTrackers((matomo) => {
      for (const name of ['TrackerSetup', 'TrackerAdded', 'MatomoInitialized']) {
        matomo.on(name, function (this: unknown, ...args: Tracker[]) {
          const sites = args.map((tracker) => tracker.getSiteId());
          heard.push([name, ...sites, matomo.getAsyncTrackers().length, this === window]);
        });
      }
    });
    await openPage();
    expect(heard).toEqual([
      ['TrackerSetup', '', 0, true],
      ['TrackerAdded', '1', 1, true],
      ['MatomoInitialized', 1, true],
    ]);
    globals.Matomo.addTracker(SECOND, 2);
    // The event has the tracker on which it was called.
    expect(heard.slice(3)).toEqual([
      ['TrackerSetup', 2, 1, true],
      ['TrackerAdded', '1', 2, true],
    ]);
    globals.Matomo.getTracker(SECOND, 3);
    expect(heard.slice(5)).toEqual([['TrackerSetup', 3, 2, true]]);
  });

  it('a handler that is taken away hears no more', async () => {
    await openPage();
    const heard: number[] = [];
    const handler = (): void => void heard.push(globals.Matomo.getAsyncTrackers().length);
    globals.Matomo.on('TrackerAdded', handler);
    globals.Matomo.addTracker(SECOND, 2);
    globals.Matomo.off('TrackerAdded', handler);
    globals.Matomo.addTracker(SECOND, 3);
    expect(heard).toEqual([2]);
  });

  it('a handler may push commands for the tracker that is being made', async () => {
    onTrackerSetup(() => (globals._paq as unknown[]).push(['setUserId', 'plugin']));
    const page = await openPage({ commands: [['trackPageView']] });
    expect(page.params()).toMatchObject([{ uid: 'plugin' }]);
    expect(globals.Matomo.getAsyncTrackers()).toHaveLength(1);
  });

  it('a handler may push them, too, where the tracker comes late', async () => {
    onTrackerSetup(() => (globals._paq as unknown[]).push(['setUserId', 'plugin']));
    const page = await openPage({ ...unconfigured, commands: [['trackPageView']] });
    page.push(['setTrackerUrl', SECOND], ['setSiteId', 2]);
    expect(page.params()).toMatchObject([{ uid: 'plugin' }]);
    expect(globals.Matomo.getAsyncTrackers()).toHaveLength(1);
  });

  it('a method that a plugin has replaced is the one that is called', async () => {
    onTrackerSetup((tracker) => (tracker.trackPageView = () => undefined));
    const page = await openPage({ commands: [['trackPageView'], ['trackEvent', 'c', 'a']] });
    expect(page.params()).toMatchObject([{ e_c: 'c' }]);
  });
});

describe('addPlugin', () => {
  it('given no object, then it is refused as by a tracker', async () => {
    const page = await openPage();
    globals.Matomo.addPlugin('mine', 1 as unknown as object);
    expect(page.errors).toEqual(['tinypaq: addPlugin: hooks is 1, expected an object']);
  });

  it('registers hooks for all trackers', async () => {
    const page = await openPage({ commands: [['addTracker', SECOND, 2]] });
    globals.Matomo.addPlugin('mine', { event: () => '&mine=1' });
    expect(await page.track(['trackEvent', 'c', 'a'])).toMatchObject([{ mine: '1' }, { mine: '1' }]);
  });

  it('does not get the hits tracked before, in the same task', async () => {
    const page = await openPage();
    push(['trackEvent', 'c', 'a']);
    globals.Matomo.addPlugin('late', { event: () => '&late=1' });
    await page.pass(801);
    expect(page.last()).toMatchObject({ e_c: 'c' });
    expect(page.last()).not.toHaveProperty('late');
  });
});
