import { describe, expect, it } from 'vitest';
import { readValue } from '../../demo/inspector/public/reading.js';

describe('reading of a value', () => {
  it.each([
    ['ec_items', '[["S","Socks",["A","B"],"9.90",2],["T"]]', '2 items: 2 × Socks (S) at 9.90 in A / B; 1 × T at 0'],
    ['ec_items', '[]', 'No item'],
    ['cvar', '{"1":["colour","blue"],"5":["",""]}', '1: colour = blue; 5:  = '],
    ['cdo', '3700', '1 h 1 min before its arrival'],
    ['uadata', '{}', 'The browser gives no hints'],
    [
      'uadata',
      '{"fullVersionList":[{"brand":"Not;A=Brand","version":"8"},{"brand":"Chromium","version":"156.0.1"}],"mobile":true,"platform":"Android","platformVersion":"16","model":"Pixel"}',
      'Chromium 156.0.1, Android 16, Pixel, mobile',
    ],
  ])('puts %s %s into words', (name, value, words) => {
    expect(readValue(name, value)).toBe(words);
  });

  it('writes unix times as local time', () => {
    const seconds = new Date(2025, 10, 12, 14, 3, 7).getTime() / 1000;

    expect(readValue('_idts', String(seconds))).toBe('12 Nov 2025, 14:03:07');
    expect(readValue('cdt', '2025-11-12 14:03:07')).toBe('');
    expect(readValue('_refts', '0')).toBe('');
  });

  it.each([
    '',
    'null',
    '1',
    '"x"',
    '{',
    '{"a":1',
    '[null,1,"x",{}]',
    '[[[[[]]]]]',
    '{"1":null}',
    '{"brands":[null,1]}',
  ])('does not throw for %s where JSON is expected', (value) => {
    for (const name of ['ec_items', 'cvar', '_cvar', 'e_cvar', 'uadata']) {
      expect(readValue(name, value)).toBeTypeOf('string');
    }
  });

  it('shortens values that are deep or long', () => {
    const deep = '['.repeat(50_000) + ']'.repeat(50_000);
    const long = JSON.stringify(Array.from({ length: 5000 }, () => ['x'.repeat(1000)]));

    expect(readValue('ec_items', deep)).toBe('1 item: 1 × … at 0');
    expect(readValue('ec_items', long).length).toBeLessThan(3000);
  });

  it('is empty for values that need no explanation', () => {
    expect(readValue('action_name', '12')).toBe('');
    expect(readValue('constructor', '12')).toBe('');
  });
});
