// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { openPage } from '../support/page';

/** Visitor IDs at 12.5 % and at 87.5 % of all IDs. */
const LOW = '2000000000000000';
const HIGH = 'e000000000000000';

const ALL_KINDS = [
  ['trackPageView'],
  ['trackEvent', 'c', 'a'],
  ['queueRequest', 'a=b'],
  ['ping'],
  ['trackEcommerceOrder', 'O', 1],
];

describe('setSampleRate', () => {
  it.each([
    [50, LOW, true],
    [50, HIGH, false],
    [12, LOW, false],
    [13, LOW, true],
    [0, LOW, false],
    [0, '0000000000000000', false],
    [100, HIGH, true],
    ['50', LOW, true],
  ])('at %s percent visitor %s is tracked: %s', async (rate, id, isTracked) => {
    const page = await openPage({ commands: [['setSampleRate', rate], ['setVisitorId', id], ...ALL_KINDS] });
    page.leave();
    expect(page.hits()).toHaveLength(isTracked ? ALL_KINDS.length : 0);
  });

  it('tracks all visitors by default', async () => {
    const page = await openPage({ commands: [['setVisitorId', HIGH], ['trackPageView']] });
    expect(page.hits()).toHaveLength(1);
  });

  it.each([true, false])('decides once for a visitor: the next pages are tracked, too, or not (%s)', async (isIn) => {
    vi.spyOn(crypto, 'getRandomValues').mockImplementation((bytes) => {
      new Uint8Array((bytes as Uint8Array).buffer).fill(isIn ? 0 : 255);
      return bytes;
    });
    const commands = [['setSampleRate', 50], ['trackPageView']];
    const first = await openPage({ commands });
    vi.mocked(crypto.getRandomValues).mockImplementation((bytes) => {
      new Uint8Array((bytes as Uint8Array).buffer).fill(isIn ? 255 : 0);
      return bytes;
    });
    const second = await first.goto({ commands });
    expect([first.hits().length, second.hits().length]).toEqual(isIn ? [1, 1] : [0, 0]);
  });

  it('given the page samples from its own processing of a hit, then that hit is still sent', async () => {
    const page = await openPage();
    page.push(
      ['setCustomRequestProcessing', (request: string) => (page.push(['setSampleRate', 0]), request)],
      ['trackEvent', 'c', 'a'],
      ['trackEvent', 'c', 'b'],
    );
    await page.pass(801);
    expect(page.params().map(({ e_a }) => e_a)).toEqual(['a']);
  });

  it('does not mark a new visitor as known', async () => {
    const page = await openPage({ commands: [['setSampleRate', 99.99999], ['trackPageView']] });
    expect(page.last()['_idn']).toBe('1');
  });

  it('decides once for a page where there is no ID', async () => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(0.9);
    const page = await openPage({ commands: [['disableCookies'], ['setSampleRate', 50], ['trackPageView']] });
    random.mockReturnValue(0.1);
    expect(await page.track(['trackEvent', 'c', 'a'])).toEqual([]);
  });

  it.each([[-1], [101], ['half'], [undefined], [NaN], [{}], [null], [''], [[]], [false], [true]])(
    'refuses %s with one line, and goes on tracking',
    async (rate) => {
      const page = await openPage({ commands: [['setSampleRate', rate], ['trackPageView']] });
      expect(page.hits()).toHaveLength(1);
      expect(page.errors).toEqual([expect.stringMatching(/setSampleRate is .*, expected 0 to 100/)]);
    },
  );
});
