// @vitest-environment happy-dom
// User ID and visitor ID, set and read by the page.
import { describe, expect, it } from 'vitest';
import { EVENT, VIEW } from '../support/commands';
import { START, VISITOR, openPage } from '../support/page';
import { ID, SITE } from '../support/tracker-cookies';

const NOW = START / 1000;

describe('the user ID', () => {
  it.each([
    ['anna', 'anna'],
    ['ä&=', 'ä&='],
    [0, '0'],
    [42, '42'],
    [Object('text'), 'text'],
  ])('given %j, then it is sent with every hit', async (id, uid) => {
    const page = await openPage({ commands: [['setUserId', id], VIEW] });
    const [event] = await page.track(EVENT);
    expect([page.params()[0]?.['uid'], event?.['uid']]).toEqual([uid, uid]);
    expect(page.tracker.getUserId()).toEqual(id);
  });

  it.each(['', null, undefined, true, {}])('given %j after an ID, then the ID stays', async (id) => {
    const page = await openPage({
      commands: [
        ['setUserId', 'anna'],
        ['setUserId', id],
      ],
    });
    await page.track(VIEW);
    expect(page.last()).toMatchObject({ uid: 'anna' });
  });

  it('given it is reset, then none is sent, and the visitor and the visit are the same', async () => {
    const page = await openPage({ commands: [['setUserId', 'anna'], VIEW] });
    const { _id } = page.last();
    const [event] = await page.track(['resetUserId'], EVENT);
    expect(event).not.toHaveProperty('uid');
    expect(event).toMatchObject({ _id, _idn: '0', _idvc: '1' });
    expect(page.tracker.getUserId()).toBe('');
  });

  it('given the page wants a new visit, then it can append new_visit itself', async () => {
    const page = await openPage({ commands: [VIEW] });
    const [first, second] = await page.track(
      ['appendToTrackingUrl', 'new_visit=1'],
      EVENT,
      ['appendToTrackingUrl', ''],
      EVENT,
    );
    expect(first).toMatchObject({ new_visit: '1' });
    expect(second).not.toHaveProperty('new_visit');
  });
});

describe('setVisitorId', () => {
  it.each([VISITOR, VISITOR.toUpperCase()])('given %s, then it is sent and stored', async (id) => {
    const page = await openPage({ ...SITE, commands: [['setVisitorId', id], VIEW] });
    expect(page.last()).toMatchObject({ _id: id, _idn: '1' });
    expect(page.cookies.all()[ID]).toMatch(`${id}.${NOW}.`);
    expect(page.tracker.getVisitorId()).toBe(id);
  });

  it.each([
    `${VISITOR}0`,
    `xx${VISITOR}&foo=1`,
    VISITOR.slice(1),
    'zzzzzzzzzzzzzzzz',
    1234567890123456,
    null,
    undefined,
  ])('given %j, then it is refused with a line on the console', async (id) => {
    const page = await openPage({
      ...SITE,
      cookies: { [ID]: `${VISITOR}.1790000000.` },
      commands: [['setVisitorId', id], VIEW],
    });
    expect(page.last()).toMatchObject({ _id: VISITOR });
    expect(page.errors).toHaveLength(1);
    expect(page.errors[0]).toMatch(/setVisitorId .* expected 16 hexadecimal digits/);
  });

  it('given several trackers, then all of them use it', async () => {
    const page = await openPage({
      ...SITE,
      commands: [['addTracker', 'https://other.test/matomo.php', 8], ['setVisitorId', VISITOR], VIEW],
    });
    expect(page.params().map(({ _id }) => _id)).toEqual([VISITOR, VISITOR]);
  });

  it('given consent is required and missing, then it is not used for anything', async () => {
    const page = await openPage({ ...SITE, commands: [['setVisitorId', VISITOR], ['requireConsent'], VIEW] });
    expect(page.tracker.getVisitorId()).toBe('');
    page.leave();
    expect(page.cookies.all()).toEqual({});
    expect(page.hits()).toEqual([]);
  });
});

describe('getVisitorInfo', () => {
  it.each([
    [`${VISITOR}.1790000000.5.1794000000.1793000000.`, [VISITOR, '1790000000', '5', '1794000000', '1793000000', '']],
    [`${VISITOR}.1790000000.`, [VISITOR, '1790000000', '']],
    [`${VISITOR}.1790000000`, [VISITOR, '1790000000']],
    [VISITOR, [VISITOR]],
  ])('given the cookie %s, then its fields are returned as texts', async (cookie, fields) => {
    const page = await openPage({ ...SITE, cookies: { [ID]: cookie } });
    expect(page.tracker.getVisitorInfo()).toEqual(['0', ...fields]);
    expect(page.cookies.all()[ID], 'asking alone changes nothing').toBe(cookie);
  });

  it('given a new visitor, then the getter writes the cookie, and the first hit is not that of a new visitor', async () => {
    const page = await openPage(SITE);
    const id = page.tracker.getVisitorId();
    expect(id).toMatch(/^[\da-f]{16}$/);
    expect(page.cookies.all()[ID]).toMatch(`${id}.${NOW}.`);
    expect(page.tracker.getVisitorInfo()).toEqual(['0', ...(page.cookies.all()[ID] ?? '').split('.')]);
    const [view] = await page.track(VIEW);
    expect(view).toMatchObject({ _id: id, _idn: '0', _idvc: '1' });
  });

  it('given no cookies, then an empty ID and the present time as a number are returned', async () => {
    const page = await openPage({ ...SITE, commands: [['disableCookies']] });
    expect(page.tracker.getVisitorInfo()).toEqual(['1', '', NOW]);
    expect(page.tracker.getVisitorId()).toBe('');
  });

  it('given no site yet, then nothing is stored, and the ID stays the same', async () => {
    const page = await openPage({ ...SITE, siteId: null });
    const id = page.tracker.getVisitorId();
    expect(page.tracker.getVisitorId()).toBe(id);
    expect(page.cookies.writes).toEqual([]);
  });
});
