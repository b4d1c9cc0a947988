// @vitest-environment happy-dom
// Hits wait while the address of the server is not known.
import { describe, expect, it } from 'vitest';
import { openPage } from '../../support/page';
import { SECOND, globals } from '../trackers';
import type { PageTracker } from '../../../src/types';

describe('before there is a tracker address', () => {
  it('commands wait for it', async () => {
    const page = await openPage({
      trackerUrl: null,
      siteId: null,
      commands: [['trackPageView'], ['setUserId', 'anna'], ['setSiteId', 4]],
    });
    expect(globals.Matomo.getAsyncTrackers()).toEqual([]);
    page.push(['trackEvent', 'c', 'a']);
    expect(page.requests()).toEqual([]);
    page.push(['setTrackerUrl', SECOND]);
    await page.pass(801);
    expect(page.params()).toMatchObject([
      { action_name: 'T1', uid: 'anna', idsite: '4' },
      { e_c: 'c', uid: 'anna' },
    ]);
    expect(page.errors).toEqual([]);
  });

  it('given the standard snippet behind the script, command by command, then they wait for the site, too', async () => {
    const page = await openPage({ trackerUrl: null, siteId: null });
    page.push(['trackPageView']);
    page.push(['setTrackerUrl', SECOND]);
    await page.pass(5000);
    expect(page.requests()).toEqual([]);
    page.push(['setSiteId', 4]);
    expect(page.params()).toMatchObject([{ action_name: 'T1', idsite: '4' }]);
  });

  it('static commands need none', async () => {
    const calls: unknown[] = [];
    const page = await openPage({
      trackerUrl: null,
      siteId: null,
      commands: [['DOM::onReady', () => calls.push('ready')]],
    });
    page.push(['Extra::note', 1], ['trackPageView']);
    expect(calls).toEqual(['ready']);
    globals.Matomo['Extra'] = { note: (value: unknown) => calls.push(value) };
    globals.Matomo.retryMissedPluginCalls();
    expect(calls).toEqual(['ready', 1]);
    page.push(['setTrackerUrl', SECOND], ['setSiteId', 4]);
    expect(page.params()).toMatchObject([{ action_name: 'T1' }]);
    expect(calls).toHaveLength(2);
  });

  it.each<[string, unknown]>([
    ['addTracker', ['addTracker', SECOND, 4]],
    [
      'a function',
      function (this: PageTracker) {
        this.setTrackerUrl(SECOND);
        this.setSiteId(4);
      },
    ],
  ])('%s gives one, too', async (_, command) => {
    const page = await openPage({ trackerUrl: null, siteId: null });
    page.push(command, ['trackEvent', 'c', 'a']);
    await page.pass(801);
    expect(page.requests().filter(({ to }) => to === SECOND)).toHaveLength(1);
  });

  it('a tracker that is made by hand gets them', async () => {
    const page = await openPage({ trackerUrl: null, siteId: null, commands: [['trackPageView']] });
    globals.Matomo.addTracker(SECOND, 4);
    expect(page.params()).toMatchObject([{ action_name: 'T1', idsite: '4' }]);
  });
});
