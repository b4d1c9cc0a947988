// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { openPage } from './support/page';

describe('values on the wire', () => {
  it.each([
    ["AZaz09-_.!~*'()", "AZaz09-_.!~*'()"],
    ['a b', 'a%20b'],
    ['ä & ö=1#2?3/4+5', '%C3%A4%20%26%20%C3%B6%3D1%232%3F3%2F4%2B5'],
    ['漢字 😀', '%E6%BC%A2%E5%AD%97%20%F0%9F%98%80'],
    ['100%', '100%25'],
    ['line\nbreak\u0000', 'line%0Abreak%00'],
    ['<script>"\\', '%3Cscript%3E%22%5C'],
  ])('%j is written as %s', async (value, written) => {
    const page = await openPage({ commands: [['trackEvent', 'c', value]] });
    expect(page.hits()[0]?.text.split('&')[1]).toBe(`e_a=${written}`);
  });

  it.each(['\ud800', 'a\udc00b', '\udfff\ud800', '😀\ud83d'])(
    'half of a surrogate pair (%j) becomes the replacement character instead of an exception',
    async (value) => {
      const page = await openPage({ commands: [['trackEvent', 'c', value]] });
      expect(page.last()['e_a']).toBe(
        value.replace(/(?<![\ud800-\udbff])[\udc00-\udfff]|[\ud800-\udbff](?![\udc00-\udfff])/g, '\ufffd'),
      );
      expect(page.errors).toEqual([]);
    },
  );

  it.each([
    [
      'an item of an order',
      [
        ['addEcommerceItem', 'S', '👟'.slice(0, 1), 'Wool'],
        ['trackEcommerceOrder', 'O', 5],
      ],
    ],
    ['a custom variable that was cut', [['setCustomVariable', 1, 'n', `${'x'.repeat(199)}😀`], ['trackPageView']]],
    ['categories', [['setEcommerceView', 'S', 'N', ['Wool', '\udc00']], ['trackPageView']]],
    ['custom data', [['trackPageView', 'T', { a: { b: 'c\ud800' } }]]],
  ])('half of a surrogate pair in %s does not make its JSON one that servers refuse', async (_, commands) => {
    const page = await openPage({ commands });
    const values = Object.values(page.last()).filter((value) => /^[[{]/.test(value));
    expect(values.filter((value) => value.includes('\ufffd'))).toHaveLength(1);
    // JavaScript accepts such an escape, but PHP rejects the text as damaged.
    expect(values.filter((value) => /\\ud[89a-f]/.test(value))).toEqual([]);
  });

  it.each([
    [0.1 + 0.2, '0.30000000000000004'],
    [-1.5, '-1.5'],
    [1e21, '1e%2B21'],
    [BigInt(7), '7'],
  ])('the number %s is written as %s', async (value, written) => {
    const page = await openPage({ commands: [['trackEvent', 'c', 'a', 'n', value]] });
    expect(page.hits()[0]?.text.split('&')[3]).toBe(`e_v=${written}`);
  });

  it('text of any length travels whole', async () => {
    const name = 'ü'.repeat(100_000);
    const page = await openPage({ commands: [['trackEvent', 'c', 'a', name]] });
    expect(page.last()['e_n']).toBe(name);
  });

  it('a site ID cannot break out of its parameter', async () => {
    const page = await openPage({ siteId: '1&rec=0#', commands: [['trackPageView']] });
    expect(page.last()).toMatchObject({ idsite: '1&rec=0#', rec: '1' });
  });
});

it('the name of a parameter that the page chooses cannot add others', async () => {
  const page = await openPage({ commands: [['trackLink', 'https://other.test/', 'x=1&rec=0&y']] });
  expect(page.hits()[0]?.names.filter((name) => name === 'rec')).toEqual(['rec']);
  expect(page.last()['rec']).toBe('1');
});

describe('text that the page gives as it is', () => {
  it('travels unharmed: nothing is cut at a # and nothing dropped at a line end', async () => {
    const page = await openPage();
    page.push(['trackRequest', 'ma_id=a b&ma_ti=x#y\n\tz&c=%20ü']);
    const { query } = page.requests()[0] ?? {};
    expect(query).toMatch(/^ma_id=a%20b&ma_ti=x%23y%0A%09z&c=%20ü&idsite=1&rec=1&/);
  });

  it('travels unharmed in a batch', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    const hits = await page.track(
      ['trackRequest', 'a="q"\\&b=x#y'],
      ['queueRequest', 'c=\ud800'],
      ['trackRequest', 'd=1'],
    );
    expect(hits.map(({ a, b, d, rec }) => [a, b, d, rec])).toEqual([
      ['"q"\\', 'x#y', undefined, '1'],
      [undefined, undefined, '1', '1'],
    ]);
    page.leave();
    expect(page.requests().map(({ url }) => url)).toEqual(
      expect.arrayContaining([expect.stringMatching(/\?c=\ud800&idsite=1/)]),
    );
  });

  it('stays as it is in a body of its own', async () => {
    const page = await openPage({ commands: [['setRequestMethod', 'POST']] });
    page.push(['trackRequest', 'a=x#y z']);
    expect(page.requests()[0]?.body).toMatch(/^a=x#y z&idsite=1/);
  });
});

describe('hostile values', () => {
  const hostile = {
    toString() {
      throw new Error('no');
    },
  };

  it('cost the command in which they stand, with one line that names it', async () => {
    const page = await openPage();
    const hits = await page.track(['trackEvent', 'c', 'a', hostile], ['trackEvent', 'c', 'fine']);
    expect(hits.map(({ e_a }) => e_a)).toEqual(['fine']);
    expect(page.errors).toEqual([expect.stringMatching(/^tinypaq: trackEvent /)]);
  });

  it('that stick cost their parameter, not the hits', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    const throwing = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no');
        },
      },
    );
    const hits = await page.track(
      ['setPageViewId', hostile],
      ['setCustomData', throwing],
      ['trackEvent', 'c', 'a'],
      ['trackEcommerceOrder', 'O1', 5],
    );
    expect(hits.map(({ e_a, ec_id, idsite, _id }) => [e_a ?? ec_id, idsite, _id?.length])).toEqual([
      ['a', '1', 16],
      ['O1', '1', 16],
    ]);
    expect(page.params().filter((params) => 'data' in params)).toEqual([]);
    expect(page.errors).toContainEqual(expect.stringMatching(/^tinypaq: hit /));
  });
});
