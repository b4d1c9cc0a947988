// @vitest-environment happy-dom
// The settings of transport that have no effect of their own; the others are in test/transport.
import { expect, it } from 'vitest';
import { openPage } from '../support/page';

it('the pause for links is returned as it was set', async () => {
  const page = await openPage({ commands: [['setLinkTrackingTimer', 10_000]] });
  expect(page.tracker.getLinkTrackingTimer()).toBe(10_000);
});

it('the pause for links is the original’s half second by default', async () => {
  const page = await openPage();
  expect(page.tracker.getLinkTrackingTimer()).toBe(500);
});

it('the request method may be in lower case, and a String object', async () => {
  const page = await openPage({ commands: [['setRequestMethod', Object('post')], ['trackPageView']] });
  expect(page.requests()[0]?.body).not.toBe('');
});
