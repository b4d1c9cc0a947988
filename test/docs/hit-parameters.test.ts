// @vitest-environment happy-dom
// The privacy guide names every parameter that says something of a visitor, and no other.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { override } from '../support/overrides';
import { openPage, type Page } from '../support/page';
import { LOADED, setTimings } from '../support/timings';

const [, section = ''] = readFileSync('demo/docs/privacy.md', 'utf8').split('## What a hit says\n');
const documented = section
  .split('\n## ')[0]
  ?.split('\n')
  .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name));

/** The guide gives one name for all of these. */
const representative = (name: string): string =>
  name
    .replace(/^dimension\d+$/, 'dimension1')
    .replace(/^pf_.*/, 'pf_onl')
    .replace(/^e_.*/, 'e_c')
    .replace(/^c_.*/, 'c_n')
    .replace(/^(ec_.*|revenue)$/, 'ec_id')
    .replace(/^search_.*/, 'search');

/** Sent with all events, content and searches, or only at the page's own wish. */
const TECHNICAL = ['ca'];

const visit = async (): Promise<Page> => {
  const page = await openPage({
    url: 'https://shop.test/p?mtm_campaign=spring&mtm_kwd=shoes',
    referrer: 'https://ext.test/',
    html: '<a href="https://out.test/">out</a>',
    navigator: { mimeTypes: { length: 1, 'application/pdf': {} } },
    before: () => {
      setTimings(LOADED);
      override(document, 'characterSet', 'windows-1252');
      document.addEventListener('click', (event) => event.preventDefault());
    },
    commands: [
      ['requireConsent'],
      ['rememberConsentGiven'],
      ['setUserId', 'anna'],
      ['setCustomDimension', 1, 'x'],
      ['setCustomVariable', 1, 'a', 'b', 'visit'],
      ['setCustomVariable', 1, 'a', 'b', 'page'],
      ['setCustomData', 'a', 'b'],
      ['enableLinkTracking'],
      ['trackPageView'],
    ],
  });
  page.push(['trackEvent', 'c', 'a', 'n', 1], ['trackSiteSearch', 'q', 'cat', 2], ['trackGoal', 1, 2]);
  page.push(['trackContentImpression', 'n'], ['trackEcommerceOrder', 'o', 10], ['ping']);
  document.querySelector('a')?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  await page.pass(5000);
  // The visitor comes back for another visit, and is offline for a while.
  Object.keys(page.cookies.all())
    .filter((name) => name.startsWith('_pk_ses'))
    .forEach((name) => page.cookies.set(name, '', 'path=/;max-age=-1'));
  page.network.acceptsBeacon = () => false;
  page.network.status = () => 0;
  page.push(['trackEvent', 'c', 'late']);
  await page.pass(20_000);
  return page;
};

describe('the table of what a hit says', () => {
  it('has all parameters of a visit that makes use of everything, and no others', async () => {
    const page = await visit();
    const sent = page.params().flatMap((params) => Object.keys(params).map(representative));
    expect(page.errors).toEqual([]);
    const known = new Set(documented?.map(representative));
    expect([...new Set(sent)].filter((name) => !known.has(name) && !TECHNICAL.includes(name))).toEqual([]);
    expect([...known].filter((name) => !sent.includes(name))).toEqual([]);
  });
});
