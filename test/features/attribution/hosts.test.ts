// @vitest-environment happy-dom
// Which hosts are the site’s own: for referrers, and for links.
import { describe, expect, it } from 'vitest';
import { VIEW } from '../../support/commands';
import { override } from '../../support/overrides';
import { openPage, type PageOptions } from '../../support/page';
import { SITE } from '../../support/tracker-cookies';
import { open } from './page';

describe('the site’s own hosts, for referrers', () => {
  it.each([
    [undefined, 'http://www.a.test:8080/x', true],
    [undefined, 'http://WWW.A.test/x', true],
    [undefined, 'http://a.test/', false],
    ['*.b.test', 'http://x.b.test/q', true],
    ['*.b.test', 'http://b.test/', true],
    ['*.b.test', 'http://xb.test/', false],
    ['*.b.test', 'http://www.a.test/', true],
    [['b.test/sub'], 'http://b.test/other', true],
    [['b.test/sub'], 'http://www.a.test/other', false],
    [['b.test/'], 'http://www.a.test/other', true],
  ])('given setDomains(%j), when the visitor comes from %s, then own: %s', async (domains, referrer, isOwn) => {
    const page = await open(domains === undefined ? [] : [['setDomains', domains]], { referrer });
    expect(page.last()['urlref']).toBe(referrer);
    expect(page.last()['_ref']).toBe(isOwn ? undefined : referrer);
  });
});

describe('the site’s own hosts, for links', () => {
  const countsAsOutlink = async (href: string, { commands = [], ...more }: PageOptions): Promise<boolean> => {
    const page = await openPage({
      ...SITE,
      ...more,
      html: `<a href="${href}">link</a>`,
      commands: [...commands, ['enableLinkTracking'], VIEW],
    });
    const link = document.querySelector('a');
    link?.addEventListener('click', (event) => event.preventDefault());
    link?.click();
    await page.pass(1000);
    return page.params().some((params) => 'link' in params);
  };

  it.each([
    [undefined, 'http://a.test/', true],
    [undefined, 'http://b.a.test/', true],
    [undefined, 'http://www.a.test./x', true],
    [undefined, 'https://www.a.test:8443/x', false],
    [undefined, 'HTTP://WWW.A.TEST/x', false],
    [undefined, '/rel', false],
    [['example.test'], 'http://www.example.test/', true],
    ['*.example.test', 'http://example.test/', false],
    ['.example.test', 'http://x.y.example.test/', false],
    ['*.example.test', 'http://badexample.test/', true],
    [['example.test/sub'], 'http://example.test/SUB/x', false],
    [['example.test/sub'], 'http://example.test/subx', true],
    [['example.test/sub/'], 'http://example.test/sub', false],
    [['example.test/idx*'], 'http://example.test/idx_en.htm', false],
    [['example.test/a*b'], 'http://example.test/axb', true],
    [['example.test/sub'], 'http://www.a.test/', true],
    [['example.test/*'], 'http://www.a.test/', false],
    [['www.a.test/dir'], '/other', true],
    [['www.a.test/dir'], '/dir/x', false],
    [['https://example.test'], 'https://example.test/', true],
    [['//example.test'], 'https://example.test/', true],
    [['example.test:8080'], 'http://example.test:8080/', true],
    [['http://example.test/sub'], 'http://www.a.test/', true],
    [['example.test.'], 'http://example.test/', false],
    [['EXAMPLE.test'], 'http://example.test/', false],
    [['*'], 'http://example.test/', true],
    [['.test'], 'http://example.test/', false],
    [[], 'http://www.a.test/', false],
  ])('given setDomains(%j), when %s is clicked, then outlink: %s', async (domains, href, isOutlink) => {
    const commands = domains === undefined ? [] : [['setDomains', domains]];
    expect(await countsAsOutlink(href, { commands })).toBe(isOutlink);
  });

  it('given a page that was opened with a dot behind its host, then its own links are no outlinks', async () => {
    const url = 'http://www.a.test./';
    expect(await countsAsOutlink('/rel', { url })).toBe(false);
    expect(await countsAsOutlink('/rel', { url, commands: [['setDomains', ['www.a.test/dir']]] })).toBe(true);
  });
});

describe('in a frame whose document is in its srcdoc', () => {
  it('the host of the page around it is the site’s own: it is no referrer, and a link to it is no outlink', async () => {
    const page = await openPage({
      url: 'about:srcdoc',
      referrer: 'http://www.a.test/before',
      html: '<a href="http://www.a.test/other">Other</a>',
      before() {
        override(document, 'domain', 'www.a.test');
        document.addEventListener('click', (event) => event.preventDefault());
      },
      commands: [['enableLinkTracking'], VIEW],
    });
    document.querySelector('a')?.click();
    await page.pass(1000);
    expect(page.params()).toHaveLength(1);
    expect(page.last()).not.toHaveProperty('_ref');
  });
});
