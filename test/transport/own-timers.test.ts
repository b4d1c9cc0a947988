// @vitest-environment happy-dom
// Pages whose own `setTimeout` leaves out the arguments for a task, or hands it one of its own, as schedulers of libraries do.
import { describe, expect, it, vi } from 'vitest';
import { event } from '../support/commands';
import { override } from '../support/overrides';
import { openPage, START, type Page, type PageOptions } from '../support/page';

const openWithOwnTimers = (options: PageOptions = {}): Promise<Page> =>
  openPage({
    ...options,
    before() {
      const later = setTimeout;
      override(globalThis, 'setTimeout', (task: (own: string) => void, wait: number) =>
        later(() => task('own argument'), wait),
      );
    },
    commands: [['trackPageView'], event('a'), event('b')],
  });

describe('given timers of the page’s own', () => {
  it('when all hits have left, then no timer is running any more', async () => {
    const page = await openWithOwnTimers();
    await page.pass(5000);
    expect(page.hits()).toHaveLength(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('when the visitor objects in another tab, then hits that wait for the gap are held', async () => {
    const page = await openWithOwnTimers();
    page.cookies.set('mtm_consent_removed', String(START + 100));
    await page.pass(5000);
    expect(page.hits()).toHaveLength(1);
  });

  it('when the browser does not answer for its client hints, then its brand and platform are sent', async () => {
    const getHighEntropyValues = (): Promise<object> => new Promise(() => undefined);
    const page = await openWithOwnTimers({
      navigator: { userAgentData: { brands: [], platform: 'Linux', getHighEntropyValues } },
    });
    await page.pass(5000);
    expect(page.params()[0]).toMatchObject({ uadata: '{"brands":[],"platform":"Linux"}' });
  });
});
