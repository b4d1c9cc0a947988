import { describe, expect, it } from 'vitest';
import {
  clip,
  clockOf,
  countOf,
  dayOf,
  durationOf,
  hostOf,
  isoOf,
  momentOf,
  shortVisitor,
} from '../../demo/inspector/public/format.js';

/** A local time, so that the test holds in every time zone. */
const at = (day: number, hour = 14, minute = 3, second = 7) => new Date(2025, 10, day, hour, minute, second).getTime();

describe('format', () => {
  it.each([
    [0, '0 s'],
    [-5000, '0 s'],
    [12_400, '12 s'],
    [192_000, '3 min 12 s'],
    [3_840_000, '1 h 4 min'],
    [100_000_000, '1 d 3 h'],
  ])('writes a duration of %d ms as %s', (length, words) => {
    expect(durationOf(length)).toBe(words);
  });

  it('writes times as local time', () => {
    expect(clockOf(at(12))).toBe('14:03:07');
    expect(momentOf(at(12))).toBe('12 Nov 2025, 14:03:07');
    expect(isoOf(Date.UTC(2025, 10, 12))).toBe('2025-11-12T00:00:00.000Z');
  });

  it('writes days as today, yesterday or a date', () => {
    const now = at(12, 0, 10);
    expect(dayOf(at(12, 0, 5), now)).toBe('Today');
    expect(dayOf(at(11, 23, 59), now)).toBe('Yesterday');
    expect(dayOf(at(10), now)).toBe('10 Nov 2025');
  });

  it.each([Number.NaN, Infinity, 9e15])('does not throw for %d, which is no time', (time) => {
    expect(clockOf(time)).toBe('?');
    expect(momentOf(time)).toBe('?');
    expect(dayOf(time, at(12))).toBe('?');
    expect(isoOf(time)).toBe('');
  });

  it('writes a number with its noun', () => {
    expect(countOf(1, 'hit')).toBe('1 hit');
    expect(countOf(0, 'hit')).toBe('0 hits');
    expect(countOf(1204, 'hit')).toBe('1,204 hits');
    expect(countOf(2, 'hit waits', 'hits wait')).toBe('2 hits wait');
  });

  it('cuts texts between characters, never within one', () => {
    expect(clip('short', 5)).toBe('short');
    expect(clip('longer', 5)).toBe('longe…');
    expect(clip('👟👟👟', 3)).toBe('👟👟👟');
    expect(clip('👟👟👟', 2)).toBe('👟👟…');
    expect(clip('x'.repeat(1_000_000), 10)).toBe('xxxxxxxxxx…');
  });

  it('shortens visitor IDs', () => {
    expect(shortVisitor('3f2a91c0aa10bd77')).toBe('3f2a91c0');
  });

  it('returns the host of an address, or the text if it is no address', () => {
    expect(hostOf('https://www.example.org:8080/a?b')).toBe('www.example.org:8080');
    expect(hostOf('not an address')).toBe('not an address');
    expect(hostOf('javascript:alert(1)')).toBe('javascript:alert(1)');
  });
});
