// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { openPage, type Page, type PageOptions } from '../support/page';

const ON = ['enableLinkTracking'];

/** A page whose links lead nowhere, so that the test can go on. */
async function openLinks(html: string, ...commands: unknown[]): Promise<Page> {
  return openPage({ html, commands, ...stay });
}

const stay: PageOptions = {
  before: () => document.addEventListener('click', (event) => event.preventDefault()),
};

interface Press {
  type?: string;
  button?: number;
  on?: string;
}

/** Acts on an element and returns what was reported: `kind address`. */
async function press(page: Page, ...acts: Press[]): Promise<string[]> {
  const before = page.params().length;
  for (const { on = 'a', type = 'click', button = 0 } of acts) {
    const event = new MouseEvent(type, { button, bubbles: true, cancelable: true, composed: true });
    document.querySelector(on)?.dispatchEvent(event);
  }
  await page.pass(1000);
  return page
    .params()
    .slice(before)
    .map(({ link, download }) => (link === undefined ? `download ${download}` : `link ${link}`));
}

const click = (page: Page, on = 'a') => press(page, { on });

describe('a click on a link', () => {
  it.each<[string, string, string[]]>([
    ['to another host', 'https://out.test/x?a=1#f', ['link https://out.test/x?a=1#f']],
    ['to a subdomain', 'https://x.shop.test/', ['link https://x.shop.test/']],
    ['to the host above', 'https://test/', ['link https://test/']],
    ['of a scheme without host', 'sms:ABC', ['link sms:ABC']],
    ['to the same host', '/next', []],
    ['to the same host by another port and scheme', 'http://shop.test:8080/next', []],
    ['to a place on the page', '#place', []],
    ['with an empty address', '', []],
    ['to a mail address', 'mailto:a@out.test', []],
    ['to a phone', 'TEL:123', []],
    ['that is a script', 'JavaScript:void(0)', []],
    ['to the tracker', 'https://stats.test/matomo.php?x=1', []],
    ['to another page of the tracker’s host', 'https://stats.test/about', ['link https://stats.test/about']],
    ['with a user', 'https://u:p@out.test/', ['link https://u:p@out.test/']],
    [
      'with encoded characters, which are decoded once',
      'https://out.test/a%20b?x=%2526',
      ['link https://out.test/a b?x=%26'],
    ],
    ['with broken encoding, which is read as Latin-1', 'https://out.test/%E4', ['link https://out.test/ä']],
    ['with parameters of the tracker’s own', 'https://out.test/?pk_vid=1&a=2', ['link https://out.test/?a=2']],
  ])('%s (%s) reports %j', async (_, href, expected) => {
    const page = await openLinks(`<a href="${href}">x</a>`, ON);
    expect(await click(page)).toEqual(expected);
    expect(page.errors).toEqual([]);
  });

  it('counts from when link tracking is enabled', async () => {
    const page = await openLinks('<a href="https://out.test/">x</a>');
    expect(await click(page)).toEqual([]);
    page.push(ON);
    expect(await click(page)).toHaveLength(1);
  });

  it('begins the request with the link', async () => {
    const page = await openLinks('<a href="https://out.test/">x</a>', ON);
    await click(page);
    expect(page.hits()[0]?.names.slice(0, 3)).toEqual(['link', 'idsite', 'rec']);
    expect(page.last()).not.toHaveProperty('ca');
    expect(page.last()['url']).toBe('https://shop.test/p?x=1');
  });

  it('calls the link hook of plugins', async () => {
    const page = await openLinks('<a href="https://out.test/">x</a>', ON, [
      'addPlugin',
      'p',
      { link: () => '&hook=link' },
    ]);
    await click(page);
    expect(page.last()['hook']).toBe('link');
  });

  it('is counted once, however often link tracking is enabled', async () => {
    const page = await openLinks('<a href="https://out.test/">x</a>', ON, ON);
    page.push(ON, ['enableLinkTracking', false]);
    expect(await click(page)).toHaveLength(1);
  });

  it('counts each time', async () => {
    const page = await openLinks('<a href="https://out.test/">x</a>', ON);
    expect(await press(page, {}, {})).toHaveLength(2);
  });

  it('is reported by each tracker', async () => {
    const page = await openLinks('<a href="https://out.test/">x</a>', ON, ['addTracker', 'https://two.test/', 2]);
    await click(page);
    expect(page.params().map(({ idsite }) => idsite)).toEqual(['1', '2']);
  });

  it.each<[string, string, string]>([
    ['an element in the link', '<a href="https://out.test/"><b><i id="t">x</i></b></a>', '#t'],
    ['an area of an image map', '<map><area id="t" href="https://out.test/"></map>', '#t'],
    ['a link in an SVG', '<svg><a id="t" href="https://out.test/"><text>x</text></a></svg>', '#t'],
    ['an old link in an SVG', '<svg><a id="t" xlink:href="https://out.test/"><text>x</text></a></svg>', '#t'],
  ])('may be on %s', async (_, html, on) => {
    const page = await openLinks(html, ON);
    expect(await click(page, on)).toEqual(['link https://out.test/']);
  });

  it.each<[string, string]>([
    ['text beside it', '<p id="t">x</p><a href="https://out.test/">x</a>'],
    ['an anchor without address', '<a id="t" name="place">x</a>'],
    ['a button', '<form><button id="t" type="button" formaction="https://out.test/">x</button></form>'],
  ])('on %s is none', async (_, html) => {
    expect(await click(await openLinks(html, ON), '#t')).toEqual([]);
  });

  it('is noticed on links that are added later, and where the page stops the event', async () => {
    const page = await openLinks('<p></p>', ON);
    document.body.innerHTML = '<a href="https://out.test/">x</a>';
    const link = document.querySelector('a');
    link?.addEventListener('click', (event) => event.stopImmediatePropagation());
    expect(await click(page)).toEqual(['link https://out.test/']);
  });

  it('is reported after the next paint, not in the click', async () => {
    const page = await openLinks('<a href="https://out.test/">x</a>', ON);
    document.querySelector('a')?.click();
    expect(page.requests()).toEqual([]);
    await page.pass(50);
    expect(page.requests()).toHaveLength(1);
  });

  it('is reported when the page is left before the paint', async () => {
    const page = await openLinks('<a href="https://out.test/">x</a>', ON);
    document.querySelector('a')?.click();
    page.leave();
    expect(page.params()).toMatchObject([{ link: 'https://out.test/' }]);
  });

  it('keeps its place before what the page tracks in the click, and the address of that moment', async () => {
    const page = await openLinks('<a href="https://out.test/">x</a>', ON);
    document.querySelector('a')?.addEventListener('click', () => {
      page.push(['setCustomUrl', '/new'], ['trackPageView'], ['trackEvent', 'c', 'a']);
    });
    await click(page);
    const kinds = page.params().map(({ link, action_name, url }) => [link ? 'link' : (action_name ?? 'event'), url]);
    expect(kinds).toEqual([
      ['link', 'https://shop.test/p?x=1'],
      ['T1', 'https://shop.test/new'],
      ['event', 'https://shop.test/new'],
    ]);
  });
});

describe('the buttons', () => {
  const middle = [
    { type: 'mousedown', button: 1 },
    { type: 'mouseup', button: 1 },
    { type: 'click', button: 1 },
  ];

  it.each<[string, unknown[], number]>([
    ['a middle click counts once', ON, 1],
    ['a middle click counts once with true', [...ON, true], 1],
  ])('%s', async (_, command, expected) => {
    const page = await openLinks('<a href="https://out.test/">x</a>', command);
    expect(await press(page, ...middle)).toHaveLength(expected);
  });

  it('a middle click is reported when the button is released', async () => {
    const page = await openLinks('<a href="https://out.test/">x</a>', ON);
    expect(await press(page, { type: 'mousedown', button: 1 })).toEqual([]);
    expect(await press(page, { type: 'mouseup', button: 1 })).toHaveLength(1);
  });

  it('a middle button that is released on another link counts for neither', async () => {
    const page = await openLinks('<a href="https://out.test/">x</a><a id="b" href="https://b.test/">x</a>', ON);
    expect(await press(page, { type: 'mousedown', button: 1 }, { type: 'mouseup', button: 1, on: '#b' })).toEqual([]);
  });

  it('the left button counts by its click alone', async () => {
    const page = await openLinks('<a href="https://out.test/">x</a>', ON);
    expect(await press(page, { type: 'mousedown' }, { type: 'mouseup' }, { type: 'click' })).toHaveLength(1);
  });

  it('opening the context menu counts', async () => {
    const page = await openLinks('<a href="https://out.test/">x</a>', ON);
    expect(await press(page, { type: 'contextmenu', button: 2 })).toHaveLength(1);
  });

  it.each([[false], [0], [null]])('with %s only clicks count', async (others) => {
    const page = await openLinks('<a href="https://out.test/">x</a>', [...ON, others]);
    const silent = await press(page, { type: 'contextmenu', button: 2 }, ...middle.slice(0, 2));
    expect(silent).toEqual([]);
    expect(await click(page)).toHaveLength(1);
  });
});

describe('classes', () => {
  const link = (className: string, href = 'https://out.test/') => `<a class="${className}" href="${href}">x</a>`;

  it.each([
    ...['matomo_ignore', 'matomo-ignore', 'piwik_ignore', 'piwik-ignore', 'a matomo_ignore b'].map((name) => [
      name,
      [],
    ]),
    ...['matomo_link', 'matomo-link', 'piwik_link', 'piwik-link'].map((name) => [
      name,
      ['link https://shop.test/own.pdf'],
    ]),
    ...['matomo_download', 'matomo-download', 'piwik_download', 'piwik-download'].map((name) => [
      name,
      ['download https://shop.test/own.pdf'],
    ]),
    ['Matomo_ignore', ['download https://shop.test/own.pdf']],
    ['xmatomo_ignore', ['download https://shop.test/own.pdf']],
  ])('%s on a link to a file of the site reports %j', async (name, expected) => {
    const page = await openLinks(link(name as string, '/own.pdf'), ON);
    expect(await click(page)).toEqual(expected);
  });

  it('download makes a download of a page of the site', async () => {
    expect(await click(await openLinks(link('piwik_download', '/page'), ON))).toEqual([
      'download https://shop.test/page',
    ]);
  });

  it('ignore counts on the link alone, not around it or in it', async () => {
    const page = await openLinks(
      '<p class="matomo_ignore"><a href="https://out.test/"><b class="matomo_ignore">x</b></a></p>',
      ON,
    );
    expect(await click(page, 'b')).toHaveLength(1);
  });

  it.each<[string, string, unknown, string[]]>([
    ['setIgnoreClasses', 'quiet', 'quiet', []],
    ['setIgnoreClasses', 'quiet', ['other', 'quiet'], []],
    ['setIgnoreClasses', 'quiet', 'qui', ['link https://out.test/']],
    ['setIgnoreClasses', 'aXb', 'a.b', ['link https://out.test/']],
    ['setIgnoreClasses', 'a(b', 'a(b', []],
    ['setIgnoreClasses', 'quiet', [], ['link https://out.test/']],
    ['setIgnoreClasses', 'a big button', 'big button', []],
    ['setIgnoreClasses', 'big red button', 'big button', ['link https://out.test/']],
    ['setIgnoreClasses', '', '', []],
    ['setIgnoreClasses', 'any', '', ['link https://out.test/']],
    ['setIgnoreClasses', 'tab\tquiet', 'quiet', ['link https://out.test/']],
    ['setLinkClasses', 'out', 'out', ['link https://out.test/']],
    ['setDownloadClasses', 'file', ['file'], ['download https://out.test/']],
  ])('%s: on a link with the class "%s", %j reports %j', async (method, name, classes, expected) => {
    const page = await openLinks(link(name), ON, [method, classes]);
    expect(await click(page)).toEqual(expected);
    expect(page.errors).toEqual([]);
  });

  it('of the page are forgotten when they are set again; those of the tracker stay', async () => {
    const page = await openLinks(`${link('one')}<a id="b" class="piwik_ignore" href="https://b.test/">x</a>`, ON);
    page.push(['setIgnoreClasses', 'one'], ['setIgnoreClasses', 'two']);
    expect(await click(page)).toHaveLength(1);
    expect(await click(page, '#b')).toEqual([]);
  });
});

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

  it.each(['/page', 'https://out.test/page'])('the download attribute makes one of %s', async (href) => {
    const page = await openLinks(`<a download href="${href}">x</a>`, ON);
    expect((await click(page))[0]).toMatch(/^download /);
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

describe('addListener', () => {
  it('tracks the links of one element, at once and without link tracking', async () => {
    const page = await openLinks(
      '<p id="in"><a href="https://in.test/">x</a></p><a id="b" href="https://b.test/">x</a>',
    );
    page.push(['addListener', document.getElementById('in')]);
    expect(await click(page, '#b')).toEqual([]);
    expect(await click(page, '#in a')).toEqual(['link https://in.test/']);
    expect(await press(page, { on: '#in a', type: 'contextmenu', button: 2 })).toHaveLength(1);
  });

  it('may be given a part of a link, and counts besides link tracking', async () => {
    const page = await openLinks('<a href="https://out.test/"><b>x</b></a>', ON);
    page.push(['addListener', document.querySelector('b'), false]);
    expect(await click(page, 'b')).toHaveLength(2);
  });

  it.each([[null], ['text'], [{}]])('given %j says so, and nothing else happens', async (element) => {
    const page = await openLinks('');
    const { addListener } = page.tracker;
    expect(() => addListener?.(element)).not.toThrow();
    expect(page.errors).toHaveLength(1);
  });
});

describe('trackLink', () => {
  it.each<[unknown[], object]>([
    [['https://o.test/a%20b?y=2', 'link'], { link: 'https://o.test/a%20b?y=2' }],
    [['/file', 'download'], { download: '/file' }],
    [['https://shop.test/own'], { link: 'https://shop.test/own' }],
    [
      ['https://o.test/?pk_vid=1', 'link', { dimension3: 'x', more: 1 }],
      { link: 'https://o.test/', dimension3: 'x', data: '{"more":1}' },
    ],
  ])('%j sends %j', async (args, expected) => {
    const page = await openPage();
    expect(await page.track(['trackLink', ...args])).toMatchObject([expected]);
  });

  it('calls back', async () => {
    const page = await openPage();
    const callback = vi.fn();
    await page.track(['trackLink', 'https://o.test/', 'link', undefined, callback]);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  it('leaves the data of the caller as they are', async () => {
    const page = await openPage();
    const data = { dimension1: 'x' };
    await page.track(['trackLink', 'https://o.test/', 'link', data]);
    expect(data).toEqual({ dimension1: 'x' });
  });
});
