// Compares the tracker's own SHA-1 with Node's.
import { createHash } from 'node:crypto';
import { assert, property, string } from 'fast-check';
import { expect, it } from 'vitest';
import { sha1Prefix } from '../../src/identity/sha1';

const expected = (text: string): string => createHash('sha1').update(text, 'utf8').digest('hex').slice(0, 8);

it.each([
  '',
  'abc',
  'www.a.test/',
  'é€😀',
  'a'.repeat(55),
  'a'.repeat(56),
  'a'.repeat(63),
  'a'.repeat(64),
  'a'.repeat(1000),
])('given %j, then it is the start of its SHA-1', (text) => {
  expect(sha1Prefix(text)).toBe(expected(text));
});

it('given any text, then it is the start of the SHA-1 of its UTF-8 bytes', () => {
  assert(property(string({ unit: 'grapheme', maxLength: 200 }), (text) => sha1Prefix(text) === expected(text)));
});
