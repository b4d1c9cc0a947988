// @vitest-environment happy-dom
// Classes by which a click on a link is reported as a link, as a download, or not at all.
import { describe, expect, it } from 'vitest';
import { ON, click, openLinks } from './page';

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

  it('download has a page of the site reported as a download', async () => {
    expect(await click(await openLinks(link('piwik_download', '/page'), ON))).toEqual([
      'download https://shop.test/page',
    ]);
  });

  it('ignore has an effect on the link alone, not on elements around it or in it', async () => {
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

  it('set by the page are replaced when it sets others; those of the tracker stay', async () => {
    const page = await openLinks(`${link('one')}<a id="b" class="piwik_ignore" href="https://b.test/">x</a>`, ON);
    page.push(['setIgnoreClasses', 'one'], ['setIgnoreClasses', 'two']);
    expect(await click(page)).toHaveLength(1);
    expect(await click(page, '#b')).toEqual([]);
  });
});
