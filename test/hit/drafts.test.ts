// @vitest-environment happy-dom
// A hit is completed when it is released, in a later task, but carries what was true when it was tracked.
import { describe, expect, it } from 'vitest';
import { VIEW, event } from '../support/commands';
import { openPage, VISITOR } from '../support/page';
import { actions, push } from '../support/tasks';

describe('what is released is what was said when it was tracked', () => {
  it('given another address is set afterwards, leaves for the address before', async () => {
    const page = await openPage();
    push(event('a'), ['setTrackerUrl', 'https://later.test/matomo.php'], event('b'));
    await page.pass(1000);
    expect(page.network.sent.map(({ to }) => to)).toEqual([
      'https://stats.test/matomo.php',
      'https://later.test/matomo.php',
    ]);
  });

  it('given the visitor opts out afterwards, leaves all the same', async () => {
    const page = await openPage();
    push(event('out'), ['optUserOut'], event('later'));
    await page.pass(1000);
    expect(actions(page)).toEqual(['out']);
  });

  it('given an order afterwards, does not carry its time', async () => {
    const page = await openPage();
    push(event('a'), ['trackEcommerceOrder', 'o1', 10]);
    await page.pass(1000);
    expect(page.params().map(({ _ects }) => _ects !== undefined)).toEqual([false, true]);
  });

  it('given a plugin is added afterwards, is without what that adds', async () => {
    const page = await openPage();
    push(event('a'), ['addPlugin', 'Late', { event: () => '&late=1' }], event('b'));
    await page.pass(1000);
    expect(page.params().map(({ late }) => late)).toEqual([undefined, '1']);
  });

  it('given another page view afterwards, belongs to the one before', async () => {
    const page = await openPage({ commands: [VIEW] });
    await page.pass(1000);
    push(event('a'), VIEW, event('b'));
    await page.pass(1000);
    const [first, a, second, b] = page.params().map(({ pv_id }) => pv_id);
    expect([a, b]).toEqual([first, second]);
    expect(second).not.toBe(first);
  });

  it('given the application goes to another view afterwards, belongs to the view before', async () => {
    const page = await openPage({ commands: [VIEW, ['enableSinglePageTracking']] });
    await page.pass(1000);
    push(event('a'));
    history.pushState(null, '', '/next');
    push(event('b'));
    await page.pass(1000);
    expect(page.params().map(({ e_a, url }) => [e_a, url])).toEqual([
      [undefined, 'https://shop.test/p?x=1'],
      ['a', 'https://shop.test/p?x=1'],
      [undefined, 'https://shop.test/next'],
      ['b', 'https://shop.test/next'],
    ]);
  });

  it.each([
    ['of the call', (data: object) => push(['trackEvent', 'c', 'a', '', '', data])],
    ['of the tracker', (data: object) => push(['setCustomData', data], event('a'))],
  ])('given data %s that the page uses again, tells of them as they were', async (_, act) => {
    const page = await openPage();
    const data: Record<string, unknown> = { n: 1, dimension1: 'x' };
    act(data);
    data['n'] = 2;
    data['dimension1'] = 'y';
    await page.pass(1000);
    expect(page.last()).toMatchObject({ data: expect.stringContaining('"n":1') as string });
    expect(JSON.stringify(page.last())).not.toContain('y"');
  });

  it('given a list that the page changes afterwards, carries it as it was', async () => {
    const page = await openPage();
    const categories = ['a', 'b'];
    push(['trackSiteSearch', 'word', categories, 1]);
    categories.push('c');
    await page.pass(1000);
    expect(page.last()).toMatchObject({ search: 'word', search_cat: 'a,b' });
  });

  it('given an object instead of a name, carries it as it was', async () => {
    const page = await openPage();
    const product = { name: 'a', toString: () => product.name };
    push(['trackEvent', 'c', 'a', product]);
    product.name = 'b';
    await page.pass(1000);
    expect(page.last()).toMatchObject({ e_n: 'a' });
  });

  it('given it waits for consent, tells of the time, the user and the variables of its call', async () => {
    const page = await openPage({ commands: [['requireConsent'], ['setUserId', 'first']] });
    page.push(['setCustomVariable', 1, 'n', 'v', 'page'], ['setCustomDimension', 1, 'before'], event('a'));
    const { h, m } = { h: new Date().getHours(), m: new Date().getMinutes() };
    await page.pass(3 * 60_000);
    page.push(['setUserId', 'second'], ['deleteCustomVariables', 'page'], ['setCustomDimension', 1, 'after']);
    await page.pass(3 * 60_000);
    page.push(['setConsentGiven']);
    await page.pass(1000);
    const { uid, cvar, dimension1, h: hour, m: minute } = page.last();
    expect([uid, cvar, dimension1, hour, minute]).toEqual(['first', '{"1":["n","v"]}', 'before', `${h}`, `${m}`]);
  });

  it('given a hook that changes settings, is as they were at its call', async () => {
    const page = await openPage();
    page.push(['addPlugin', 'Changing', { event: () => void page.tracker.setUserId('later') }]);
    push(event('a'), event('b'));
    await page.pass(1000);
    expect(page.params().map(({ uid }) => uid)).toEqual([undefined, undefined]);
    expect((await page.track(event('c')))[0]).toMatchObject({ uid: 'later' });
  });

  it('given a getter is called afterwards, leaves with the same visitor as that has returned', async () => {
    const page = await openPage();
    push(VIEW);
    const id = page.tracker.getVisitorId();
    expect(id).toMatch(/^[\da-f]{16}$/);
    expect(page.last()['_id']).toBe(id);
  });

  it('given the page writes the visitor’s cookie afterwards, is that of the time it is released', async () => {
    const page = await openPage({ commands: [VIEW] });
    const [name = ''] = Object.keys(page.cookies.all()).filter((cookie) => cookie.startsWith('_pk_id'));
    page.cookies.set(name, `${VISITOR}.1700000000`);
    expect((await page.track(event('a')))[0]?.['_id']).toBe(VISITOR);
  });
});
