// @vitest-environment happy-dom
// The visitor: ID, session, visit counters.
import { describe, expect, it } from 'vitest';
import { VIEW } from '../support/commands';
import { ignoreCookies } from '../support/cookies';
import { START, VISITOR, openPage } from '../support/page';
import { ID, SESSION, SITE, expiryOf } from '../support/tracker-cookies';

const NOW = START / 1000;
const DAY = 86_400;
/** Milliseconds after which a visit is over. */
const PAUSE = 1_800_001;

describe('the visitor ID', () => {
  it('given two new visitors, then each has 16 hexadecimal digits of their own', async () => {
    const [one, two] = [await openPage({ commands: [VIEW] }), await openPage({ commands: [VIEW] })].map(
      (page) => page.last()['_id'],
    );
    expect(one).toMatch(/^[\da-f]{16}$/);
    expect(two).toMatch(/^[\da-f]{16}$/);
    expect(one).not.toBe(two);
  });

  it('given a cookie, then its ID is sent and its upper case kept', async () => {
    const id = VISITOR.toUpperCase();
    const page = await openPage({ ...SITE, cookies: { [ID]: `${id}.1790000000.` }, commands: [VIEW] });
    expect(page.last()).toMatchObject({ _id: id, _idn: '0' });
    expect(page.cookies.all()[ID]).toMatch(new RegExp(`^${id}\\.1790000000\\.`));
  });

  it('given a cookie 60 days old, then 333 days are left to it', async () => {
    const created = NOW - 60 * DAY;
    const page = await openPage({ ...SITE, cookies: { [ID]: `${VISITOR}.${created}.` }, commands: [VIEW] });
    const write = page.cookies.writes.find(({ name }) => name === ID);
    expect(expiryOf(write?.text ?? '')).toBe(START + 28_771_200_000);
  });

  it('given a cookie older than 393 days, then this hit still has its ID, and the next one a new one', async () => {
    const created = NOW - 394 * DAY;
    const page = await openPage({ ...SITE, cookies: { [ID]: `${VISITOR}.${created}.` }, commands: [VIEW] });
    expect(page.last()).toMatchObject({ _id: VISITOR, _idn: '0' });
    expect(page.cookies.all()).not.toHaveProperty(ID);
    const [next] = await page.track(['trackEvent', 'c', 'a']);
    expect(next).toMatchObject({ _idn: '1', _idts: String(NOW) });
    expect(next?.['_id']).not.toBe(VISITOR);
  });

  it('given a lifetime of zero, then the cookie is gone with each hit', async () => {
    const page = await openPage({ ...SITE, commands: [['setVisitorCookieTimeout', 0], VIEW] });
    expect(Object.keys(page.cookies.all())).toEqual([SESSION]);
  });

  it('given a clock between two seconds, then the nearest one is meant', async () => {
    const page = await openPage({ ...SITE });
    await page.pass(900);
    await page.track(VIEW);
    expect(page.cookies.all()[ID]).toMatch(`.${NOW + 1}.`);
  });

  it('given several sites on a page, then each has a visitor of its own', async () => {
    const page = await openPage({ ...SITE, commands: [VIEW, ['addTracker', 'https://stats.test/matomo.php', 8]] });
    const ids = page.params().map(({ idsite, _id }) => [idsite, _id]);
    expect(ids.map(([site]) => site)).toEqual(['7', '8']);
    expect(ids[0]?.[1]).not.toBe(ids[1]?.[1]);
  });

  it('given other sites and scopes of cookies in turn, then each has a visitor of its own', async () => {
    const page = await openPage({ ...SITE, commands: [VIEW] });
    const others = [
      ['setSiteId', 8],
      ['setSiteId', 9],
      ['setCookiePath', '/p'],
      ['setCookieNamePrefix', 'q'],
    ];
    for (const other of others) await page.track(other, ['trackEvent', 'c', 'a']);
    expect(page.params().map(({ _idn }) => _idn)).toEqual(Array(5).fill('1'));
    expect(new Set(page.params().map(({ _id }) => _id)).size).toBe(5);
  });

  it('given the cookie is deleted from outside, then the next one asked for is new', async () => {
    const page = await openPage(SITE);
    const first = page.tracker.getVisitorId();
    await page.pass(0);
    page.cookies.set(ID, '', 'path=/;max-age=-1');
    expect(page.tracker.getVisitorId()).not.toBe(first);
  });

  it.each([
    ['creation', `${VISITOR}.Infinity.`, { _idts: String(NOW), _idvc: '1' }],
    ['number of visits', `${VISITOR}.1790000000.Infinity.1.1.1`, { _idts: '1790000000', _idvc: '1' }],
    ['number of visits', `${VISITOR}.1790000000.-5.1.1.1`, { _idts: '1790000000', _idvc: '1' }],
  ])('given a damaged %s, then it counts as absent', async (_, text, expected) => {
    const page = await openPage({ ...SITE, cookies: { [ID]: text }, commands: [VIEW] });
    expect(page.last()).toMatchObject({ _id: VISITOR, ...expected });
    expect(page.cookies.all()[ID]).toMatch(/^[\da-f]{16}(\.\d*)+$/);
  });

  it('given no hit, then the page leaves no visitor cookie behind', async () => {
    const page = await openPage({ ...SITE, referrer: 'http://ext.test/', commands: [['enableLinkTracking']] });
    page.leave();
    expect(Object.keys(page.cookies.all())).toEqual(['_pk_ref.7.27cf']);
  });
});

describe('visit counters, in the layout of release 3', () => {
  it('given a first visit, then one is counted and there is no previous one', async () => {
    const page = await openPage({ ...SITE, commands: [VIEW] });
    expect(page.last()).toMatchObject({ _idts: String(NOW), _idvc: '1' });
    expect(page.last()).not.toHaveProperty('_viewts');
    expect(page.last()).not.toHaveProperty('_ects');
    expect(page.cookies.all()[ID]).toBe(`${page.last()['_id']}.${NOW}.1.${NOW}..`);
  });

  it('given further hits of the visit, then it stays the same one', async () => {
    const page = await openPage({ ...SITE, commands: [VIEW] });
    const before = page.cookies.all()[ID];
    await page.pass(PAUSE - 60_000);
    const [event] = await page.track(['trackEvent', 'c', 'a']);
    expect(event).toMatchObject({ _idts: String(NOW), _idvc: '1' });
    expect(page.cookies.all()[ID]).toBe(before);
  });

  it('given the next visit, then it is counted, and the time of the one before is sent', async () => {
    const first = await openPage({ ...SITE, commands: [VIEW] });
    const { _id } = first.last();
    await first.pass(PAUSE);
    const second = await first.goto({ ...SITE, commands: [VIEW] });
    const begun = Math.round((START + PAUSE) / 1000);
    expect(second.last()).toMatchObject({ _id, _idn: '0', _idts: String(NOW), _idvc: '2', _viewts: String(NOW) });
    expect(second.cookies.all()[ID]).toBe(`${_id}.${NOW}.2.${begun}.${NOW}.`);
  });

  it('given an order, then its time is sent with this and all later hits', async () => {
    const page = await openPage({ ...SITE, commands: [VIEW] });
    await page.pass(5000);
    const ordered = String(NOW + 5);
    const [order] = await page.track(['trackEcommerceOrder', 'A1', 10]);
    expect(order).toMatchObject({ _ects: ordered });
    const next = await page.goto({ ...SITE, commands: [VIEW] });
    expect(next.last()).toMatchObject({ _ects: ordered });
    expect(next.cookies.all()[ID]).toBe(`${next.last()['_id']}.${NOW}.1.${NOW}..${ordered}`);
  });

  it('given an order where the browser drops all cookies in silence, then its time goes with later hits of the page, too', async () => {
    const page = await openPage({ ...SITE, before: () => ignoreCookies(), commands: [VIEW] });
    const [order] = await page.track(['trackEcommerceOrder', 'A1', 10]);
    const [event] = await page.track(['trackEvent', 'c', 'a']);
    expect(order).toHaveProperty('_ects');
    expect(event).toMatchObject({ _ects: order?.['_ects'] });
  });

  it('given an order, when there is a later one in another tab, then the time of that is sent from then on', async () => {
    const page = await openPage({ ...SITE, commands: [VIEW] });
    await page.track(['trackEcommerceOrder', 'A1', 10]);
    const later = String(NOW + 600);
    await page.pass(PAUSE);
    page.cookies.set(ID, String(page.cookies.all()[ID]).replace(/\d*$/, later));
    const [event] = await page.track(['trackEvent', 'c', 'a']);
    expect(event).toMatchObject({ _ects: later });
    expect(page.cookies.all()[ID]).toMatch(new RegExp(`\\.${later}$`));
  });

  it('given an order, when the tracker turns to another site, then its time is not sent there', async () => {
    const page = await openPage({ ...SITE, commands: [VIEW] });
    await page.track(['trackEcommerceOrder', 'A1', 10]);
    const [event] = await page.track(['setSiteId', '3'], ['trackEvent', 'c', 'a']);
    expect(event).toMatchObject({ idsite: '3', _idvc: '1' });
    expect(event).not.toHaveProperty('_ects');
  });

  it.each([
    ['the cookies are deleted', [['deleteCookies']]],
    ['the visitor opts out and consents again', [['optUserOut'], ['rememberConsentGiven']]],
  ])('given an order, when %s, then it is not told of the next visitor', async (_, commands) => {
    const page = await openPage({ ...SITE, commands: [VIEW] });
    const [order] = await page.track(['trackEcommerceOrder', 'A1', 10]);
    const [event] = await page.track(...commands, ['trackEvent', 'c', 'a']);
    expect(event?.['_id']).not.toBe(order?.['_id']);
    expect(event).toMatchObject({ e_a: 'a', _idvc: '1' });
    expect(event).not.toHaveProperty('_ects');
  });

  it('given disableVisitCounters, then none is sent, and the cookie has the layout of release 5', async () => {
    const cookies = { [ID]: `${VISITOR}.1790000000.5.1794000000.1793000000.` };
    const page = await openPage({ ...SITE, cookies, commands: [['disableVisitCounters'], VIEW] });
    expect(Object.keys(page.last()).filter((name) => /^_(idts|idvc|viewts|ects)$/.test(name))).toEqual([]);
    expect(page.cookies.all()[ID]).toBe(`${VISITOR}.1790000000.`);
  });

  it('given no cookies, then none is sent', async () => {
    const page = await openPage({ ...SITE, commands: [['disableCookies'], ['setVisitorId', VISITOR], VIEW] });
    expect(page.last()).toMatchObject({ _id: VISITOR, _idn: '1' });
    expect(page.last()).not.toHaveProperty('_idts');
    expect(page.last()).not.toHaveProperty('_idvc');
  });

  it('given cookies that are not kept, then the visitor is new with each hit', async () => {
    const page = await openPage({ ...SITE, before: ignoreCookies, commands: [VIEW] });
    expect(page.last()).toMatchObject({ _idn: '1', _idvc: '1' });
  });
});
