// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { ways } from '../support/network';
import { START, openPage, type Page } from '../support/page';

const queued = (name: unknown): unknown[] => ['queueRequest', `q=${name}`];
/** By the fake clock, a task that another task has started runs this much (ms) later. */
const HANDING = 1;

/** When requests were sent, without the time for the task in which they are handed over. */
const sentAt = (page: Page): number[] => page.requests().map(({ at }) => at - START - HANDING);

describe('the queue', () => {
  it('waits 2.5 s for another request', async () => {
    const page = await openPage({ commands: [queued(1)] });
    await page.pass(2000);
    page.push(queued(2));
    await page.pass(60_000);
    expect(sentAt(page)).toEqual([4500]);
    expect(page.params().map(({ q }) => q)).toEqual(['1', '2']);
  });

  it('waits no longer than four intervals, however many requests follow', async () => {
    const page = await openPage();
    for (let i = 0; i < 30; i++) {
      page.push(queued(i));
      await page.pass(500);
    }
    expect(sentAt(page)).toEqual([10_000]);
    page.leave();
    expect(page.params().map(({ q }) => q)).toEqual(Array.from({ length: 30 }, (_, i) => String(i)));
  });

  it('does not hold up other hits', async () => {
    const page = await openPage({ commands: [queued(1), ['trackPageView']] });
    expect(page.params().map(({ q }) => q)).toEqual([undefined]);
    await page.pass(2501);
    expect(page.params().map(({ q }) => q)).toEqual([undefined, '1']);
  });

  it.each([
    [1000, 1000],
    ['3000', 3000],
  ])('waits as long as it is told (%s)', async (given, milliseconds) => {
    const page = await openPage({ commands: [['setRequestQueueInterval', given], queued(1)] });
    await page.pass(60_000);
    expect(sentAt(page)).toEqual([milliseconds]);
  });

  it.each([[999], [0], [-1], ['abc'], [undefined], [null], [NaN]])(
    'refuses to wait %s ms, with one line',
    async (given) => {
      const page = await openPage({ commands: [['setRequestQueueInterval', given], queued(1)] });
      await page.pass(60_000);
      expect(sentAt(page)).toEqual([2500]);
      expect(page.errors).toEqual([expect.stringMatching(/setRequestQueueInterval is .*, expected 1000 or more/)]);
    },
  );

  it('can be switched off: requests leave at once, one by one', async () => {
    const page = await openPage({ commands: [['disableQueueRequest'], queued(1), queued(2)] });
    expect(page.requests().map(({ at }) => at)).toEqual([START, START]);
    expect(page.hits().some(({ isInBatch }) => isInBatch)).toBe(false);
  });

  it('can be switched off: hits that are tracked when the page is hidden leave one by one, too', async () => {
    const page = await openPage({ commands: [['disableQueueRequest']] });
    page.push(['addPlugin', 'p', { unload: () => page.push(queued(1), queued(2)) }]);
    page.hide();
    expect(page.params().map(({ q }) => q)).toEqual(['1', '2']);
    expect(page.requests()).toHaveLength(2);
  });

  it('leaves by XMLHttpRequest where beacons are off: a batch needs a body', async () => {
    const page = await openPage({ commands: [['disableAlwaysUseSendBeacon'], queued(1), queued(2)] });
    await page.pass(2501);
    expect(ways(page)).toEqual(['xhr']);
  });
});

describe('a batch', () => {
  it('is JSON, with everything that single hits carry', async () => {
    const page = await openPage({ commands: [['requireConsent'], ['setConsentGiven'], queued('"'), queued('\\')] });
    await page.pass(2501);
    const body = JSON.parse(page.requests()[0]?.body ?? '') as { requests: string[]; send_image: number };
    expect(body.send_image).toBe(0);
    // Characters that would end a text in JSON are percent-encoded, as browsers do in addresses.
    expect(body.requests.map((text) => text.slice(0, 5))).toEqual(['?q=%2', '?q=%5']);
    for (const { consent, uadata, res, idsite } of page.params()) {
      expect([consent, uadata, res, idsite]).toEqual(['1', '{}', '1024x768', '1']);
    }
    expect(page.requests()[0]?.query).toBe('');
  });

  it('holds at most 50 hits', async () => {
    const page = await openPage();
    page.push(...Array.from({ length: 120 }, (_, i) => queued(i)));
    await page.pass(4000);
    const sizes = page.requests().map(({ body }) => (JSON.parse(body) as { requests: [] }).requests.length);
    expect(sizes).toEqual([20, 50, 50]);
    expect(page.params().map(({ q }) => q)).toEqual(Array.from({ length: 120 }, (_, i) => String(i)));
  });

  it.each([
    ['plain text', 'x', 1],
    ['text of three bytes a character', '漢', 3],
    ['text that JSON escapes', '"', 2],
  ])('is at most 60 KB long, counted in bytes: %s', async (_, character, bytes) => {
    const page = await openPage();
    const count = 20;
    page.push(...Array.from({ length: count }, () => queued(character.repeat(Math.floor(14_000 / bytes)))));
    await page.pass(4000);
    const lengths = page.requests().map(({ body }) => Buffer.byteLength(body));
    expect(lengths.length).toBeGreaterThan(4);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(60 * 1024);
    expect(page.hits()).toHaveLength(count);
  });

  it('lets a hit that is too long by itself travel alone', async () => {
    const page = await openPage({ commands: [queued(1), queued('x'.repeat(70_000)), queued(3)] });
    await page.pass(4000);
    expect(page.hits().map(({ isInBatch }) => isInBatch)).toEqual([false, false, false]);
    expect(page.params().map(({ q }) => q?.length)).toEqual([1, 70_000, 1]);
  });
});
