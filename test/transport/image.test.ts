// @vitest-environment happy-dom
// Images, which Firefox cancels when the page sets out for another one: there a hit may have to be a request instead.
import { describe, expect, it, vi } from 'vitest';
import { VIEW } from '../support/commands';
import { ways } from '../support/network';
import { override } from '../support/overrides';
import { openPage, type PageOptions } from '../support/page';

describe('in Firefox, which cancels images when the page sets out for another one', () => {
  const GET = ['setRequestMethod', 'GET'];
  const firefox = (isActive: boolean, more: PageOptions['before'] = undefined): PageOptions => ({
    before(network) {
      override(window, 'mozInnerScreenX', 0);
      override(navigator, 'userActivation', { isActive });
      more?.(network);
    },
    commands: [GET, VIEW],
  });

  it('a hit without a click is an image', async () => {
    expect(ways(await openPage(firefox(false)))).toEqual(['image']);
  });

  it('given a version that does not tell whether there was a click, a hit is an image', async () => {
    const page = await openPage(firefox(false, () => override(navigator, 'userActivation', undefined)));
    expect(ways(page)).toEqual(['image']);
    expect(page.errors).toEqual([]);
  });

  it('a hit on a click, or when the page goes away, is a request that outlives the page', async () => {
    const clicked = await openPage(firefox(true));
    expect(clicked.requests()).toMatchObject([
      { via: 'fetch', body: '', init: { keepalive: true, credentials: 'include', mode: 'no-cors' } },
    ]);
    expect(clicked.requests()[0]?.init).not.toHaveProperty('method');
    expect(clicked.last()).toMatchObject({ action_name: 'T1', send_image: '1' });
    const left = await openPage(firefox(false));
    left.push(['trackEvent', 'c', 'a']);
    left.leave();
    expect(ways(left)).toEqual(['image', 'fetch']);
  });

  it.each(['stats.test', 'shop.test'])('tells the page when it has arrived at %s', async (host) => {
    const callback = vi.fn();
    const commands = [GET, ['trackPageView', undefined, undefined, callback]];
    await openPage({ ...firefox(true), trackerUrl: `https://${host}/matomo.php`, commands });
    await Promise.resolve();
    expect(callback.mock.calls).toMatchObject([[{ success: true, request: expect.stringContaining('send_image=1') }]]);
  });

  it('tells the page when its own server has refused it', async () => {
    const callback = vi.fn();
    const page = await openPage({
      ...firefox(true, (network) => (network.status = () => 500)),
      trackerUrl: 'https://shop.test/matomo.php',
      commands: [GET, ['trackPageView', undefined, undefined, callback]],
    });
    await page.pass(1000);
    expect(callback.mock.calls).toMatchObject([[{ success: false }]]);
    expect(ways(page)).toEqual(['fetch']);
  });

  it('where the page’s own fetch answers nothing, an image replaces it', async () => {
    const page = await openPage(firefox(true, () => override(window, 'fetch', () => undefined)));
    await page.pass(1000);
    expect(ways(page)).toEqual(['image']);
    expect(page.errors).toEqual([]);
  });

  it('where such a request fails, one image replaces it', async () => {
    const page = await openPage(
      firefox(true, (network) => (network.status = ({ via }) => (via === 'fetch' ? 0 : 200))),
    );
    await page.pass(60_000);
    expect(ways(page)).toEqual(['fetch', 'image']);
  });
});
