// @vitest-environment happy-dom
// The callback of a hit is called once with the outcome, however the hit is sent.
import { describe, expect, it, vi } from 'vitest';
import { ways } from '../support/network';
import { TRACKER_URL, openPage, type PageOptions } from '../support/page';
import { override } from '../support/overrides';

interface Told {
  request: string;
  trackerUrl: string;
  success: boolean;
  isSendBeacon?: boolean;
  xhr?: { status: number };
}

const withCallback = async (options: PageOptions) => {
  const callback = vi.fn<(outcome: Told) => void>();
  const page = await openPage(options);
  page.push(['trackPageView', undefined, undefined, callback]);
  return { page, callback };
};

describe('a callback', () => {
  it.each([
    ['trackPageView', (callback: unknown) => ['trackPageView', '', undefined, callback]],
    ['trackEvent', (callback: unknown) => ['trackEvent', 'c', 'a', 'n', 1, undefined, callback]],
    ['trackGoal', (callback: unknown) => ['trackGoal', 1, 1, undefined, callback]],
    ['trackLink', (callback: unknown) => ['trackLink', 'https://o.test/', 'link', undefined, callback]],
    ['trackRequest', (callback: unknown) => ['trackRequest', 'a=b', undefined, callback]],
  ])('of %s is called in the same task as the beacon', async (_, command) => {
    const page = await openPage();
    const callback = vi.fn();
    page.push(command(callback));
    expect(callback.mock.calls).toEqual([
      [{ request: page.hits()[0]?.text, trackerUrl: TRACKER_URL, success: true, isSendBeacon: true }],
    ]);
  });

  it.each([
    [200, true],
    [404, false],
  ])('of an image that is answered with %i is told %s', async (status, success) => {
    const { page, callback } = await withCallback({
      before: (network) => (network.holdAnswers = true),
      commands: [['setRequestMethod', 'GET']],
    });
    await page.pass(5000);
    expect(callback).not.toHaveBeenCalled();
    page.requests()[0]?.answer(status);
    expect(callback.mock.calls).toEqual([[{ request: page.hits()[0]?.text, trackerUrl: TRACKER_URL, success }]]);
    expect(callback.mock.lastCall?.[0].request).toContain('send_image=1');
  });

  it.each([
    [204, true],
    [0, false],
  ])('of an XMLHttpRequest that is answered with %i is told %s, with the request', async (status, success) => {
    const { page, callback } = await withCallback({
      before: (network) => (network.status = () => status),
      commands: [['disableAlwaysUseSendBeacon'], ['setRequestMethod', 'POST']],
    });
    await page.pass(0);
    expect(callback).toHaveBeenCalledTimes(1);
    expect(callback.mock.lastCall?.[0]).toMatchObject({ success, trackerUrl: TRACKER_URL, xhr: { status } });
  });

  it.each([[304], [405], [500]])(
    'of an XMLHttpRequest that is answered with %i gets the outcome of the image that replaces it',
    async (status) => {
      const { page, callback } = await withCallback({
        before: (network) => (network.status = ({ via }) => (via === 'xhr' ? status : 200)),
        commands: [['disableAlwaysUseSendBeacon'], ['setRequestMethod', 'POST']],
      });
      await page.pass(0);
      expect(ways(page)).toEqual(['xhr', 'image']);
      expect(callback.mock.calls).toMatchObject([[{ success: true, trackerUrl: TRACKER_URL }]]);
      expect(callback.mock.lastCall?.[0].request).toContain('send_image=1');
    },
  );

  it('of a hit that had to be fetched is called when the fetch has settled', async () => {
    const { page, callback } = await withCallback({ before: () => override(navigator, 'sendBeacon', undefined) });
    await page.pass(0);
    expect(callback.mock.calls).toEqual([[{ request: page.hits()[0]?.text, trackerUrl: TRACKER_URL, success: true }]]);
  });

  it('of a hit whose fetch failed is called when the image that replaces it has settled', async () => {
    const { page, callback } = await withCallback({
      before(network) {
        network.acceptsBeacon = () => false;
        network.status = ({ via }) => (via === 'fetch' ? 0 : 200);
      },
    });
    await page.pass(0);
    expect(callback).toHaveBeenCalledTimes(1);
    expect(callback.mock.lastCall?.[0]).toMatchObject({ success: true });
  });

  it('of each hit in a batch is called with its own request', async () => {
    const { page, callback } = await withCallback({});
    const second = vi.fn<(outcome: Told) => void>();
    await page.track(
      ['trackEvent', 'c', 'a', 'n', 1, undefined, callback],
      ['trackEvent', 'c', 'b', 'n', 1, undefined, second],
    );
    expect(page.requests()).toHaveLength(2);
    expect(callback.mock.calls.map(([{ request }]) => request)).toEqual(
      page
        .hits()
        .slice(0, 2)
        .map(({ text }) => text),
    );
    expect(second.mock.calls.map(([{ request, success }]) => [request, success])).toEqual([
      [page.hits()[2]?.text, true],
    ]);
  });

  it('is called once when a hit has to wait, and not again when it has left', async () => {
    const { page, callback } = await withCallback({ navigator: { onLine: false } });
    expect(callback.mock.calls.map(([{ success }]) => success)).toEqual([false]);
    page.goOnline();
    await page.pass(60_000);
    expect(page.hits()).toHaveLength(1);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  it('of a hit that waits for consent is called when it leaves', async () => {
    const { page, callback } = await withCallback({ commands: [['requireConsent']] });
    expect(callback).not.toHaveBeenCalled();
    page.push(['setConsentGiven']);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  it('is not called for a hit that is not sent', async () => {
    const { callback } = await withCallback({ commands: [['setSampleRate', 0]] });
    expect(callback).not.toHaveBeenCalled();
  });

  it('that throws costs one line and holds nothing up', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    const bad = (): never => {
      throw new Error('no');
    };
    const good = vi.fn();
    await page.track(['trackGoal', 1, 1, undefined, bad], ['trackGoal', 2, 1, undefined, good]);
    expect(good).toHaveBeenCalledTimes(1);
    expect(page.errors).toEqual([expect.stringContaining('callback')]);
  });

  it.each([['text'], [{}], [5], [null]])('that is none (%j) is left alone', async (callback) => {
    const page = await openPage({ commands: [['trackPageView', '', undefined, callback]] });
    expect(page.hits()).toHaveLength(1);
    expect(page.errors).toEqual([]);
  });
});
