// @vitest-environment happy-dom
// Which clicks are reported, as what, and when.
import { describe, expect, it } from 'vitest';
import { override } from '../../support/overrides';
import { ON, click, openLinks, press } from './page';

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
    ['that is no address, as it stands there', 'http://[out.test/', ['link http://[out.test/']],
    ['with broken encoding, which is read as Latin-1', 'https://out.test/%E4', ['link https://out.test/ä']],
    ['with parameters of the tracker’s own', 'https://out.test/?pk_vid=1&a=2', ['link https://out.test/?a=2']],
  ])('%s (%s) reports %j', async (_, href, expected) => {
    const page = await openLinks(`<a href="${href}">x</a>`, ON);
    expect(await click(page)).toEqual(expected);
    expect(page.errors).toEqual([]);
  });

  it('given Do Not Track, then nothing is reported and nothing is written to the console', async () => {
    const page = await openLinks('<a href="https://out.test/">x</a>', ON);
    override(navigator, 'doNotTrack', '1');
    page.push(['setDoNotTrack', true]);
    expect(await click(page)).toEqual([]);
    expect(page.errors).toEqual([]);
  });

  it('given a page to which an assistant has sent the visitor, then the campaign parameters of the link stay', async () => {
    const page = await openLinks('<a href="https://out.test/?utm_source=shop">x</a>', ON, [
      'setReferrerUrl',
      'https://chatgpt.com/',
    ]);
    expect(await click(page)).toEqual(['link https://out.test/?utm_source=shop']);
  });

  it('counts from the moment at which link tracking is enabled', async () => {
    const page = await openLinks('<a href="https://out.test/">x</a>');
    expect(await click(page)).toEqual([]);
    page.push(ON);
    expect(await click(page)).toHaveLength(1);
  });

  it('is reported by a request that begins with the link', async () => {
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

  it('counts again when it is repeated', async () => {
    const page = await openLinks('<a href="https://out.test/">x</a>', ON);
    expect(await press(page, {}, {})).toHaveLength(2);
  });

  it('is reported by each tracker', async () => {
    const page = await openLinks('<a href="https://out.test/">x</a>', ON, ['addTracker', 'https://two.test/', 2]);
    await click(page);
    expect(page.params().map(({ idsite }) => idsite)).toEqual(['1', '2']);
  });

  it.each([
    ['another site', ['setSiteId', 2]],
    ['other cookies', ['setCookieNamePrefix', 'other']],
    ['no cookies', ['disableCookies']],
    ['another visitor ID', ['setVisitorId', '0123456789abcdef']],
    ['a new visitor', ['deleteCookies']],
  ])('given it makes the page set %s, is one of the site and visitor before', async (_, command) => {
    const page = await openLinks('<a href="https://out.test/">x</a>', ['trackPageView'], ON);
    document.querySelector('a')?.addEventListener('click', () => page.push(command));
    await click(page);
    page.leave();
    const [view, link] = page.params();
    expect(view?.['_id']).toBeTruthy();
    expect(link).toMatchObject({ link: 'https://out.test/', idsite: '1', _id: view?.['_id'], _idn: '0' });
  });

  it('leaves for the address and by the method from before a setting that it makes the page change', async () => {
    const page = await openLinks('<a href="https://out.test/">x</a>', ON);
    document
      .querySelector('a')
      ?.addEventListener('click', () =>
        page.push(['setTrackerUrl', 'https://later.test/'], ['setRequestMethod', 'POST']),
      );
    await click(page);
    expect(page.requests().map(({ to, body }) => [to, body])).toEqual([['https://stats.test/matomo.php', '']]);
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

  it('may be on a link in an SVG, whose address stands relative to that of the document', async () => {
    const page = await openLinks(
      '<base href="https://out.test/dir/"><svg><a id="t" xlink:href="x"><text>x</text></a></svg>',
      ON,
    );
    expect(await click(page, '#t')).toEqual(['link https://out.test/dir/x']);
  });

  it.each<[string, string]>([
    ['text beside it', '<p id="t">x</p><a href="https://out.test/">x</a>'],
    ['an anchor without address', '<a id="t" name="place">x</a>'],
    ['one that is called an outlink', '<a id="t" class="matomo_link">x</a>'],
    ['a button', '<form><button id="t" type="button" formaction="https://out.test/">x</button></form>'],
  ])('on %s is not reported', async (_, html) => {
    const page = await openLinks(html, ON);
    expect(await click(page, '#t')).toEqual([]);
    expect(page.errors).toEqual([]);
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

  it('is reported before what the page tracks in the click, with the address of that moment', async () => {
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
