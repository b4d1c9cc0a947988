// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { EVENT, VIEW } from '../../support/commands';
import { names } from '../../support/cookies';
import { START, VISITOR, openPage } from '../../support/page';
import { ID, KNOWN, REFERRAL, SESSION, SITE } from '../../support/tracker-cookies';

const HEX = /^[\da-f]{16}$/;
const NOW = String(START);

describe('opting out', () => {
  it('given optUserOut, then the cookies go in their order, and hits are held', async () => {
    const page = await openPage({ ...SITE, referrer: 'http://ext.test/', commands: [VIEW] });
    page.cookies.writes.length = 0;
    await page.track(['optUserOut'], EVENT);
    expect(names(page.cookies.writes)).toEqual([
      ...['mtm_consent', 'mtm_consent_removed', 'mtm_cookie_consent'],
      ...[ID, SESSION, REFERRAL],
    ]);
    expect(page.cookies.all()).toEqual({ mtm_consent_removed: NOW });
    expect(page.params()).toHaveLength(1);
    expect(page.tracker.isUserOptedOut()).toBe(true);
    expect(page.tracker.hasConsent()).toBe(false);
    expect(page.tracker.isConsentRequired()).toBe(true);
  });

  it('given forgetUserOptOut on the same page, then held and later hits go out without ID, marked as consented', async () => {
    const page = await openPage({ ...SITE, commands: [VIEW, ['optUserOut'], EVENT] });
    const hits = await page.track(['forgetUserOptOut'], ['trackEvent', 'c', 'b']);
    expect(hits.map(({ e_a, _id, consent }) => [e_a, _id, consent])).toEqual([
      ['a', '', '1'],
      ['b', '', '1'],
    ]);
    expect(page.cookies.all()).toEqual({});
  });

  it('given rememberConsentGiven instead, then the held hit has a new ID already, and needs no ping', async () => {
    const page = await openPage({ ...SITE, commands: [VIEW, ['optUserOut'], EVENT] });
    const { _id } = page.last();
    const hits = await page.track(['rememberConsentGiven']);
    expect(hits.map(({ e_a, consent }) => [e_a, consent])).toEqual([['a', '1']]);
    expect(hits[0]?.['_id']).toMatch(HEX);
    expect(hits[0]?.['_id']).not.toBe(_id);
    expect(Object.keys(page.cookies.all()).sort()).toEqual([ID, SESSION, 'mtm_consent']);
  });

  it('given an objection here, and later consent in another tab, then hits here have the visitor of that tab', async () => {
    const page = await openPage({ ...SITE, cookies: KNOWN, commands: [VIEW, ['optUserOut']] });
    await page.pass(1000);
    page.cookies.set('mtm_consent_removed', '', 'path=/;max-age=-1');
    page.cookies.set('mtm_consent', String(Date.now()));
    page.cookies.set(ID, `${VISITOR}.1790000000.`);
    const [event] = await page.track(EVENT);
    expect(event).toMatchObject({ _id: VISITOR, _idn: '0' });
    expect(page.cookies.all()[ID]).toContain(VISITOR);
  });

  it('given an opted-out visitor on a page without requireConsent, then no hit, no cookie, and leftover cookies are deleted', async () => {
    const page = await openPage({
      ...SITE,
      referrer: 'http://ext.test/',
      cookies: { ...KNOWN, mtm_consent_removed: NOW },
      commands: [VIEW, EVENT],
    });
    page.leave();
    expect(page.hits()).toEqual([]);
    expect(page.cookies.all()).toEqual({ mtm_consent_removed: NOW });
    expect(page.cookies.writes.every(({ value }) => value === '')).toBe(true);
  });

  it('given SameSite=None and https, then even the deletions have these attributes', async () => {
    const page = await openPage({
      ...SITE,
      url: 'https://www.a.test/p',
      commands: [['setCookieSameSite', 'None'], VIEW, ['optUserOut']],
    });
    const deletions = page.cookies.writes.filter(({ value }) => value === '');
    expect(names(deletions)).toEqual(['mtm_consent', 'mtm_cookie_consent', ID, SESSION]);
    for (const { text } of page.cookies.writes) expect(text).toMatch(/;secure;SameSite=None$/);
  });
});
