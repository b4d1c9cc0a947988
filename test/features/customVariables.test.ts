// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { pick } from '../support/call';
import { openPage, type Page } from '../support/page';

const SCOPES = ['cvar', 'e_cvar', '_cvar'];

const storedVariables = (page: Page): string | undefined =>
  Object.entries(page.cookies.all()).find(([name]) => name.startsWith('_pk_cvar.'))?.[1];

describe('setCustomVariable', () => {
  it.each([
    [[1, 'n', 'v'], { _cvar: '{"1":["n","v"]}' }],
    [[1, 'n', 'v', 'visit'], { _cvar: '{"1":["n","v"]}' }],
    [[1, 'n', 'v', 2], { _cvar: '{"1":["n","v"]}' }],
    [[1, 'n', 'v', 'page'], { cvar: '{"1":["n","v"]}' }],
    [[1, 'n', 'v', '3'], { cvar: '{"1":["n","v"]}' }],
    [[1, 'n', 'v', 'event'], { e_cvar: '{"1":["n","v"]}' }],
    [['12', 5, null, 'page'], { cvar: '{"12":["5","null"]}' }],
    [[1, 'n', undefined, 'page'], { cvar: '{"1":["n",""]}' }],
    [[1, 'ü'.repeat(201), 'v'.repeat(500), 'page'], { cvar: `{"1":["${'ü'.repeat(200)}","${'v'.repeat(200)}"]}` }],
  ])('given %j every hit carries %j', async (args, expected) => {
    const page = await openPage({ commands: [['setCustomVariable', ...args], ['trackPageView']] });
    expect(pick(page.last(), ...SCOPES)).toEqual(expected);
    expect(page.errors).toEqual([]);
  });

  it('are sent by ascending slot', async () => {
    const page = await openPage({
      commands: [
        ['setCustomVariable', 3, 'c', '3', 'page'],
        ['setCustomVariable', 1, 'a', '1', 'page'],
        ['trackPageView'],
      ],
    });
    expect(page.last()['cvar']).toBe('{"1":["a","1"],"3":["c","3"]}');
  });

  it.each([
    ['index', [0, 'n', 'v']],
    ['index', [-1, 'n', 'v']],
    ['index', ['x', 'n', 'v']],
    ['index', [1.5, 'n', 'v']],
    ['index', ['__proto__', 'n', 'v']],
    ['index', []],
    ['name', [1]],
    ['scope', [1, 'n', 'v', 'cookie']],
    ['scope', [1, 'n', 'v', null]],
  ])('refuses a wrong %s (%j) with one line', async (argument, args) => {
    const page = await openPage({ commands: [['setCustomVariable', ...args], ['trackPageView']] });
    expect(pick(page.last(), ...SCOPES)).toEqual({});
    expect(page.errors).toEqual([expect.stringContaining(`setCustomVariable: ${argument} is `)]);
  });
});

describe('custom variables', () => {
  it('are read as a pair, or as false', async () => {
    const page = await openPage({
      commands: [
        ['setCustomVariable', 1, 'n', 'v'],
        ['setCustomVariable', 2, '', 'v'],
      ],
    });
    const { getCustomVariable: get } = page.tracker;
    expect([get(1), get(1, 'visit'), get(1, 'page'), get(2), get('toString'), get(1, 'nowhere' as 'page')]).toEqual([
      ['n', 'v'],
      ['n', 'v'],
      false,
      false,
      false,
      false,
    ]);
  });

  it('of the visit are sent once as deleted; those of page and event with every further hit', async () => {
    const page = await openPage();
    for (const scope of ['visit', 'page', 'event'])
      page.push(['setCustomVariable', 1, 'n', 'v', scope], ['deleteCustomVariable', 1, scope]);
    const hits = await page.track(['trackEvent', 'c', 'a'], ['trackEvent', 'c', 'b']);
    const gone = '{"1":["",""]}';
    expect(hits.map((hit) => pick(hit, ...SCOPES))).toEqual([
      { cvar: gone, e_cvar: gone, _cvar: gone },
      { cvar: gone, e_cvar: gone },
    ]);
  });

  it('of a scope are deleted together; without a scope nothing happens', async () => {
    const page = await openPage({
      commands: [
        ['setCustomVariable', 1, 'n', 'v', 'page'],
        ['setCustomVariable', 1, 'n', 'v', 'event'],
      ],
    });
    const [hit] = await page.track(
      ['deleteCustomVariables', 'page'],
      ['deleteCustomVariables'],
      ['trackEvent', 'c', 'a'],
    );
    expect(pick(hit, ...SCOPES)).toEqual({ e_cvar: '{"1":["n","v"]}' });
  });

  it('of the visit are kept for later pages only if the page asks for that', async () => {
    const page = await openPage({ commands: [['setCustomVariable', 1, 'n', 'v'], ['trackPageView']] });
    expect(storedVariables(page)).toBeUndefined();
    await page.track(['storeCustomVariablesInCookie'], ['trackEvent', 'c', 'a']);
    expect(storedVariables(page)).toBe('{"1":["n","v"]}');
    const next = await page.goto({
      commands: [['storeCustomVariablesInCookie'], ['setCustomVariable', 2, 'm', 'w'], ['trackPageView']],
    });
    expect(next.last()['_cvar']).toBe('{"1":["n","v"],"2":["m","w"]}');
  });

  it('of the visit that an earlier page kept are sent with those set before the consent', async () => {
    const first = await openPage({
      commands: [
        ['storeCustomVariablesInCookie'],
        ['setCustomVariable', 1, 'n', 'v'],
        ['setCustomVariable', 2, 'm', 'w'],
        ['trackPageView'],
      ],
    });
    const page = await first.goto({
      commands: [
        ['requireConsent'],
        ['storeCustomVariablesInCookie'],
        ['setCustomVariable', 2, 'new', 'x'],
        ['getCustomVariable', 1],
      ],
    });
    await page.track(['setConsentGiven'], ['trackPageView']);
    expect(page.last()['_cvar']).toBe('{"1":["n","v"],"2":["new","x"]}');
    expect(storedVariables(page)).toBe('{"1":["n","v"],"2":["new","x"]}');
  });

  it('of the visit are those in the cookie with the present prefix', async () => {
    const page = await openPage({
      commands: [['storeCustomVariablesInCookie'], ['setCustomVariable', 1, 'n', 'v'], ['trackPageView']],
    });
    await page.track(['setCookieNamePrefix', '_my_'], ['setCustomVariable', 2, 'm', 'w'], ['trackEvent', 'c', 'a']);
    expect(page.last()['_cvar']).toBe('{"2":["m","w"]}');
    await page.track(['setCookieNamePrefix', '_pk_'], ['trackEvent', 'c', 'a']);
    expect(page.last()['_cvar']).toBe('{"1":["n","v"]}');
  });

  it.each([
    ['no JSON', '{"1":'],
    ['a list', '[["a","b"]]'],
    ['numbers', '{"1":5}'],
    ['null', 'null'],
    ['holes', '{"1":null,"x":["a","b"],"__proto__":["a","b"]}'],
  ])('from a damaged cookie (%s) count as absent, and the hit is sent', async (_, value) => {
    const first = await openPage({
      commands: [['storeCustomVariablesInCookie'], ['setCustomVariable', 9, 'n', 'v'], ['trackPageView']],
    });
    const name = Object.keys(first.cookies.all()).find((cookie) => cookie.startsWith('_pk_cvar.'));
    first.cookies.set(String(name), value);
    const page = await first.goto({ commands: [['setCustomVariable', 2, 'm', 'w'], ['trackPageView']] });
    expect(page.last()['_cvar']).toBe('{"2":["m","w"]}');
  });
});
