// @vitest-environment happy-dom
// The visitor may be leaving: all waiting hits are sent together, and later hits do not wait.
import { describe, expect, it, vi } from 'vitest';
import { event } from '../support/commands';
import { recordErrors } from '../support/console';
import { ways } from '../support/network';
import { override } from '../support/overrides';
import { openPage, type Page } from '../support/page';
import { navigationApi, setOut } from '../support/navigation';

const actions = (page: Page): (string | undefined)[] => page.params().map(({ e_a, q, ping }) => e_a ?? q ?? ping);

describe('when the page is hidden or left', () => {
  it.each([
    ['hidden', (page: Page) => page.hide()],
    ['gone without having been hidden', () => window.dispatchEvent(new Event('pagehide'))],
    ['hidden and gone', (page: Page) => page.leave()],
  ])('(%s) a burst and the queue leave at once, each as one batch', async (_, leave) => {
    const page = await openPage({
      commands: [['trackPageView'], event('1'), event('2'), ['queueRequest', 'q=3'], ['queueRequest', 'q=4']],
    });
    leave(page);
    expect(actions(page)).toEqual([undefined, '1', '2', '3', '4']);
    expect(page.requests()).toHaveLength(3);
    await page.pass(60_000);
    expect(page.hits(), 'once').toHaveLength(5);
  });

  it.each([
    ['burst', (i: number) => event(String(i))],
    ['queue', (i: number) => ['queueRequest', `q=${i}`]],
  ])(
    'a %s of 120 leaves in order, as batches of at most 50, of which the smallest is the first',
    async (_, command) => {
      const names = Array.from({ length: 120 }, (_, i) => i);
      const page = await openPage({ commands: [['trackPageView']] });
      page.push(...names.map(command));
      page.leave();
      const sizes = page
        .requests()
        .map(({ body }) => (body ? (JSON.parse(body) as { requests: [] }).requests.length : 1));
      expect(sizes).toEqual([1, 20, 50, 50]);
      expect(actions(page)).toEqual([undefined, ...names.map(String)]);
    },
  );

  it('a burst of long hits leaves as the fewest batches of at most 60 KB, of which the smallest is the first', async () => {
    const names = Array.from({ length: 99 }, (_, i) => String(i));
    const page = await openPage({ commands: [['trackPageView']] });
    page.push(...names.map((name) => ['trackEvent', 'c', name, 'x'.repeat(1400)]));
    page.leave();
    const bytes = page.requests().map(({ body }) => body.length);
    const least = Math.ceil(bytes.reduce((sum, size) => sum + size) / 60_000);
    expect(bytes).toHaveLength(1 + least);
    expect(Math.max(...bytes)).toBeLessThanOrEqual(60_000);
    expect(bytes).toEqual([...bytes].sort((one, other) => one - other));
    expect(actions(page)).toEqual([undefined, ...names]);
  });

  it.each([
    ['before anything was sent', 1, 1],
    ['between the burst and the queue', 2, 2],
  ])(
    'given a browser that stops the script %s, what is left goes when the page is called hidden',
    async (_, nth, sent) => {
      const page = await openPage({ commands: [['trackPageView'], event('1'), event('2'), ['queueRequest', 'q=3']] });
      const errors = recordErrors();
      let calls = 0;
      const stopped = vi.spyOn(window, 'clearTimeout').mockImplementation(() => {
        if (++calls === nth) throw new Error('stopped');
      });
      window.dispatchEvent(new Event('pagehide'));
      expect(page.requests()).toHaveLength(sent);
      expect(errors).toEqual([expect.stringContaining('stopped')]);
      stopped.mockRestore();
      page.hide();
      await page.pass(60_000);
      expect(actions(page), 'each once').toEqual([undefined, '1', '2', '3']);
    },
  );

  it('given a browser that stops the script before a batch is handed over, it leaves when the page is reported as hidden', async () => {
    const page = await openPage({ commands: [['trackPageView'], event('1'), event('2')] });
    recordErrors();
    const online = vi.spyOn(navigator, 'onLine', 'get').mockImplementationOnce(() => {
      page.hide();
      throw new Error('stopped');
    });
    window.dispatchEvent(new Event('pagehide'));
    expect(online, 'stopped').toHaveBeenCalledTimes(2);
    expect(actions(page)).toEqual([undefined, '1', '2']);
  });

  it('given a browser that stops the script after a batch was handed over, it is not sent again', async () => {
    const page = await openPage({ commands: [['trackPageView'], event('1'), event('2'), ['queueRequest', 'q=3']] });
    recordErrors();
    const splice = Array.prototype.splice;
    // The script is stopped when the batch is sent, and about to be removed from the list.
    vi.spyOn(Array.prototype, 'splice').mockImplementation(function (this: unknown[], ...where) {
      if (this.length < 2) return splice.apply(this, where);
      vi.mocked(Array.prototype.splice).mockRestore();
      throw new Error('stopped');
    });
    window.dispatchEvent(new Event('pagehide'));
    expect(actions(page)).toEqual([undefined, '1', '2']);
    page.hide();
    expect(actions(page)).toEqual([undefined, '1', '2', '3']);
  });

  it('hits of that very moment leave at once', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    page.hide();
    page.push(event('1'), event('2'), ['queueRequest', 'q=3']);
    expect(actions(page)).toEqual([undefined, '1', '2', '3']);
  });

  it('hits that are tracked on this occasion leave with the waiting ones, in one batch', async () => {
    const page = await openPage({ commands: [['enableHeartBeatTimer', 5], ['trackPageView']] });
    await page.pass(6000);
    page.push(event('1'), event('2'));
    page.push(['addPlugin', 'p', { unload: () => page.push(event('3')) }]);
    page.hide();
    expect(actions(page)).toEqual([undefined, '1', '2', '1', '3']);
    expect(page.requests()).toHaveLength(3);
  });

  it('hits that still wait for client hints leave with what is known of the browser', async () => {
    const getHighEntropyValues = () => new Promise<never>(() => undefined);
    const page = await openPage({
      navigator: { userAgentData: { brands: [{ brand: 'B', version: '1' }], platform: 'Linux', getHighEntropyValues } },
      commands: [['trackPageView'], event('1'), ['queueRequest', 'q=2']],
    });
    page.leave();
    expect(actions(page)).toEqual([undefined, '1', '2']);
    expect(page.params().map(({ uadata }) => uadata)).toEqual(
      Array(3).fill('{"brands":[{"brand":"B","version":"1"}],"platform":"Linux"}'),
    );
    expect(page.requests()).toHaveLength(2);
  });

  it('a plugin that throws does not keep anything back', async () => {
    const page = await openPage({ commands: [['trackPageView'], event('1')] });
    const bad = {
      unload() {
        throw new Error('no');
      },
    };
    const worse = Object.defineProperty({}, 'unload', { get: bad.unload });
    const good = { unload: vi.fn() };
    page.push(['addPlugin', 'bad', bad], ['addPlugin', 'worse', worse], ['addPlugin', 'good', good]);
    page.leave();
    expect(actions(page)).toEqual([undefined, '1']);
    expect(good.unload).toHaveBeenCalled();
    expect(page.errors.length).toBeGreaterThan(0);
  });

  it('a page that replaces methods of the tracker by ones that throw keeps nothing back', async () => {
    const page = await openPage({ commands: [['enableHeartBeatTimer', 5], ['trackPageView']] });
    await page.pass(6000);
    page.tracker.ping = () => {
      throw new Error('no');
    };
    page.push(event('1'), event('2'));
    page.hide();
    expect(actions(page)).toEqual([undefined, '1', '2']);
  });

  it.each([
    ['hidden', (page: Page) => page.hide()],
    ['gone, though it is still called visible', () => window.dispatchEvent(new Event('pagehide'))],
  ])(
    '(%s) a hit with a body takes a beacon even where beacons are off: nothing else is sure to get out',
    async (_, leave) => {
      const page = await openPage({
        commands: [['disableAlwaysUseSendBeacon'], ['setRequestMethod', 'POST'], ['trackPageView']],
      });
      page.push(event('1'));
      leave(page);
      expect(ways(page)).toEqual(['xhr', 'beacon']);
    },
  );

  it('images stay images where the page asked for them', async () => {
    const page = await openPage({ commands: [['setRequestMethod', 'GET'], ['trackPageView'], event('1')] });
    page.leave();
    expect(ways(page)).toEqual(['image', 'image']);
  });
});

describe('when the page sets out for another address', () => {
  const openSettingOut = async (isNear: boolean) => {
    const navigation = navigationApi();
    const page = await openPage({
      before: () => override(window, 'navigation', navigation),
      commands: [['trackPageView'], event('1'), event('2'), ['queueRequest', 'q=3']],
    });
    setOut(navigation, isNear);
    return page;
  };

  it('of another origin, waiting hits leave before the browser can end the process of the page', async () => {
    const page = await openSettingOut(false);
    expect(actions(page)).toEqual([undefined, '1', '2', '3']);
    page.leave();
    expect(page.requests(), 'once').toHaveLength(3);
  });

  it('of its own origin, no request leaves at this moment: those sent when the page goes might overtake it', async () => {
    const navigation = navigationApi();
    const before = (): void => override(window, 'navigation', navigation);
    const page = await openPage({ before, commands: [['trackPageView'], event('1')] });
    await page.pass(700);
    setOut(navigation, true);
    page.push(event('2'));
    await page.pass(700);
    expect(actions(page)).toEqual([undefined]);
    page.leave();
    expect(actions(page)).toEqual([undefined, '1', '2']);
    expect(page.requests()).toHaveLength(2);
  });

  it('of its own origin, such as the next view of an app, waiting hits go on waiting', async () => {
    const page = await openSettingOut(true);
    expect(actions(page)).toEqual([undefined]);
    page.leave();
    expect(actions(page)).toEqual([undefined, '1', '2', '3']);
  });

  it('given elements named navigation where there is no Navigation API, then the console stays empty', async () => {
    const page = await openPage({
      before: () => override(window, 'navigation', document.getElementsByTagName('nav')),
      commands: [['trackPageView'], event('1')],
    });
    page.leave();
    expect(actions(page)).toEqual([undefined, '1']);
    expect(page.errors).toEqual([]);
  });
});

describe('when the visitor comes back', () => {
  it.each([
    ['from another tab', (page: Page) => (page.hide(), page.show())],
    ['by the back/forward cache', (page: Page) => (page.leave(), page.restore())],
  ])('(%s) hits are collected again', async (_, comeBack) => {
    const page = await openPage({ commands: [['trackPageView']] });
    comeBack(page);
    await page.pass(5000);
    page.push(event('1'), event('2'), event('3'));
    await page.pass(801);
    expect(page.hits().map(({ isInBatch }) => isInBatch)).toEqual([false, false, true, true]);
  });

  it('by the back/forward cache hits are collected again in the small script, too', async () => {
    const page = await openPage({ script: 'core', commands: [['trackPageView']] });
    page.leave();
    page.restore();
    await page.pass(5000);
    page.push(event('1'), event('2'), event('3'));
    await page.pass(801);
    expect(page.hits().map(({ isInBatch }) => isInBatch)).toEqual([false, false, true, true]);
  });

  it('by the back/forward cache no page view is counted by itself', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    page.leave();
    page.restore();
    await page.pass(5000);
    expect(page.hits()).toHaveLength(1);
  });
});

it('neither beforeunload nor unload is listened to: they would keep the page out of the back/forward cache', async () => {
  const types: string[] = [];
  const page = await openPage({
    before() {
      for (const target of [window, document]) {
        const add = target.addEventListener.bind(target);
        vi.spyOn(target, 'addEventListener').mockImplementation((type: string, ...more: unknown[]) => {
          types.push(type);
          (add as (...args: unknown[]) => void)(type, ...more);
        });
      }
    },
    commands: [['enableHeartBeatTimer'], ['enableLinkTracking'], ['trackPageView']],
  });
  page.leave();
  expect(types).toContain('pagehide');
  expect(types).not.toEqual(expect.arrayContaining([expect.stringMatching(/unload$/)]));
});
