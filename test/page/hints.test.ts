// @vitest-environment happy-dom
// Client hints (uadata): requested once, awaited for at most a second, the same for the whole page.
import { describe, expect, it, vi } from 'vitest';
import { event } from '../support/commands';
import { overrideAccess } from '../support/overrides';
import { openPage, type Page } from '../support/page';

const brands = [{ brand: 'Chromium', version: '156' }];
const LOW_ENTROPY = `{"brands":${JSON.stringify(brands)},"platform":"Linux"}`;

const hintsOf = (page: Page): (string | undefined)[] => page.params().map(({ uadata }) => uadata);

const openWith = (getHighEntropyValues: unknown, commands: unknown[]): Promise<Page> =>
  openPage({ navigator: { userAgentData: { brands, platform: 'Linux', getHighEntropyValues } }, commands });

describe('client hints', () => {
  it('are an empty object where the browser has none, and nothing waits', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    expect(hintsOf(page)).toEqual(['{}']);
  });

  it('hold hits until the browser has answered; then these leave in order', async () => {
    let answer: (hints: object) => void = () => undefined;
    const asked = vi.fn(() => new Promise((resolve) => (answer = resolve)));
    const page = await openWith(asked, [['trackPageView'], event('1')]);
    page.push(['queueRequest', 'e_a=2']);
    await page.pass(500);
    expect(page.hits()).toEqual([]);
    answer({ model: '', platform: 'Linux', brands, uaFullVersion: '156.0', fullVersionList: brands, extra: 1 });
    await page.pass(3000);
    expect(page.params().map(({ e_a }) => e_a)).toEqual([undefined, '1', '2']);
    const known = `{"model":"","platform":"Linux","fullVersionList":${JSON.stringify(brands)},"extra":1}`;
    expect(hintsOf(page)).toEqual([known, known, known]);
    expect(asked.mock.calls).toEqual([
      [['brands', 'model', 'platform', 'platformVersion', 'uaFullVersion', 'fullVersionList', 'formFactors']],
    ]);
  });

  it('do not change what hits carry: additions and processing are those of the time of the call', async () => {
    const page = await openWith(
      () => new Promise((resolve) => setTimeout(resolve, 50)),
      [
        ['appendToTrackingUrl', 'a=1'],
        ['trackPageView'],
        ['appendToTrackingUrl', 'b=2'],
        ['setCustomRequestProcessing', (text: string) => `${text}&c=3`],
        event('1'),
        ['appendToTrackingUrl', ''],
        ['setCustomRequestProcessing', null],
        event('2'),
      ],
    );
    await page.pass(1000);
    expect(page.params().map(({ a, b, c }) => [a, b, c])).toEqual([
      ['1', undefined, undefined],
      [undefined, '2', '3'],
      [undefined, undefined, undefined],
    ]);
  });

  it('do not change the visitor of a hit: visitor and campaign are those of the time of the call', async () => {
    const page = await openPage({
      url: 'https://shop.test/p?mtm_campaign=spring',
      referrer: 'https://ext.test/',
      navigator: {
        userAgentData: {
          brands,
          platform: 'Linux',
          getHighEntropyValues: () => new Promise((resolve) => setTimeout(resolve, 500)),
        },
      },
      commands: [['trackPageView']],
    });
    page.push(['setReferrerUrl', 'https://shop.test/p'], ['setCustomUrl', '/two'], ['trackPageView', 'two']);
    page.push(['setSiteId', 8], ['trackPageView', 'three']);
    await page.pass(2000);
    const [one, two, three] = page.params();
    expect(one).toMatchObject({ idsite: '1', _rcn: 'spring', _ref: 'https://ext.test/' });
    expect(two).toMatchObject({ idsite: '1', _rcn: 'spring', _ref: 'https://ext.test/', _id: one?.['_id'] });
    expect(three).toMatchObject({ idsite: '8', _idn: '1' });
    expect(three?.['_id']).not.toBe(one?.['_id']);
    expect(page.hits()).toHaveLength(3);
  });

  it('let no visitor through that the page has meanwhile decided not to tell', async () => {
    const page = await openWith(() => new Promise((resolve) => setTimeout(resolve, 50)), [['trackPageView']]);
    page.push(['enableExemptMode']);
    await page.pass(1000);
    expect(page.params()).toMatchObject([{ action_name: 'T1', _id: '', uadata: '{}' }]);
    expect(page.params()[0]).not.toHaveProperty('res');
  });

  it.each([
    ['before they come', 0],
    ['later', 1000],
  ])(
    'let no visitor through who has objected meanwhile and consents again %s: the cookies are gone',
    async (_, milliseconds) => {
      const page = await openWith(() => new Promise((resolve) => setTimeout(resolve, 50)), [['trackPageView']]);
      const before = page.tracker.getVisitorId();
      page.push(['optUserOut']);
      await page.pass(milliseconds);
      page.push(['setConsentGiven']);
      page.push(event('1'));
      await page.pass(2000);
      const [view, later] = page.params();
      expect(view).toMatchObject({ action_name: 'T1', _id: later?.['_id'] });
      expect(view?.['_id']).not.toBe(before);
    },
  );

  it('have each plugin and processing called once for a hit that waits for them', async () => {
    const log = vi.fn(() => '&log=1');
    const process = vi.fn((text: string) => text);
    const page = await openWith(
      () => new Promise((resolve) => setTimeout(resolve, 50)),
      [['addPlugin', 'mine', { log }], ['setCustomRequestProcessing', process], ['trackPageView']],
    );
    await page.pass(1000);
    expect(page.params()).toMatchObject([{ log: '1' }]);
    expect([log.mock.calls.length, process.mock.calls.length]).toEqual([1, 1]);
  });

  it('keep brands and version where there is no full list', async () => {
    const page = await openWith(() => Promise.resolve({ brands, uaFullVersion: '1' }), [['trackPageView']]);
    await page.pass(0);
    expect(hintsOf(page)).toEqual([`{"brands":${JSON.stringify(brands)},"uaFullVersion":"1"}`]);
  });

  it.each([
    ['refuses', () => Promise.reject(new Error('no'))],
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
    ['answers with something else', () => 5],
  ])('fall back to brand and platform where the browser %s', async (_, answer) => {
    const page = await openWith(answer, [['trackPageView']]);
    await page.pass(0);
    expect(hintsOf(page)).toEqual([LOW_ENTROPY]);
    expect(page.errors).toEqual([]);
  });

  it('are not waited for by a hit that comes after the leave handlers have run', async () => {
    const page = await openWith(() => new Promise(() => undefined), []);
    page.leave();
    page.push(event('exit'));
    expect(hintsOf(page)).toEqual([LOW_ENTROPY]);
  });

  it('are none where reading them throws, and no hit is lost', async () => {
    const page = await openPage({
      before: () =>
        overrideAccess(navigator, 'userAgentData', () => {
          throw new Error('no');
        }),
      commands: [['trackPageView'], event('1')],
    });
    await page.pass(1000);
    expect(hintsOf(page)).toEqual(['{}', '{}']);
    expect(page.errors).toEqual([]);
  });

  it('are not waited for once the page measures without consent', async () => {
    const page = await openWith(() => new Promise(() => undefined), [['trackPageView']]);
    await page.track(['enableExemptMode'], event('1'));
    expect(page.params().map(({ action_name, e_a }) => action_name ?? e_a)).toEqual(['T1', '1']);
  });

  it('fall back after a second without an answer, and stay so for the whole page', async () => {
    let answer: (hints: object) => void = () => undefined;
    const page = await openWith(() => new Promise((resolve) => (answer = resolve)), [['trackPageView']]);
    await page.pass(999);
    expect(page.hits()).toEqual([]);
    await page.pass(2);
    expect(page.hits()).toHaveLength(1);
    answer({ model: 'late' });
    await page.track(event('1'));
    expect(hintsOf(page)).toEqual([LOW_ENTROPY, LOW_ENTROPY]);
  });

  it.each([
    ['nothing', undefined],
    ['what JSON cannot say', { huge: BigInt(1) }],
  ])('that are %s do not hold hits back', async (_, hints) => {
    const page = await openWith(() => Promise.resolve(hints), [['trackPageView']]);
    await page.pass(0);
    expect(hintsOf(page)).toEqual(['{}']);
  });

  it('are not asked for before consent', async () => {
    const asked = vi.fn(() => Promise.resolve({}));
    const page = await openWith(asked, [['requireConsent'], ['trackPageView']]);
    await page.pass(5000);
    expect(asked).not.toHaveBeenCalled();
    page.push(['setConsentGiven']);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('are not asked for, nor sent, where the page does not want the browser examined', async () => {
    const asked = vi.fn(() => Promise.resolve({ model: 'x' }));
    const page = await openWith(asked, [['disableBrowserFeatureDetection'], ['trackPageView']]);
    expect(hintsOf(page)).toEqual(['{}']);
    expect(asked).not.toHaveBeenCalled();
  });

  it('are no longer waited for when the page switches detection off; no details of the browser are sent then', async () => {
    const page = await openWith(() => new Promise(() => undefined), [['trackPageView']]);
    page.push(['disableBrowserFeatureDetection']);
    expect(hintsOf(page)).toEqual(['{}']);
    expect(page.last()).not.toHaveProperty('res');
  });

  it('that are known already stay in later hits when detection is switched off', async () => {
    const page = await openWith(() => Promise.resolve({ model: 'x' }), [['trackPageView']]);
    await page.pass(0);
    await page.track(['disableBrowserFeatureDetection'], event('1'));
    expect(hintsOf(page)).toEqual(['{"model":"x"}', '{"model":"x"}']);
  });
});
