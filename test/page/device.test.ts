// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { pick } from '../support/call';
import { openPage, type PageOptions } from '../support/page';
import { override, overrideAccess } from '../support/overrides';

const FEATURES = ['pdf', 'qt', 'realp', 'wma', 'fla', 'java', 'ag', 'cookie', 'res'];

const mimeTypes = (...enabled: string[]): object => ({
  length: 2,
  'application/pdf': {},
  ...Object.fromEntries(enabled.map((type) => [type, { enabledPlugin: {} }])),
});

async function featuresWith(options: PageOptions): Promise<Record<string, string>> {
  const page = await openPage({ ...options, commands: [['trackPageView']] });
  return pick(page.last(), ...FEATURES);
}

describe('what is told of the device', () => {
  it.each([
    ['a viewer for PDF', mimeTypes('application/pdf'), { pdf: '1' }],
    ['no viewer', mimeTypes(), { pdf: '0' }],
    ['plugins of long ago', mimeTypes('video/quicktime', 'application/x-shockwave-flash'), { pdf: '0' }],
    ['no list of plugins', { length: 0 }, {}],
    ['nothing to ask', undefined, {}],
  ])('with %s', async (_, types, expected) => {
    expect(await featuresWith({ navigator: { mimeTypes: types } })).toEqual({
      ...expected,
      cookie: '1',
      res: '1024x768',
    });
  });

  it.each([
    [true, '1'],
    [false, '0'],
  ])('says whether the browser takes cookies (%s), whatever the page allows', async (cookieEnabled, cookie) => {
    const page = await openPage({ navigator: { cookieEnabled }, commands: [['disableCookies'], ['trackPageView']] });
    expect(page.last()['cookie']).toBe(cookie);
  });

  it('has a resolution in whole pixels', async () => {
    const before = (): void => {
      override(screen, 'width', 1280.7);
      override(screen, 'height', '720');
    };
    expect(await featuresWith({ before })).toMatchObject({ res: '1280x720' });
  });

  it('ends each request, behind the client hints', async () => {
    const page = await openPage({
      navigator: { mimeTypes: mimeTypes('application/pdf') },
      commands: [['trackPageView']],
    });
    expect(page.hits()[0]?.text).toMatch(/&uadata=%7B%7D&pdf=1&cookie=1&res=1024x768$/);
  });

  it('is nothing where the page does not want it examined, until it does', async () => {
    const page = await openPage({ commands: [['disableBrowserFeatureDetection'], ['trackPageView']] });
    expect(pick(page.last(), ...FEATURES)).toEqual({});
    const [event] = await page.track(['enableBrowserFeatureDetection'], ['trackEvent', 'c', 'a']);
    expect(pick(event, ...FEATURES)).toEqual({ cookie: '1', res: '1024x768' });
  });

  it('is not read before consent, and read once', async () => {
    let reads = 0;
    const before = (): void =>
      overrideAccess(navigator, 'mimeTypes', () => {
        reads++;
        return mimeTypes();
      });
    const page = await openPage({ before, commands: [['requireConsent'], ['trackPageView']] });
    expect(reads).toBe(0);
    page.push(['setConsentGiven']);
    const afterFirst = reads;
    expect(afterFirst).toBeGreaterThan(0);
    await page.track(['trackEvent', 'c', 'a'], ['ping']);
    expect(reads).toBe(afterFirst);
  });
});
