// @vitest-environment happy-dom
// The settings of transport that have no effect of their own; the others are told in test/transport.
import { expect, it } from 'vitest';
import { openPage } from '../support/page';

it('the pause for links is kept as it is set', async () => {
  const page = await openPage({ commands: [['setLinkTrackingTimer', 10_000]] });
  expect(page.tracker['getLinkTrackingTimer']?.()).toBe(10_000);
});

it('unless it is set it is the original half second', async () => {
  const page = await openPage();
  expect(page.tracker['getLinkTrackingTimer']?.()).toBe(500);
});

it('the method is taken in any case and form', async () => {
  const page = await openPage({ commands: [['setRequestMethod', Object('post')], ['trackPageView']] });
  expect(page.requests()[0]?.body).not.toBe('');
});
