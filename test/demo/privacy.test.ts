// @vitest-environment happy-dom
// @vitest-environment-options { "settings": { "handleDisabledFileLoadingAsSuccess": true } }
// The shop's page about consent, with the tracker.
import { expect, it } from 'vitest';
import { openPage, START } from '../support/page';
import { bodyOf, runScript } from './shop-page.js';

interface Visit {
  commands?: unknown[];
  cookies?: Record<string, string>;
}

const open = async (visit: Visit = {}) => {
  const page = await openPage({ html: await bodyOf('/privacy'), ...visit });
  await runScript('privacy');
  return page;
};

const optOut = () => document.querySelector('[data-opt-out]') as HTMLInputElement;
const said = (label: string) =>
  [...document.querySelectorAll('.facts dt')].find(({ textContent }) => textContent === label)?.nextElementSibling
    ?.textContent;

/** The three consent modes of the shop. */
const MODES: [mode: string, commands: unknown[]][] = [
  ['until told not to', []],
  ['after a yes', [['requireConsent']]],
  ['with cookies after a yes', [['requireCookieConsent']]],
];

it.each(MODES)(
  'given visits that are counted %s, when nobody has answered, then nobody has opted out',
  async (_, commands) => {
    await open({ commands });
    expect(optOut()).toMatchObject({ checked: false, disabled: false });
    expect(said('Opted out')).toBe('no');
  },
);

it.each(MODES)(
  'given visits that are counted %s, when the opt-out is ticked, then the page says so until it is unticked',
  async (_, commands) => {
    await open({ commands });
    optOut().click();
    expect(optOut().checked).toBe(true);
    expect([said('Opted out'), said('Visits are counted')]).toEqual(['yes', 'no']);
    optOut().click();
    expect(optOut().checked).toBe(false);
    expect([said('Opted out'), said('Visits are counted')]).toEqual(['no', 'yes']);
  },
);

it('given an opt-out on an earlier page, then the page shows it', async () => {
  await open({ cookies: { mtm_consent_removed: String(START) } });
  expect(optOut().checked).toBe(true);
  expect(said('Opted out')).toBe('yes');
});
