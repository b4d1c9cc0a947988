// @vitest-environment happy-dom
// Under a Content-Security-Policy that forbids connections, beacons seem to be sent: reported ones are repeated as images.
import { describe, expect, it, vi } from 'vitest';
import { event } from '../support/commands';
import { ways } from '../support/network';
import { override } from '../support/overrides';
import { openPage, type Page } from '../support/page';

/** Dispatches the browser's report of a request that the policy has blocked. */
function report(url: string, more: object = {}): void {
  const violation = { blockedURI: url, violatedDirective: 'connect-src', disposition: 'enforce', ...more };
  document.dispatchEvent(Object.assign(new Event('securitypolicyviolation'), violation));
}

const lastUrl = (page: Page): string => String(page.requests().at(-1)?.url);

describe('a policy that lets only images through', () => {
  it('has the blocked beacon repeated as an image, once, and all later hits sent as images', async () => {
    const callback = vi.fn();
    const page = await openPage({ commands: [['trackPageView', '', undefined, callback]] });
    const url = lastUrl(page);
    report(url);
    report(url);
    expect(ways(page)).toEqual(['beacon', 'image']);
    expect(page.last()).toMatchObject({ action_name: 'T1', send_image: '1' });
    await page.track(event('1'), event('2'));
    expect(ways(page)).toEqual(['beacon', 'image', 'image', 'image']);
    expect(callback, 'told once').toHaveBeenCalledTimes(1);
    expect(page.errors).toEqual([]);
  });

  it('given an older browser, which names what the directive allows, too, has the blocked beacon repeated', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    report(lastUrl(page), { violatedDirective: "connect-src 'none'" });
    expect(ways(page)).toEqual(['beacon', 'image']);
  });

  it('given the tracker’s address has a query of its own, has the blocked beacon repeated', async () => {
    const page = await openPage({ trackerUrl: 'https://stats.test/matomo.php?k=1', commands: [['trackPageView']] });
    report(lastUrl(page));
    expect(ways(page)).toEqual(['beacon', 'image']);
  });

  it('given Firefox, where a click would have the image replaced by a request, has it sent as an image', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    override(window, 'mozInnerScreenX', 0);
    override(navigator, 'userActivation', { isActive: true });
    report(lastUrl(page));
    expect(ways(page)).toEqual(['beacon', 'image']);
  });

  it('has every hit of a blocked batch repeated', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    await page.track(event('1'), event('2'));
    report(lastUrl(page));
    expect(
      page
        .params()
        .slice(3)
        .map(({ e_a }) => e_a),
    ).toEqual(['1', '2']);
  });

  it('has requests of confirmed delivery repeated as images', async () => {
    const page = await openPage({
      before: (network) => (network.status = ({ via }) => (via === 'image' ? 200 : 0)),
      commands: [['enableConfirmedDelivery'], event('1')],
    });
    report(lastUrl(page));
    await page.pass(5000);
    expect(ways(page)).toEqual(['fetch', 'image']);
    expect(page.params().map(({ e_a }) => e_a)).toEqual(['1', '1']);
  });

  it('has a blocked XMLHttpRequest repeated as images, one for each hit', async () => {
    const page = await openPage({
      before: (network) => (network.status = ({ via }) => (via === 'image' ? 200 : 0)),
      commands: [['setRequestMethod', 'POST'], ['disableAlwaysUseSendBeacon']],
    });
    page.push(['queueRequest', 'e_a=1'], ['queueRequest', 'e_a=2']);
    await page.pass(3000);
    report(lastUrl(page));
    await page.pass(5000);
    expect(ways(page)).toEqual(['xhr', 'image', 'image']);
    expect(
      page
        .params()
        .slice(2)
        .map(({ e_a }) => e_a),
    ).toEqual(['1', '2']);
  });

  it.each([
    ['only reports', { disposition: 'report' }],
    ['forbids something else', { violatedDirective: 'img-src' }],
    ['stops a request of somebody else', { blockedURI: 'https://other.test/x' }],
    ['says nothing of the request', { blockedURI: 'inline' }],
  ])('that %s changes nothing', async (_, more) => {
    const page = await openPage({ commands: [['trackPageView']] });
    report(lastUrl(page), more);
    await page.track(event('1'));
    expect(ways(page)).toEqual(['beacon', 'beacon']);
    expect(page.errors).toEqual([]);
  });

  it('that reports late finds only the last ten requests still known', async () => {
    const page = await openPage({ commands: [['disableQueueRequest'], event('0')] });
    page.push(...Array.from({ length: 10 }, (_, i) => event(String(i + 1))));
    const urls = page.requests().map(({ url }) => url);
    urls.forEach((url) => report(url));
    const images = page.hits().filter(({ request }) => request.via === 'image');
    expect(images.map(({ params }) => params['e_a'])).toEqual(Array.from({ length: 10 }, (_, i) => String(i + 1)));
  });

  it('given a frame in whose srcdoc the tracker’s address is without a host, has the beacon repeated, too', async () => {
    const page = await openPage({
      url: 'about:srcdoc',
      before: () => override(document, 'baseURI', 'https://shop.test/p'),
      trackerUrl: '/matomo.php',
      commands: [['trackPageView']],
    });
    report(`https://shop.test${lastUrl(page)}`);
    expect(ways(page)).toEqual(['beacon', 'image']);
  });
});
