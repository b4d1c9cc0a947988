// @vitest-environment happy-dom
// On pages with Datejs, an old library, `Date.now` returns a Date: times have to be numbers nevertheless.
import { describe, expect, it } from 'vitest';
import { VIEW, event } from '../support/commands';
import { OFFLINE, arrivedActions, stored } from '../support/outbox';
import { override } from '../support/overrides';
import { START, openPage, type PageOptions } from '../support/page';
import { ID, SESSION, SITE, expiryOf } from '../support/tracker-cookies';

const NOW = START / 1000;
const YEARS = 946_080_000_000;

const DATEJS: PageOptions = { ...SITE, before: () => override(Date, 'now', () => new Date()) };

describe('a page whose clock tells dates', () => {
  it('given a page view, then its cookies end when they should', async () => {
    const page = await openPage({ ...DATEJS, commands: [VIEW] });
    const ends = page.cookies.writes.map(({ name, text }) => [name, expiryOf(text)]);
    expect(ends).toEqual([
      [ID, START + 33_955_200_000],
      [SESSION, START + 1_800_000],
    ]);
  });

  it('given several hits, then they are of one visit, and the cookies are written once', async () => {
    const page = await openPage({ ...DATEJS, commands: [VIEW] });
    await page.track(event('a'), event('b'));
    const { _id } = page.last();
    expect(page.params().map(({ _idts, ...hit }) => [hit['_id'], hit['_idvc'], _idts])).toEqual(
      [1, 2, 3].map(() => [_id, '1', String(NOW)]),
    );
    expect(page.cookies.writes).toHaveLength(2);
  });

  it.each([
    ['rememberConsentGiven', 'mtm_consent'],
    ['rememberCookieConsentGiven', 'mtm_cookie_consent'],
    ['optUserOut', 'mtm_consent_removed'],
  ])('given %s, then the choice is kept with its time', async (command, cookie) => {
    const page = await openPage({ ...DATEJS, commands: [[command]] });
    const choice = page.cookies.writes.filter(({ name, value }) => name === cookie && value).at(-1);
    expect([choice?.value, expiryOf(choice?.text ?? '')]).toEqual([String(START), START + YEARS]);
  });

  it('given the browser is offline, then hits are kept, and leave later with their age', async () => {
    const page = await openPage({ ...DATEJS, ...OFFLINE, commands: [VIEW, event('a')] });
    await page.pass(10_000);
    expect(stored()).toHaveLength(2);
    page.goOnline();
    await page.pass(100);
    expect(arrivedActions(page)).toEqual(['T1', 'a']);
    expect(page.last()).toMatchObject({ cdo: '10' });
  });

  it('given a burst, then it leaves together when the window behind the first hit is over', async () => {
    const page = await openPage({ ...DATEJS, commands: [VIEW] });
    await page.pass(100);
    page.push(event('a'));
    await page.pass(100);
    page.push(event('b'));
    await page.pass(500);
    expect(page.requests()).toHaveLength(1);
    await page.pass(200);
    expect(page.requests()).toHaveLength(2);
    expect(arrivedActions(page)).toEqual(['T1', 'a', 'b']);
  });
});
