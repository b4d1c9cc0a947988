// On a server there is no page: importing the module does nothing, nor do its trackers.
import { expect, it } from 'vitest';
import { createTracker, fullFeatures, pageViews } from '../../src';

it('given no document, then a tracker has every method, and none does or returns anything', () => {
  expect(typeof document).toBe('undefined');
  const tracker = createTracker({ url: 'https://stats.test/matomo.php', siteId: 1, features: fullFeatures });
  expect(tracker.trackPageView('Title')).toBeUndefined();
  expect(tracker.getVisitorId()).toBeUndefined();
  expect(tracker.enableSinglePageTracking()).toBeUndefined();
});

it('given no document, then features are not run', () => {
  let made = 0;
  createTracker({ url: '', siteId: '', features: [pageViews, () => ({ made: made++ })] });
  expect(made).toBe(0);
});

it('given no document, then a tracker can be awaited, and converted to text and JSON', async () => {
  const tracker = createTracker({ url: '', siteId: '', features: [pageViews] });
  expect(await Promise.resolve(tracker)).toBe(tracker);
  expect(() => `${String(tracker)}${JSON.stringify({ tracker })}`).not.toThrow();
});
