// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { openPage } from '../../support/page';
import { SECOND, globals, onTrackerSetup, type Tracker } from '../trackers';

describe('with several trackers', () => {
  const two = { commands: [['addTracker', SECOND, 2]] };

  it('each command goes to each, in the order in which they were made', async () => {
    const page = await openPage(two);
    const hits = await page.track(['trackEvent', 'c', 'a']);
    expect(hits.map(({ idsite }) => idsite)).toEqual(['1', '2']);
  });

  it('trackers that are added in the initial queue get its other commands, too', async () => {
    const page = await openPage({ commands: [['trackPageView'], ['addTracker', SECOND, 2]] });
    expect(page.requests().map(({ to }) => to)).toEqual(['https://stats.test/matomo.php', SECOND]);
  });

  it('a tracker added in the initial queue without address has the last one that is set there', async () => {
    const page = await openPage({
      trackerUrl: null,
      commands: [['addTracker', null, 2], ['setTrackerUrl', 'https://x.test/'], ['setTrackerUrl', SECOND], ['ping']],
    });
    expect(page.requests().map(({ to }) => to)).toEqual([SECOND, SECOND]);
  });

  it.each(['setSiteId', 'setTrackerUrl'])('%s is for the first only', async (method) => {
    const page = await openPage(two);
    page.push([method, 'https://new.test/']);
    const [first, second] = globals.Matomo.getAsyncTrackers();
    const get = method.replace('set', 'get') as 'getSiteId';
    expect(first?.[get]()).toBe('https://new.test/');
    expect(second?.[get]()).not.toBe('https://new.test/');
  });

  it('addTracker adds one tracker, not one for each', async () => {
    const page = await openPage(two);
    page.push(['addTracker', SECOND, 3]);
    expect(globals.Matomo.getAsyncTrackers().map((tracker) => tracker.getSiteId())).toEqual(['1', 2, 3]);
  });

  it('a function is called once for each', async () => {
    const page = await openPage(two);
    const sites: unknown[] = [];
    page.push([
      function (this: Tracker) {
        sites.push(this.getSiteId());
      },
    ]);
    expect(sites).toEqual(['1', 2]);
  });

  it('a function that adds a tracker is not called for that one', async () => {
    const page = await openPage();
    page.push([
      function (this: Tracker) {
        this.addTracker(SECOND, 7);
      },
    ]);
    expect(globals.Matomo.getAsyncTrackers()).toHaveLength(2);
  });

  it("a plugin's method is called on each tracker's own object", async () => {
    const calls: unknown[] = [];
    onTrackerSetup((tracker) => {
      tracker['Helper'] = {
        mark(this: unknown, value: unknown) {
          calls.push([tracker.getSiteId(), value, this === tracker['Helper']]);
        },
      };
    });
    const page = await openPage(two);
    page.push(['Helper.mark', 'x']);
    expect(calls).toEqual([
      ['1', 'x', true],
      [2, 'x', true],
    ]);
  });
});
