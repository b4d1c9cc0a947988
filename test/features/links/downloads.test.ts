// @vitest-environment happy-dom
// Which links are downloads, by extension or attribute.
import { describe, expect, it } from 'vitest';
import { ON, click, openLinks } from './page';

describe('downloads', () => {
  it.each<[string, boolean]>([
    ['/files/A.PDF', true],
    ['https://out.test/a.zip', true],
    ['/get?file=a.pdf', true],
    ['/get?file=a.pdf&x=1', true],
    ['/a.pdf?x=1', true],
    ['/a.pdf#page=2', true],
    ['/page#see.txt', true],
    ['/a.sha512', true],
    ['/a.7z', true],
    ['/a.pdf/view', false],
    ['/apdf', false],
    ['/a.html', false],
    ['/a.pdfx', false],
  ])('%s: %s', async (href, isDownload) => {
    const page = await openLinks(`<a href="${href}">x</a>`, ON);
    const reported = await click(page);
    expect(reported.some((text) => text.startsWith('download '))).toBe(isDownload);
  });

  it.each(['/page', 'https://out.test/page'])('%s is one with the attribute download', async (href) => {
    const page = await openLinks(`<a download href="${href}">x</a>`, ON);
    expect((await click(page))[0]).toMatch(/^download /);
  });

  it('the page itself is one where a link with that attribute has an empty address', async () => {
    const page = await openLinks('<a download href="">x</a>', ON);
    expect(await click(page)).toEqual(['download https://shop.test/p?x=1']);
  });

  it.each<[string, unknown[][], Record<string, boolean>]>([
    ['set replaces them', [['setDownloadExtensions', 'abc|def']], { abc: true, def: true, pdf: false }],
    ['set takes a list', [['setDownloadExtensions', ['abc', 'def']]], { abc: true, def: true, pdf: false }],
    ['a comma is no separator', [['setDownloadExtensions', 'abc,def']], { abc: false, def: false, 'abc,def': true }],
    ['add keeps them', [['addDownloadExtensions', 'abc|def']], { abc: true, def: true, pdf: true }],
    ['remove takes some away', [['removeDownloadExtensions', ['pdf']]], { pdf: false, zip: true }],
    ['remove compares case', [['removeDownloadExtensions', 'PDF']], { pdf: true }],
    [
      'characters of patterns are just characters',
      [['setDownloadExtensions', 'a.c|b+']],
      { abc: false, 'a.c': true, 'b+': true },
    ],
    ['nothing is no extension', [['setDownloadExtensions', undefined]], { pdf: false }],
  ])('%s', async (_, commands, expected) => {
    const page = await openLinks('', ON, ...commands);
    const found: Record<string, boolean> = {};
    for (const extension of Object.keys(expected)) {
      document.body.innerHTML = `<a href="/file.${extension}">x</a>`;
      found[extension] = (await click(page)).length > 0;
    }
    expect(found).toEqual(expected);
    expect(page.errors).toEqual([]);
  });
});
