// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import { openPage } from '../support/page';
import { override } from '../support/overrides';

it('a page opened to check the installation sends the code back with every hit, and closes itself', async () => {
  let sentBefore = 0;
  const close = vi.fn(() => (sentBefore = requests.length));
  let requests: unknown[] = [];
  const page = await openPage({
    url: 'https://shop.test/?tracker_install_check=a%20b',
    before: (network) => {
      requests = network.sent;
      override(window, 'close', close);
    },
    commands: [['trackPageView']],
  });
  expect(page.last()['tracker_install_check']).toBe('a b');
  expect(close).toHaveBeenCalledTimes(1);
  expect(sentBefore).toBe(1);
  const [event] = await page.track(['trackEvent', 'c', 'a']);
  expect(event?.['tracker_install_check']).toBe('a b');
});

it('other pages stay open and send no code', async () => {
  const close = vi.fn();
  const page = await openPage({ before: () => override(window, 'close', close), commands: [['trackPageView']] });
  expect(page.last()).not.toHaveProperty('tracker_install_check');
  expect(close).not.toHaveBeenCalled();
});
