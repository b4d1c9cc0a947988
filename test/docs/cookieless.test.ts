// @vitest-environment happy-dom
// What the privacy guide promises about `disableCookies`: which methods end it, and how a page prevents that.
import { describe, expect, it } from 'vitest';
import { openPage, type Page } from '../support/page';
import { runBeforeStart } from './before-start';
import { blocksIn } from './blocks';

const [recipe] = blocksIn('js').filter(
  ({ code, place }) => place.startsWith('privacy.md') && /TrackerSetup/.test(code),
);

const OFF = [['disableCookies'], ['disableBrowserFeatureDetection'], ['trackPageView']];
const WITH_COOKIES = [
  ['setConsentGiven'],
  ['rememberConsentGiven'],
  ['setCookieConsentGiven'],
  ['rememberCookieConsentGiven'],
];
const WITHOUT_COOKIES = [['setConsentGiven', false], ['forgetUserOptOut']];

/** The commands, each with a title for its test. */
const titled = (commands: unknown[][]) => commands.map((command) => [JSON.stringify(command), command] as const);

const namesOf = (page: Page): string[] => Object.keys(page.cookies.all());

const isDeviceRead = (page: Page): boolean => 'res' in page.last();

/** Opens the page that the guide shows, with this command in its queue and once more after the page view. */
const openRecipe = async (command: unknown[]): Promise<Page> => {
  const page = await openPage({
    commands: [command],
    before: () => runBeforeStart(recipe?.code ?? ''),
  });
  await page.track(command, ['trackEvent', 'c', 'a']);
  return page;
};

describe('given disableCookies and disableBrowserFeatureDetection', () => {
  it.each(titled(WITH_COOKIES))(
    'when %s is called, then there are cookies, and the device is read',
    async (_, command) => {
      const page = await openPage({ commands: OFF });
      await page.track(command, ['trackEvent', 'c', 'a']);
      expect(namesOf(page)).toContainEqual(expect.stringMatching(/^_pk_id/));
      expect(isDeviceRead(page)).toBe(true);
    },
  );

  it.each(titled(WITHOUT_COOKIES))('when %s is called, then only the device is read', async (_, command) => {
    const page = await openPage({ commands: OFF });
    await page.track(command, ['trackEvent', 'c', 'a']);
    expect(namesOf(page)).toEqual([]);
    expect(isDeviceRead(page)).toBe(true);
  });
});

describe('given the page that the guide shows', () => {
  it.each(titled([...WITH_COOKIES, ...WITHOUT_COOKIES]))(
    'when %s is called, then no cookie is written and the device is not read',
    async (_, command) => {
      const page = await openRecipe(command);
      expect(namesOf(page)).toEqual([]);
      expect(isDeviceRead(page)).toBe(false);
      await page.goto();
      expect(namesOf(page)).toEqual([]);
    },
  );

  it('when the visitor opts out, then that is remembered', async () => {
    expect(namesOf(await openRecipe(['optUserOut']))).toEqual(['mtm_consent_removed']);
  });
});
