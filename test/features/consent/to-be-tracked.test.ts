// @vitest-environment happy-dom
// Consent to be tracked: until it is given, hits are held.
import { describe, expect, it } from 'vitest';
import { EVENT, VIEW } from '../../support/commands';
import { START, VISITOR, openPage } from '../../support/page';
import { ID, KNOWN, SESSION, SITE } from '../../support/tracker-cookies';

const HEX = /^[\da-f]{16}$/;

describe('requireConsent', () => {
  it('given no consent, then nothing is sent, stored or deleted until the page is left', async () => {
    const page = await openPage({ ...SITE, cookies: KNOWN, commands: [['requireConsent'], VIEW] });
    await page.pass(60_000);
    expect(page.requests()).toEqual([]);
    expect(page.cookies.writes).toEqual([]);
  });

  it('given no consent when the page is left, then the cookies of an earlier consent are deleted', async () => {
    const page = await openPage({ ...SITE, cookies: KNOWN, commands: [['requireConsent'], VIEW] });
    page.leave();
    expect(page.cookies.all()).toEqual({});
    expect(page.requests()).toEqual([]);
  });

  it('given the visitor only changes to another tab and back, then they are kept', async () => {
    const page = await openPage({ ...SITE, cookies: KNOWN, commands: [['requireConsent'], VIEW] });
    page.hide();
    page.show();
    await page.track(['setConsentGiven']);
    expect(page.last()).toMatchObject({ action_name: 'T1', _id: VISITOR, _idn: '0' });
  });

  it('given consent comes later, then one page view, with the visitor as known, and no ping', async () => {
    const page = await openPage({ ...SITE, cookies: KNOWN, commands: [['requireConsent'], VIEW] });
    await page.track(['setConsentGiven']);
    await page.pass(5000);
    expect(page.params()).toHaveLength(1);
    expect(page.last()).toMatchObject({ action_name: 'T1', _id: VISITOR, _idn: '0', consent: '1', _rcn: 'c' });
    expect(page.cookies.all()[ID]).toMatch(`${VISITOR}.1790000000.`);
  });

  it('given several page views and events wait, then all survive, in their order', async () => {
    const page = await openPage({
      ...SITE,
      commands: [
        ['requireConsent'],
        EVENT,
        ['trackPageView', 'one'],
        ['trackEvent', 'c', 'b'],
        ['trackPageView', 'two'],
      ],
    });
    const hits = await page.track(['setConsentGiven']);
    expect(hits.map(({ action_name, e_a }) => action_name ?? e_a)).toEqual(['a', 'one', 'b', 'two']);
    expect(new Set(hits.map(({ _id }) => _id)).size).toBe(1);
    expect(hits[0]?.['_id']).toMatch(HEX);
    expect(hits[1]?.['pv_id']).toBe(hits[2]?.['pv_id']);
    expect(hits[1]?.['pv_id']).not.toBe(hits[3]?.['pv_id']);
    expect(hits.map(({ consent }) => consent)).toEqual(['1', '1', '1', '1']);
  });

  it('given a hit has waited, then its local time is that of the call, and it carries its age', async () => {
    const page = await openPage({ ...SITE, commands: [['requireConsent'], VIEW] });
    await page.pass(65_000);
    const [view] = await page.track(['setConsentGiven']);
    const called = new Date(START);
    expect(view).toMatchObject({ m: String(called.getMinutes()), s: String(called.getSeconds()), cdo: '65' });
  });

  it('given setConsentGiven is in the queue, too, then it counts first: a normal page view', async () => {
    const page = await openPage({ ...SITE, commands: [['requireConsent'], VIEW, ['setConsentGiven']] });
    expect(page.params()).toHaveLength(1);
    expect(page.last()).toMatchObject({ _idn: '1', consent: '1' });
    expect(page.last()['_id']).toMatch(HEX);
    expect(Object.keys(page.cookies.all())).toEqual([ID, SESSION]);
  });

  it('given rememberConsentGiven is in the queue, then one page view with its ID, and the consent is remembered', async () => {
    const page = await openPage({ ...SITE, commands: [['requireConsent'], VIEW, ['rememberConsentGiven']] });
    await page.pass(1000);
    expect(page.params()).toHaveLength(1);
    expect(page.last()['_id']).toMatch(HEX);
    expect(Object.keys(page.cookies.all()).sort()).toEqual([ID, SESSION, 'mtm_consent']);
  });

  it('given client hints are pending, then the page view still carries its ID', async () => {
    let answer = (_: object): void => undefined;
    const userAgentData = { getHighEntropyValues: () => new Promise((resolve) => (answer = resolve)) };
    const page = await openPage({
      ...SITE,
      url: 'https://www.a.test/p',
      navigator: { userAgentData },
      commands: [['requireConsent'], VIEW, ['rememberConsentGiven']],
    });
    expect(page.hits()).toEqual([]);
    answer({ model: 'X' });
    await page.pass(0);
    expect(page.last()).toMatchObject({ action_name: 'T1', consent: '1', uadata: '{"model":"X"}' });
    expect(page.last()['_id']).toMatch(HEX);
  });

  it('given consent without cookies, then the hits have no ID and nothing is stored', async () => {
    const page = await openPage({ ...SITE, commands: [['requireConsent'], ['setConsentGiven', false], VIEW] });
    expect(page.last()).toMatchObject({ _id: '', _idn: '1', consent: '1' });
    expect(page.cookies.all()).toEqual({});
  });

  it('given consent that is not required, then hits are not marked as consented', async () => {
    const page = await openPage({ ...SITE, commands: [['setConsentGiven'], VIEW] });
    expect(page.last()).not.toHaveProperty('consent');
    expect(page.cookies.writes[0]?.text).toMatch(/^mtm_consent_removed=;/);
  });

  it('given feature detection is off, then consent switches it on again', async () => {
    const page = await openPage({ ...SITE, commands: [['disableBrowserFeatureDetection'], VIEW] });
    expect(page.last()).not.toHaveProperty('res');
    const [event] = await page.track(['setConsentGiven'], EVENT);
    expect(event).toHaveProperty('res');
  });
});
