// @vitest-environment happy-dom
// Exempt mode: page views and events are counted before consent, without anything that would need it.
import { describe, expect, it } from 'vitest';
import { EVENT, VIEW } from '../support/commands';
import { override } from '../support/overrides';
import { START, VISITOR, openPage, type PageOptions } from '../support/page';
import { ID, SESSION, SITE } from '../support/tracker-cookies';

const EXEMPT = ['enableExemptMode'];

const PAGE: PageOptions = {
  ...SITE,
  url: `https://www.a.test/p?mtm_campaign=c&utm_source=s&pk_vid=${VISITOR}${START / 1000}edf57a&a=1`,
  referrer: 'https://ext.test/?utm_campaign=x&b=2',
};
const SETTINGS = [['setUserId', 'anna'], ['setVisitorId', VISITOR], ['enableCrossDomainLinking']];

/** Counts how often the tracker reads properties of the device. */
function watchDevice(): () => number {
  let reads = 0;
  override(navigator, 'mimeTypes', {
    get length() {
      return ++reads;
    },
  });
  override(navigator, 'userAgentData', { getHighEntropyValues: () => (reads++, Promise.resolve({})) });
  return () => reads;
}

describe('before consent', () => {
  it('given page view and event, then they are counted, without cookies, device, campaign, visitor and user', async () => {
    let reads = (): number => -1;
    const page = await openPage({
      ...PAGE,
      before: () => (reads = watchDevice()),
      commands: [...SETTINGS, VIEW, EVENT, EXEMPT],
    });
    await page.pass(1000);
    page.leave();
    expect(page.params().map(({ action_name, e_a }) => action_name ?? e_a)).toEqual(['T1', 'a']);
    for (const params of page.params()) {
      expect(params).toMatchObject({
        ...{ url: 'https://www.a.test/p?a=1', urlref: 'https://ext.test/?b=2' },
        ...{ _id: '', _idn: '1', uadata: '{}' },
      });
      expect(
        Object.keys(params).filter((name) => /^(uid|_rcn|_rck|_idts|_idvc|res|cookie|pdf|consent)$/.test(name)),
      ).toEqual([]);
    }
    expect(reads()).toBe(0);
    expect(page.cookies.writes).toEqual([]);
    expect(localStorage).toHaveLength(0);
    expect(page.tracker.hasConsent()).toBe(false);
    expect(page.tracker.isConsentRequired()).toBe(true);
  });

  it.each([
    ['an outlink', ['trackLink', 'http://other.test/', 'link'], 'link', 'http://other.test/'],
    ['a site search', ['trackSiteSearch', 'shoes'], 'search', 'shoes'],
    ['a goal', ['trackGoal', 1], 'idgoal', '1'],
    ['an order', ['trackEcommerceOrder', 'A1', 5], 'ec_id', 'A1'],
    ['content', ['trackContentImpression', 'n', 'p', 't'], 'c_n', 'n'],
    ['a request of one’s own', ['trackRequest', 'x=1'], 'x', '1'],
  ])('given %s, then it is held until there is consent', async (_, command, name, value) => {
    const page = await openPage({ ...SITE, commands: [EXEMPT, VIEW] });
    expect(await page.track(command)).toEqual([]);
    await page.track(['setConsentGiven']);
    await page.pass(5000);
    expect(page.params().flatMap((params) => params[name] ?? [])).toEqual([value]);
  });

  // Two, because without any the tracker makes one of its own, which repairs the visit.
  it('given two pings, then both are held until there is consent, and no other is needed', async () => {
    const page = await openPage({ ...SITE, commands: [EXEMPT, VIEW] });
    expect(await page.track(['ping'], ['ping'])).toEqual([]);
    await page.track(['setConsentGiven']);
    await page.pass(5000);
    expect(page.params().map(({ action_name, ping }) => action_name ?? ping)).toEqual(['T1', '1', '1']);
  });

  it('given cookies of an earlier consent, then they are not used, and are deleted when the page is left', async () => {
    const cookies = { [ID]: `${VISITOR}.1790000000.`, [SESSION]: '1' };
    const page = await openPage({ ...SITE, cookies, commands: [EXEMPT, VIEW] });
    expect(page.last()).toMatchObject({ _id: '' });
    page.leave();
    expect(page.cookies.all()).toEqual({});
  });
});

describe('consent', () => {
  it('given it comes, then a ping with the visitor repairs the visit, and everything is as with consent', async () => {
    const page = await openPage({ ...PAGE, commands: [['setUserId', 'anna'], EXEMPT, VIEW] });
    const [ping] = await page.track(['rememberConsentGiven']);
    expect(ping).toMatchObject({ ping: '1', consent: '1', _idn: '0', _rcn: 'c', uid: 'anna', cookie: '1' });
    expect(ping?.['_id']).toMatch(/^[\da-f]{16}$/);
    const [event] = await page.track(EVENT);
    expect(event).toMatchObject({ _id: ping?.['_id'], url: 'https://www.a.test/p?mtm_campaign=c&utm_source=s&a=1' });
  });

  it('given it comes, then held hits carry the user of the time of their call', async () => {
    const commands = [['setUserId', 'anna'], EXEMPT, VIEW, ['trackGoal', 1]];
    const page = await openPage({ ...PAGE, commands });
    const sent = await page.track(['setUserId', 'bert'], ['setConsentGiven']);
    expect(sent.map(({ idgoal, ping, uid }) => [idgoal, ping, uid])).toContainEqual(['1', undefined, 'anna']);
  });

  it('given it is remembered from an earlier page, then the mode has no effect', async () => {
    const page = await openPage({ ...PAGE, cookies: { mtm_consent: '1' }, commands: [EXEMPT, VIEW] });
    expect(page.last()).toMatchObject({ consent: '1', _rcn: 'c' });
    expect(page.last()['_id']).toMatch(/^[\da-f]{16}$/);
  });

  it('given it comes in another tab, then the mode ends with the next hit', async () => {
    const page = await openPage({ ...PAGE, commands: [EXEMPT, VIEW] });
    page.cookies.set('mtm_consent', String(START));
    const [event] = await page.track(EVENT);
    expect(event).toMatchObject({ consent: '1', _rcn: 'c' });
    expect(event?.['_id']).toMatch(/^[\da-f]{16}$/);
  });
});

describe('an objection', () => {
  it('given the visitor has opted out, then nothing is sent', async () => {
    const page = await openPage({ ...SITE, cookies: { mtm_consent_removed: '1' }, commands: [EXEMPT, VIEW] });
    expect(page.hits()).toEqual([]);
  });

  it('given the visitor opts out here, even without cookies, then nothing more is sent', async () => {
    for (const before of [undefined, () => override(document, 'cookie', '')]) {
      const page = await openPage({ ...SITE, ...(before && { before }), commands: [EXEMPT, VIEW] });
      expect(page.params()).toHaveLength(1);
      expect(await page.track(['optUserOut'], EVENT)).toEqual([]);
    }
  });
});
