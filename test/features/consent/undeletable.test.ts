// @vitest-environment happy-dom
// Cookies of the visitor's choice that the browser keeps, although the tracker deletes them.
import { describe, expect, it } from 'vitest';
import { EVENT, VIEW } from '../../support/commands';
import { overrideAccess } from '../../support/overrides';
import { START, openPage } from '../../support/page';
import { SITE, setUndeletable } from '../../support/tracker-cookies';

const NOW = String(START);

describe('a cookie mtm_consent_removed that cannot be deleted', () => {
  const undeletable = () => setUndeletable('mtm_consent_removed', String(START - 1000));

  it('given hits are held, when consent is given, then these and later hits are sent', async () => {
    const page = await openPage({ ...SITE, before: undeletable, commands: [VIEW, EVENT] });
    expect(page.hits()).toEqual([]);
    const hits = await page.track(['rememberConsentGiven']);
    expect(hits).toHaveLength(2);
    expect(page.cookies.all()).toHaveProperty('mtm_consent_removed');
    expect(page.tracker.hasConsent()).toBe(true);
    expect(await page.track(EVENT)).toHaveLength(1);
  });

  it('given the consent was remembered, then it counts on the next page, too', async () => {
    const first = await openPage({ ...SITE, before: undeletable, commands: [['rememberConsentGiven'], VIEW] });
    const { _id } = first.last();
    const second = await first.goto({ ...SITE, commands: [['requireConsent'], VIEW] });
    expect(second.last()).toMatchObject({ _id, consent: '1' });
    expect(second.tracker.getRememberedConsent()).toBe(NOW);
  });

  it('given the visitor objects again, then that counts, here and on the next page', async () => {
    const page = await openPage({ ...SITE, before: undeletable, commands: [['rememberConsentGiven'], VIEW] });
    await page.pass(1000);
    await page.track(['optUserOut'], EVENT);
    expect(page.hits()).toHaveLength(1);
    const next = await page.goto({ ...SITE, commands: [VIEW] });
    expect(next.hits()).toEqual([]);
  });

  it('given a value that is no time, then it is not taken for outdated', async () => {
    const page = await openPage({ ...SITE, cookies: { mtm_consent_removed: '1', mtm_consent: NOW }, commands: [VIEW] });
    expect(page.hits()).toEqual([]);
  });

  it('given a consent that cannot be deleted, when the visitor objects, then that counts', async () => {
    const page = await openPage({
      ...SITE,
      before: () => setUndeletable('mtm_consent', String(START - 1000)),
      commands: [['requireConsent'], VIEW],
    });
    expect(page.hits()).toHaveLength(1);
    await page.track(['optUserOut'], EVENT);
    expect(page.hits()).toHaveLength(1);
    const next = await page.goto({ ...SITE, commands: [['requireConsent'], VIEW] });
    expect(next.hits()).toEqual([]);
  });
});

describe('a browser that suddenly keeps no cookies', () => {
  it('given a consent that can neither be deleted nor contradicted by a cookie, when the visitor objects, then that holds on this page', async () => {
    const page = await openPage({ ...SITE, cookies: { mtm_consent: NOW }, commands: [['requireConsent'], VIEW] });
    overrideAccess(document, 'cookie', () => `mtm_consent=${NOW}`);
    expect(await page.track(['optUserOut'], EVENT)).toEqual([]);
    expect(page.tracker.hasConsent()).toBe(false);
  });
});
