// @vitest-environment happy-dom
// Name, piece and target of a block.
import { describe, expect, it, vi } from 'vitest';
import { openPage } from '../../support/page';

const PAGE = 'http://www.site.test/dir/page.html?q=1#h';

interface Content {
  name: string;
  piece: string;
  target: string;
}

/** The blocks of a page in /dir/, as the page's owner sees them on the console. */
async function blocksOf(html: string): Promise<Content[]> {
  const page = await openPage({ url: PAGE, html });
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  page.push(['logAllContentBlocksOnPage']);
  expect(log).toHaveBeenCalledTimes(1);
  return log.mock.calls[0]?.[0] as Content[];
}

const describeBlock = async (html: string) => {
  const [first, ...others] = await blocksOf(html);
  expect(others).toEqual([]);
  return [first?.name, first?.piece, first?.target];
};

describe('the examples of the specification', () => {
  it.each([
    ['<img src="i.jpg" data-track-content>', '/dir/i.jpg', 'http://www.site.test/dir/i.jpg', ''],
    [
      '<a href="https://e.test" data-track-content><img src="i.jpg" data-content-piece="p"></a>',
      ...['p', 'p', 'https://e.test'],
    ],
    [
      '<a href="https://e.test" data-track-content><img src="i.jpg" data-content-piece></a>',
      ...['/dir/i.jpg', 'http://www.site.test/dir/i.jpg', 'https://e.test'],
    ],
    [
      '<a href="https://e.test" data-track-content><img src="i.jpg" class="matomoContentPiece"></a>',
      ...['/dir/i.jpg', 'http://www.site.test/dir/i.jpg', 'https://e.test'],
    ],
    ['<a href="https://e.test" data-track-content><img src="i.jpg"></a>', ...['Unknown', 'Unknown', 'https://e.test']],
    [
      '<a href="/rel?x=1#y" data-track-content data-content-name="  N  "></a>',
      ...['N', 'Unknown', 'http://www.site.test/rel?x=1#y'],
    ],
    [
      '<div data-track-content data-content-name="" title="t"><i data-content-name="inner"></i></div>',
      ...['inner', 'Unknown', ''],
    ],
    ['<a data-track-content title="B"><span title="I" data-content-piece></span></a>', 'B', 'Unknown', ''],
    [
      '<div data-track-content><a href="/1" data-content-target></a><a href="/2" data-content-target="t"></a></div>',
      ...['Unknown', 'Unknown', 't'],
    ],
    ['<div data-track-content><a href="" data-content-target></a></div>', 'Unknown', 'Unknown', ''],
    ['<video data-track-content><source src="m.mp4"></video>', ...['/dir/m.mp4', 'http://www.site.test/dir/m.mp4', '']],
    [
      '<div data-track-content data-content-piece="http://www.site.test/p"></div>',
      ...['/p', 'http://www.site.test/p', ''],
    ],
  ])('%s is named %s, with the piece %s and the target "%s"', async (html, ...expected) => {
    expect(await describeBlock(html)).toEqual(expected);
  });

  it('a block in a block: the outer one has the inner one’s piece and target', async () => {
    const blocks = await blocksOf(
      `<div data-track-content data-content-name="O">
        <p data-track-content data-content-name="N" data-content-piece="P" data-content-target="T"></p>
      </div>`,
    );
    expect(blocks).toEqual([
      { name: 'O', piece: 'P', target: 'T' },
      { name: 'N', piece: 'P', target: 'T' },
    ]);
  });
});

describe('a block', () => {
  it.each([
    '<p data-track-content>',
    '<p data-track-content="0">',
    '<p class="a matomoTrackContent">',
    '<p class="piwikTrackContent">',
  ])('is marked by %s', async (html) => {
    expect(await blocksOf(html)).toHaveLength(1);
  });

  it.each(['<p class="trackContent">', '<p data-content-name="n">', '<p class="matomoContentPiece">'])(
    'is not marked by %s',
    async (html) => {
      expect(await blocksOf(html)).toEqual([]);
    },
  );

  it('is found once, however it is marked', async () => {
    expect(await blocksOf('<p data-track-content class="matomoTrackContent piwikTrackContent">')).toHaveLength(1);
  });
});

describe('the piece', () => {
  const pieceOf = async (inner: string) => (await describeBlock(`<div data-track-content>${inner}</div>`))[1];

  it.each([
    [
      'the first value that is not empty',
      '<i data-content-piece=""></i><i data-content-piece="a"></i><i data-content-piece="b"></i>',
      'a',
    ],
    ['nothing but blanks, which ends the search', '<img data-content-piece="  " src="i.jpg">', 'Unknown'],
    [
      'the marked image, the attribute before the class',
      '<img class="piwikContentPiece" src="a.png"><img data-content-piece src="b.png">',
      'http://www.site.test/dir/b.png',
    ],
    ['an embedded file', '<embed data-content-piece src="/e.swf">', 'http://www.site.test/e.swf'],
    ['a sound', '<audio class="matomoContentPiece"><source src="s.ogg"></audio>', 'http://www.site.test/dir/s.ogg'],
    ['an object', '<object data-content-piece data="/o.swf"></object>', 'http://www.site.test/o.swf'],
    [
      'an object by its parameter',
      '<object data-content-piece><param name="movie" value="/m.swf"></object>',
      'http://www.site.test/m.swf',
    ],
    [
      'an object by what is embedded in it',
      '<object data-content-piece><embed src="/e.swf"></object>',
      'http://www.site.test/e.swf',
    ],
    ['no frame', '<iframe data-content-piece="" srcdoc="x"></iframe>', 'Unknown'],
    ['no set of images', '<img data-content-piece srcset="a.png 2x">', 'Unknown'],
    ['no link', '<a data-content-piece href="/a"></a>', 'Unknown'],
    ['no file embedded without a mark', '<embed src="/e.swf">', 'Unknown'],
    ['no element called almost like a medium', '<lite-video data-content-piece src="/v.mp4"></lite-video>', 'Unknown'],
    ['no element called like a medium and more', '<video-box data-content-piece src="/v.mp4"></video-box>', 'Unknown'],
    ['no picture around an image', '<picture data-content-piece><img src="a.png"></picture>', 'Unknown'],
  ])('is %s', async (_, inner, expected) => {
    expect(await pieceOf(inner)).toBe(expected);
  });
});

describe('the name', () => {
  it.each([
    ['the given one before all', '<img data-track-content data-content-name="n" title="t" src="i.png">', 'n'],
    ['the piece before a title', '<img data-track-content title="t" src="i.png">', '/dir/i.png'],
    ['a given piece as it is', '<p data-track-content data-content-piece="my piece">', 'my piece'],
    [
      'the whole address of another site',
      '<p data-track-content data-content-piece="http://cdn.test/i.png">',
      'http://cdn.test/i.png',
    ],
    [
      'the whole address without scheme',
      '<p data-track-content data-content-piece="//www.site.test/x">',
      '//www.site.test/x',
    ],
    [
      'the whole address behind a blank',
      '<p data-track-content data-content-piece=" http://www.site.test/x">',
      'http://www.site.test/x',
    ],
    [
      'the whole address of a host above this one',
      '<p data-track-content data-content-piece="http://site.test/x">',
      'http://site.test/x',
    ],
    [
      'without the site by another port, too',
      '<p data-track-content data-content-piece="http://www.site.test:81/x?y=1#z">',
      '/x?y=1#z',
    ],
    [
      'as in the original’s reports without a site whose name begins like this one',
      '<p data-track-content data-content-piece="http://www.site.test.evil.test/x">',
      '/x',
    ],
    [
      'without the site by the other scheme, too',
      '<p data-track-content data-content-piece="https://www.site.test/x">',
      '/x',
    ],
    ['a slash where nothing is left', '<p data-track-content data-content-piece="http://www.site.test">', '/'],
    ['the title of the piece', '<p data-track-content><i data-content-piece title="t"></i></p>', 't'],
    ['the title of the target', '<p data-track-content><i data-content-target title="t"></i></p>', 't'],
    ['Unknown', '<p data-track-content>', 'Unknown'],
    ['Unknown where only blanks are given', '<p data-track-content data-content-name=" " title="t">', 'Unknown'],
  ])('is %s', async (_, html, expected) => {
    expect((await describeBlock(html))[0]).toBe(expected);
  });
});

describe('the target', () => {
  const targetOf = async (inner: string) => (await describeBlock(`<div data-track-content>${inner}</div>`))[2];

  it.each([
    ['given as text, which stays as it is', '<i data-content-target="../t x"></i>', '../t x'],
    ['the address of the marked link', '<a data-content-target href="/a"></a>', 'http://www.site.test/a'],
    [
      'the address of the link with the class',
      '<a class="piwikContentTarget" href="/a"></a>',
      'http://www.site.test/a',
    ],
    [
      'the attribute before the class',
      '<a class="matomoContentTarget" href="/c"></a><a data-content-target href="/a"></a>',
      'http://www.site.test/a',
    ],
    ['the address of the piece', '<a data-content-piece="p" href="/p"></a>', 'http://www.site.test/p'],
    ['no link without a mark', '<a href="/a"></a>', ''],
    ['nothing where only blanks are given', '<a data-content-target="  " href="/a"></a>', ''],
  ])('is %s', async (_, inner, expected) => {
    expect(await targetOf(inner)).toBe(expected);
  });
});

describe('an address', () => {
  it.each([
    ['//h.test/p', 'http://h.test/p'],
    ['https://h.test/p', 'https://h.test/p'],
    ['go?u=http://x/a.png', 'go?u=http://x/a.png'],
    ['#x', 'http://www.site.test/dir/page.html#x'],
    ['?x', 'http://www.site.test/dir/page.html?x'],
    ['mailto:a@b.test', 'mailto:a@b.test'],
    ['data:text/plain,x', 'data:text/plain,x'],
    ['/p', 'http://www.site.test/p'],
    ['p/q', 'http://www.site.test/dir/p/q'],
    ['p/thumb:q.png', 'http://www.site.test/dir/p/thumb:q.png'],
    ['../a b.png', 'http://www.site.test/dir/../a b.png'],
  ])('%s is completed to %s, whatever the base is', async (href, expected) => {
    const html = `<base href="http://base.test/"><a data-track-content href="${href}"></a>`;
    expect((await describeBlock(html))[2]).toBe(expected);
  });
});
