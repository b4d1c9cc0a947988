// @vitest-environment happy-dom
// A burst of hits: the first is sent at once, those that follow within 800 ms are sent together in a later task.
import { describe, expect, it, vi } from 'vitest';
import { event } from '../support/commands';
import { ways } from '../support/network';
import { START, openPage } from '../support/page';

describe('hits in quick succession', () => {
  it('leave as the first one at once and the others in one batch when the window closes', async () => {
    const page = await openPage({ commands: [['trackPageView'], event('1'), event('2')] });
    await page.pass(400);
    page.push(event('3'));
    await page.pass(400);
    expect(page.hits()).toHaveLength(1);
    await page.pass(1);
    expect(page.requests().map(({ at }) => at - START)).toEqual([0, 801]);
    expect(page.params().map(({ e_a }) => e_a)).toEqual([undefined, '1', '2', '3']);
  });

  it('are collected anew after each batch', async () => {
    const page = await openPage({ commands: [['trackPageView'], event('1')] });
    await page.pass(1000);
    page.push(event('2'), event('3'));
    await page.pass(600);
    page.push(event('4'));
    await page.pass(5000);
    expect(page.requests().map(({ at }) => at - START)).toEqual([0, 801, 1601, 2401]);
    page.push(event('5'));
    expect(page.last()['e_a'], 'after a pause the next one leaves at once').toBe('5');
  });

  it('given more than a batch, leave as the smallest part first, and each other once the one before it is answered', async () => {
    const names = Array.from({ length: 110 }, (_, i) => String(i));
    const page = await openPage({ commands: [['trackPageView'], ...names.map(event)] });
    expect(page.hits()).toHaveLength(1);
    await page.pass(2401);
    expect(page.params().map(({ e_a }) => e_a)).toEqual([undefined, ...names]);
    expect(page.requests().map(({ at }) => at - START)).toEqual([0, 801, 900, 999]);
    expect(page.requests().map(({ body }) => body.split('"?').length - 1)).toEqual([0, 10, 50, 50]);
    expect(ways(page)).toEqual(['beacon', 'fetch', 'fetch', 'fetch']);
    page.push(event('later'));
    await page.pass(801);
    expect(page.requests().at(-1)?.via, 'what follows leaves as ever').toBe('beacon');
  });

  it('are a batch only if there are several', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    await page.track(event('1'));
    expect(page.hits().map(({ isInBatch }) => isInBatch)).toEqual([false, false]);
  });

  it('carry what was true at the time of their call', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    const hits = await page.track(event('1'), ['setUserId', 'anna'], event('2'));
    expect(hits.map(({ uid }) => uid)).toEqual([undefined, 'anna']);
  });

  it('leave one by one where batches are switched off', async () => {
    const page = await openPage({ commands: [['disableQueueRequest'], ['trackPageView'], event('1'), event('2')] });
    expect(page.requests().map(({ at }) => at - START)).toEqual([0, 0, 0]);
    expect(page.hits().some(({ isInBatch }) => isInBatch)).toBe(false);
  });

  it('leave as single images where there are no bodies', async () => {
    const page = await openPage({ commands: [['setRequestMethod', 'GET'], ['trackPageView'], event('1'), event('2')] });
    await page.pass(801);
    expect(ways(page)).toEqual(['image', 'image', 'image']);
    expect(page.params().map(({ e_a }) => e_a)).toEqual([undefined, '1', '2']);
  });

  it('leave as a batch by XMLHttpRequest where there are bodies but no beacons', async () => {
    const page = await openPage({
      commands: [
        ['disableAlwaysUseSendBeacon'],
        ['setRequestMethod', 'POST'],
        ['trackPageView'],
        event('1'),
        event('2'),
      ],
    });
    await page.pass(801);
    expect(ways(page)).toEqual(['xhr', 'xhr']);
    expect(page.params().map(({ e_a }) => e_a)).toEqual([undefined, '1', '2']);
  });

  it('are not held longer because the clock was set back', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    vi.setSystemTime(START - 3_600_000);
    page.push(event('1'));
    expect(page.last()['e_a']).toBe('1');
  });

  it('are held back if consent is withdrawn in another tab meanwhile, until it is given again', async () => {
    const page = await openPage({ commands: [['trackPageView'], event('1'), event('2')] });
    page.cookies.set('mtm_consent_removed', String(Date.now()));
    await page.pass(801);
    expect(page.hits()).toHaveLength(1);
    page.push(['setConsentGiven']);
    expect(page.params().map(({ e_a }) => e_a)).toEqual([undefined, '1', '2']);
  });

  it('are collected for each tracker by itself', async () => {
    const page = await openPage({
      commands: [['addTracker', 'https://second.test/t', '1'], ['trackPageView'], event('1')],
    });
    await page.pass(801);
    expect(page.requests().map(({ to, at }) => [new URL(to).host, at - START])).toEqual([
      ['stats.test', 0],
      ['second.test', 0],
      ['stats.test', 801],
      ['second.test', 801],
    ]);
    const ids = page.params().map(({ _id }) => _id);
    expect(new Set(ids).size).toBe(1);
    expect(page.params()[0]?.['pv_id']).not.toBe(page.params()[1]?.['pv_id']);
  });
});
