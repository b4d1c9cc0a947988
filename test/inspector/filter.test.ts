import { describe, expect, it } from 'vitest';
import {
  fromQuery,
  isFiltering,
  matcher,
  NO_FILTER,
  toQuery,
  visitorKey,
  visitorOf,
} from '../../demo/inspector/public/filter.js';
import { storedHit } from './stored-hit.js';

describe('filter', () => {
  it('passes every hit when nothing is chosen', () => {
    expect(matcher(NO_FILTER)(storedHit(1))).toBe(true);
    expect(isFiltering(NO_FILTER)).toBe(false);
  });

  it.each([
    ['the summary', 'BLUE shoes'],
    ['a parameter name', '_pks'],
    ['a parameter value', 'sh-1'],
    ['a name with its value', '_pks=SH-1'],
    ['a violation', 'hexadecimal'],
    ['the visitor ID', '8d425121'],
    ['the page view ID', 'ltkrpn'],
    ['the user agent', 'mozilla'],
  ])('finds a text in %s, in any case', (_where, text) => {
    const hit = storedHit(1, {
      summary: 'Page view: Blue Shoes',
      parameters: [['_pks', 'SH-1']],
      violations: [{ parameter: '_id', message: 'must be 16 hexadecimal digits' }],
    });

    expect(matcher({ ...NO_FILTER, text })(hit)).toBe(true);
    expect(matcher({ ...NO_FILTER, text })(storedHit(2, { visitorId: '', pageViewId: '', userAgent: '' }))).toBe(false);
  });

  it('finds hits with every word of the text, in any order', () => {
    const hit = storedHit(1, { summary: 'Order A-17: 3 items' });

    expect(matcher({ ...NO_FILTER, text: ' items  order ' })(hit)).toBe(true);
    expect(matcher({ ...NO_FILTER, text: 'order cart' })(hit)).toBe(false);
  });

  it('passes hits of any of the chosen kinds', () => {
    const matches = matcher({ ...NO_FILTER, kinds: new Set(['event', 'order']) });

    expect(matches(storedHit(1, { kind: 'event' }))).toBe(true);
    expect(matches(storedHit(2, { kind: 'order' }))).toBe(true);
    expect(matches(storedHit(3, { kind: 'page view' }))).toBe(false);
  });

  it('passes only hits with a violation when that is chosen', () => {
    const matches = matcher({ ...NO_FILTER, violations: true });

    expect(matches(storedHit(1, { violations: [{ parameter: 'e_v', message: 'must be a number' }] }))).toBe(true);
    expect(matches(storedHit(2))).toBe(false);
  });

  it('passes only the hits of the chosen visitor', () => {
    const mine = storedHit(1);
    const matches = matcher({ ...NO_FILTER, visitor: visitorKey(mine) });

    expect(matches(mine)).toBe(true);
    expect(matches(storedHit(2, { visitorId: 'ffffffffffffffff' }))).toBe(false);
    expect(matches(storedHit(3, { visitorId: '' }))).toBe(false);
  });

  it('distinguishes visitors without a visitor ID by their user ID', () => {
    const key = (userId: string) => visitorKey({ visitorId: '', userId });

    expect(key('anna')).not.toBe(key('bob'));
    expect(key('')).not.toBe(key('anna'));
  });

  it.each([
    { visitorId: '8d425121a8a11feb', userId: '' },
    { visitorId: '', userId: 'anna' },
    { visitorId: '', userId: '' },
  ])('reads the visitor %o from its key', (visitor) => {
    expect(visitorOf(visitorKey(visitor))).toEqual(visitor);
  });

  it('is the same after it was written to a query string and read again', () => {
    const filter = {
      text: 'a&b=ü <img>',
      visitor: 'user anna@example.org',
      kinds: new Set(['page view', 'content impression'] as const),
      violations: true,
    };

    expect(fromQuery(toQuery(filter))).toEqual(filter);
    expect(toQuery(NO_FILTER)).toBe('');
  });

  it('ignores unknown parts of a query string', () => {
    expect(fromQuery('?kind=nonsense&violations=yes&other=1')).toEqual(NO_FILTER);
  });
});
