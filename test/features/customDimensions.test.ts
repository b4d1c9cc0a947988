// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { pick } from '../support/call';
import { openPage } from '../support/page';

const dimensionsOf = (hit: Record<string, string> | undefined): Record<string, string> =>
  pick(hit, ...Object.keys(hit ?? {}).filter((name) => name.startsWith('dimension')));

describe('setCustomDimension', () => {
  it.each([
    [[1, 'one'], { dimension1: 'one' }],
    [['2', 22], { dimension2: '22' }],
    [[3], { dimension3: '' }],
    [[4, null], { dimension4: 'null' }],
    [['10th', 'ten'], { dimension10: 'ten' }],
    [[11.9, 'x'], { dimension11: 'x' }],
    [[7, ' ä & ö '], { dimension7: ' ä & ö ' }],
  ])('given %j every hit carries %j', async (args, expected) => {
    const page = await openPage({ commands: [['setCustomDimension', ...args], ['trackPageView']] });
    expect(dimensionsOf(page.last())).toEqual(expected);
    expect(page.errors).toEqual([]);
  });

  it.each([[0], [-5], ['abc'], [undefined], [{}], ['9'.repeat(30)]])('refuses the ID %s with one line', async (id) => {
    const page = await openPage({ commands: [['setCustomDimension', id, 'x'], ['trackPageView']] });
    expect(dimensionsOf(page.last())).toEqual({});
    expect(page.errors).toEqual([expect.stringMatching(/setCustomDimension: id is .*, expected an ID/)]);
  });

  it('is read, replaced and deleted by its number', async () => {
    const page = await openPage({
      commands: [
        ['setCustomDimension', 1, 'a'],
        ['setCustomDimension', '1', 'b'],
        ['setCustomDimension', 2, 'c'],
      ],
    });
    const get = page.tracker.getCustomDimension;
    expect([get(1), get('2'), get(3)]).toEqual(['b', 'c', undefined]);
    const [hit] = await page.track(['deleteCustomDimension', '1'], ['trackPageView']);
    expect(dimensionsOf(hit)).toEqual({ dimension2: 'c' });
  });
});

describe('per-call custom data', () => {
  it('is sent as parameters for dimensions, and as data for the rest', async () => {
    const page = await openPage({
      commands: [
        ['setCustomDimension', 1, 'set'],
        ['setCustomDimension', 3, 'three'],
      ],
    });
    const [hit] = await page.track([
      'trackPageView',
      undefined,
      { dimension2: 'two', dimension1: null, dimension0: undefined, dimension01: {}, dimensionX: 'no' },
    ]);
    expect(dimensionsOf(hit)).toEqual({
      dimension2: 'two',
      dimension1: 'null',
      dimension0: 'undefined',
      dimension01: '[object Object]',
      dimension3: 'three',
    });
    expect(hit?.['data']).toBe('{"dimensionX":"no"}');
    expect(
      page
        .hits()[0]
        ?.names.filter((name) => name.startsWith('dimension'))
        .slice(0, 4),
    ).toEqual(['dimension2', 'dimension1', 'dimension0', 'dimension01']);
  });

  it("is not changed: it is the caller's object", async () => {
    const page = await openPage();
    const data = { dimension1: 'd', k: 1 };
    page.push(['trackEvent', 'c', 'a', 'n', 1, data], ['trackPageView', 't', data]);
    expect(data).toEqual({ dimension1: 'd', k: 1 });
    await page.pass(801);
    expect(page.params().map(({ dimension1 }) => dimension1)).toEqual(['d', 'd']);
  });

  it('counts for its call only, instead of what is configured', async () => {
    const page = await openPage({
      commands: [
        ['setCustomDimension', 1, 'set'],
        ['setCustomData', { a: 1 }],
      ],
    });
    const hits = await page.track(
      ['trackEvent', 'c', 'a', 'n', 1, { dimension1: 'call', b: 2 }],
      ['trackEvent', 'c', 'b'],
    );
    expect(hits.map((hit) => pick(hit, 'dimension1', 'data'))).toEqual([
      { dimension1: 'call', data: '{"b":2}' },
      { dimension1: 'set', data: '{"a":1}' },
    ]);
  });

  it.each([
    ['text', '"text"'],
    [[1, 2], '[1,2]'],
    [{ a: [true, null, 'ü'] }, '{"a":[true,null,"ü"]}'],
    [{}, '{"configured":1}'],
    [[], '{"configured":1}'],
    ['', '{"configured":1}'],
    [5, '{"configured":1}'],
    [true, '{"configured":1}'],
    [null, '{"configured":1}'],
    [{ dimension1: 'd' }, '{"configured":1}'],
  ])('given %j the data is %s', async (data, expected) => {
    const page = await openPage({ commands: [['setCustomData', { configured: 1 }]] });
    const [hit] = await page.track(['trackEvent', 'c', 'a', 'n', 1, data]);
    expect(hit?.['data']).toBe(expected);
  });

  it('that cannot be written as JSON is left out of the hit, with one line on the console', async () => {
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    const page = await openPage();
    const [hit] = await page.track(['trackEvent', 'c', 'a', 'n', 1, circular]);
    expect(pick(hit, 'e_a', 'data')).toEqual({ e_a: 'a' });
    expect(page.errors).toEqual([expect.stringContaining('custom data')]);
  });

  it('of trackRequest is sent, whatever hook that names', async () => {
    const page = await openPage();
    const [hit] = await page.track(['trackRequest', 'a=b', { dimension1: 'd' }, undefined, 'ecommerce']);
    expect(hit?.['dimension1']).toBe('d');
  });
});

describe('setCustomData', () => {
  it('sets a whole object, or one value of it, for all hits', async () => {
    const page = await openPage({
      commands: [
        ['setCustomData', { a: 1 }],
        ['setCustomData', 'c', [true, null]],
      ],
    });
    expect(page.tracker.getCustomData()).toEqual({ a: 1, c: [true, null] });
    const [hit] = await page.track(['trackPageView']);
    expect(hit?.['data']).toBe('{"a":1,"c":[true,null]}');
  });

  it('given one value more, leaves the page’s own object as it is', async () => {
    const data = { a: 1 };
    const page = await openPage({
      commands: [
        ['setCustomData', data],
        ['setCustomData', 'b', 2],
      ],
    });
    expect(page.tracker.getCustomData()).toEqual({ a: 1, b: 2 });
    expect(data).toEqual({ a: 1 });
  });

  it('keeps dimensions inside of the data', async () => {
    const page = await openPage({ commands: [['setCustomData', { dimension1: 'd' }], ['trackPageView']] });
    expect(pick(page.last(), 'dimension1', 'data')).toEqual({ data: '{"dimension1":"d"}' });
  });

  it.each([
    [null, undefined],
    [{}, '{}'],
  ])('given %j the data is %s', async (data, expected) => {
    const page = await openPage({
      commands: [['setCustomData', { a: 1 }], ['setCustomData', data], ['trackPageView']],
    });
    expect(page.last()['data']).toBe(expected);
  });
});
