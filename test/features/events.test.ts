// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { call, pick } from '../support/call';
import { openPage } from '../support/page';

const EVENT = ['e_c', 'e_a', 'e_n', 'e_v', 'ca'];

describe('trackEvent', () => {
  it.each([
    [['Video', 'Play'], { e_c: 'Video', e_a: 'Play', ca: '1' }],
    [['Video', 'Play', 'Intro'], { e_c: 'Video', e_a: 'Play', e_n: 'Intro', ca: '1' }],
    [['Video', 'Seek', 'Intro', 12.5], { e_c: 'Video', e_a: 'Seek', e_n: 'Intro', e_v: '12.5', ca: '1' }],
    [['c', 'a', '', 0], { e_c: 'c', e_a: 'a', e_n: '', e_v: '0', ca: '1' }],
    [[404, 0], { e_c: '404', e_a: '0', ca: '1' }],
    [[' ', 'blank'], { e_c: ' ', e_a: 'blank', ca: '1' }],
    [['c', 'a', [1, 2]], { e_c: 'c', e_a: 'a', e_n: '1,2', ca: '1' }],
    [['c', 'a', null, null], { e_c: 'c', e_a: 'a', ca: '1' }],
    [['c', 'a', NaN, NaN], { e_c: 'c', e_a: 'a', ca: '1' }],
    [['c', 'a', undefined, '4.20'], { e_c: 'c', e_a: 'a', e_v: '4.20', ca: '1' }],
    [['c', 'a', undefined, '1 000,5'], { e_c: 'c', e_a: 'a', e_v: '1 000,5', ca: '1' }],
    [['c', 'a', undefined, -1e-7], { e_c: 'c', e_a: 'a', e_v: '-1e-7', ca: '1' }],
    [['c', 'a', undefined, false], { e_c: 'c', e_a: 'a', ca: '1' }],
    [['c', 'a', undefined, ''], { e_c: 'c', e_a: 'a', ca: '1' }],
  ])('given %j it sends %j and the console stays empty', async (args, expected) => {
    const { hits, errors } = await call(['trackEvent', ...args]);
    expect(hits.map((hit) => pick(hit, ...EVENT))).toEqual([expected]);
    expect(errors).toEqual([]);
  });

  it('begins the request with its parameters, in the order of the documents', async () => {
    const page = await openPage({ commands: [['trackEvent', 'c', 'a', 'n', 1]] });
    expect(page.hits()[0]?.names.slice(0, 6)).toEqual(['e_c', 'e_a', 'e_n', 'e_v', 'ca', 'idsite']);
  });

  it.each([
    ['category', ['', 'a'], '""'],
    ['category', [undefined, 'a'], 'undefined'],
    ['category', [true, 'a'], 'true'],
    ['category', [{}, 'a'], '[object Object]'],
    ['category', [NaN, 'a'], 'NaN'],
    ['category', [Infinity, 'a'], 'Infinity'],
    ['action', ['c', ''], '""'],
    ['action', ['c'], 'undefined'],
    ['action', ['c', null], 'null'],
  ])('refuses a wrong %s (%j) with one line on the console', async (argument, args, shown) => {
    const callback = vi.fn();
    const { hits, errors } = await call(['trackEvent', args[0], args[1], 'n', 1, undefined, callback]);
    expect(hits).toEqual([]);
    expect(errors).toEqual([`tinypaq: trackEvent: ${argument} is ${shown}, expected text`]);
    expect(callback).not.toHaveBeenCalled();
  });

  it.each([['abc'], [true], ['€ 5'], [{}], [Infinity], ['5x']])(
    'given the value %s it sends the event without it, with one line on the console',
    async (value) => {
      const { hits, errors } = await call(['trackEvent', 'c', 'a', 'n', value]);
      expect(hits.map((hit) => pick(hit, ...EVENT))).toEqual([{ e_c: 'c', e_a: 'a', e_n: 'n', ca: '1' }]);
      expect(errors).toHaveLength(1);
      expect(errors[0]).toContain('trackEvent: value');
      expect(errors[0]).toContain('expected a number');
    },
  );

  it('shows only the beginning of a long value on the console', async () => {
    const { errors } = await call(['trackEvent', 'c', 'a', 'n', 'x'.repeat(1e6)]);
    expect(errors).toEqual([expect.stringMatching(/^.{50,150}$/)]);
  });

  it('checks a value of a megabyte without delay', async () => {
    const digits = '1'.repeat(1e6);
    const { hits } = await call(['trackEvent', 'c', 'a', 'n', `${digits}x`]);
    expect(hits.map((hit) => pick(hit, 'e_a', 'e_v'))).toEqual([{ e_a: 'a' }]);
  });
});
