// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { ON, click, openLinks } from './page';

describe('the site’s own hosts', () => {
  it.each<[unknown, Record<string, boolean>]>([
    ['other.test', { 'https://shop.test/': true, 'https://other.test/': true, 'https://x.other.test/': false }],
    ['*.other.test', { 'https://other.test/': true, 'https://x.OTHER.test/': true, 'https://another.test/': false }],
    [['shop.test/path'], { 'https://shop.test/path/a': true, 'https://shop.test/pathology': false }],
    [['shop.test/p*'], { 'https://shop.test/pathology': true, 'https://shop.test/x': false }],
    [
      ['other.test/sub'],
      { 'https://other.test/sub/': true, 'https://other.test/': false, 'https://shop.test/': false },
    ],
    [['https://shop.test'], { 'https://shop.test/': true, 'https://other.test/': false }],
    [['//other.test/*'], { 'https://shop.test/': true, 'https://other.test/': false }],
    [['https://other.test/sub'], { 'https://shop.test/': false, 'https://other.test/sub': false }],
  ])('given setDomains %j', async (domains, expected) => {
    const page = await openLinks('', ON, ['setDomains', domains]);
    const own: Record<string, boolean> = {};
    for (const href of Object.keys(expected)) {
      document.body.innerHTML = `<a href="${href}">x</a>`;
      own[href] = (await click(page)).length === 0;
    }
    expect(own).toEqual(expected);
  });
});
