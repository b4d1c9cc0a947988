// @vitest-environment happy-dom
// Commands for objects of the global or of plugins, which may be defined later.
import { describe, expect, it } from 'vitest';
import { openPage } from '../../support/page';
import { SECOND, globals, onTrackerSetup, type Tracker } from '../trackers';

describe('a static command', () => {
  it('calls the function of the object, once, without a tracker', async () => {
    const page = await openPage({ commands: [['addTracker', SECOND, 2]] });
    const calls: unknown[] = [];
    globals.Matomo['Extra'] = {
      note(this: unknown, ...args: unknown[]) {
        calls.push([this === globals.Matomo['Extra'], ...args]);
      },
    };
    page.push(['Extra::note', 1, 'b']);
    expect(calls).toEqual([[true, 1, 'b']]);
  });

  it('reaches the members that are always there', async () => {
    const page = await openPage();
    let isReady = false;
    page.push(['DOM::onReady', () => (isReady = true)]);
    expect(isReady).toBe(true);
  });

  it.each([[['Late::act', 1]], [['Late.act', 1]]])('%j is kept silently until its object is there', async (command) => {
    const page = await openPage();
    page.push(command);
    globals.Matomo.retryMissedPluginCalls();
    expect(page.errors).toEqual([]);
    const calls: unknown[] = [];
    const late = { act: (value: unknown) => calls.push(value) };
    globals.Matomo['Late'] = late;
    Object.assign(page.tracker, { Late: late });
    expect(calls).toEqual([]);
    globals.Matomo.retryMissedPluginCalls();
    globals.Matomo.retryMissedPluginCalls();
    expect(calls).toEqual([1]);
  });

  it('that was missed by one tracker is repeated for that one only', async () => {
    const calls: unknown[] = [];
    const helperOf = (tracker: Tracker) => ({ mark: () => calls.push(tracker.getSiteId()) });
    onTrackerSetup((tracker) => {
      if (tracker.getTrackerUrl() !== SECOND) tracker['Helper'] = helperOf(tracker);
    });
    const page = await openPage({ commands: [['addTracker', SECOND, 2]] });
    page.push(['Helper.mark']);
    const second = globals.Matomo.getAsyncTrackers()[1] as Tracker;
    second['Helper'] = helperOf(second);
    globals.Matomo.retryMissedPluginCalls();
    expect(calls).toEqual(['1', 2]);
  });

  it('missed calls are repeated in their order', async () => {
    const page = await openPage();
    const calls: unknown[] = [];
    page.push(['Late::act', 1], ['Other::act', 2], ['Late::act', 3]);
    globals.Matomo['Late'] = { act: (value: unknown) => calls.push(value) };
    globals.Matomo.retryMissedPluginCalls();
    globals.Matomo['Other'] = globals.Matomo['Late'];
    globals.Matomo.retryMissedPluginCalls();
    expect(calls).toEqual([1, 3, 2]);
  });

  it("without the method in a plugin's object is one complaint", async () => {
    onTrackerSetup((tracker) => (tracker['Helper'] = {}));
    const page = await openPage();
    page.push(['Helper.nope'], ['Helper.nope']);
    expect(page.errors).toHaveLength(2);
  });
});
