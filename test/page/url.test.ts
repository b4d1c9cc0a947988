// @vitest-environment happy-dom
// Addresses as they are reported: decoded once, cleaned, or set by the page.
import { describe, expect, it } from 'vitest';
import { VIEW } from '../support/commands';
import { openPage } from '../support/page';
import { SITE } from '../support/tracker-cookies';

const reported = async (url: string, commands: unknown[] = []): Promise<string | undefined> => {
  const page = await openPage({ ...SITE, url, commands: [...commands, VIEW] });
  return page.last()['url'];
};

describe('the page’s address', () => {
  it.each([
    ['http://www.a.test/a%2Fb?q=a%26b%3Dc&p=100%25#f%23g', 'http://www.a.test/a/b?q=a&b=c&p=100%#f#g'],
    ['http://www.a.test/%F6?x=%C3%A9', 'http://www.a.test/ö?x=Ã©'],
    ['http://www.a.test/?u=http%3A%2F%2Fx.test%2F%3Fsid%3D1%26y%3D2', 'http://www.a.test/?u=http://x.test/?sid=1&y=2'],
    ['http://www.a.test/%C3%A9', 'http://www.a.test/é'],
    [
      'http://www.a.test/?gclid=1&fbclid=2&PHPSESSID=3&utm_source=s',
      'http://www.a.test/?gclid=1&fbclid=2&PHPSESSID=3&utm_source=s',
    ],
  ])('given %s, then %s', async (url, expected) => {
    expect(await reported(url)).toBe(expected);
  });

  it('given it is changed by the page, then it stays what it was, for this tracker', async () => {
    const page = await openPage({ ...SITE, url: 'http://www.a.test/one' });
    history.pushState(null, '', '/two');
    const hits = await page.track(['addTracker', 'https://stats.test/matomo.php', 8], VIEW);
    expect(hits.map(({ url }) => url)).toEqual(['http://www.a.test/one', 'http://www.a.test/two']);
  });

  it('given a very long one, then it is whole', async () => {
    const url = `http://www.a.test/?x=${'y'.repeat(5000)}`;
    expect(await reported(url)).toBe(url);
  });
});

describe('setCustomUrl', () => {
  const PAGE = 'http://www.a.test:8080/dir/p?a=1/2#x/y';
  const HERE = 'http://www.a.test:8080';

  it.each([
    [PAGE, '/x', `${HERE}/x`],
    [PAGE, 'x', `${HERE}/dir/x`],
    [PAGE, '?q=2', `${HERE}/dir/?q=2`],
    [PAGE, '#h', `${HERE}/dir/#h`],
    [PAGE, '../up', `${HERE}/dir/../up`],
    [PAGE, '', `${HERE}/dir/`],
    [PAGE, 'HTTP://up.test/a', `${HERE}/dir/HTTP://up.test/a`],
    [PAGE, 'mailto:x@y', 'mailto:x@y'],
    [PAGE, 'http://full.test', 'http://full.test'],
    ['http://www.a.test/dir/p#x/y', 'x', 'http://www.a.test/dir/p#x/x'],
    ['http://www.a.test/@bob/x', '/y', 'http://www.a.test/y'],
  ])('given the page %s and %j, then %s', async (url, custom, expected) => {
    const page = await openPage({ ...SITE, url, commands: [['setCustomUrl', custom]] });
    expect(page.tracker.getCurrentUrl()).toBe(expected);
    await page.track(VIEW);
    expect(page.last()['url']).toBe(expected);
  });

  it('given an encoded one, then it is not decoded', async () => {
    expect(await reported(PAGE, [['setCustomUrl', '/a%2Fb']])).toBe(`${HERE}/a%2Fb`);
  });

  it('given none, then getCurrentUrl is the page’s, decoded and not cleaned', async () => {
    const page = await openPage({ ...SITE, url: 'http://www.a.test/%C3%A9?pk_vid=x' });
    expect(page.tracker.getCurrentUrl()).toBe('http://www.a.test/é?pk_vid=x');
  });
});

describe('cleaning', () => {
  it.each([
    ['/?sid=1&b=2', '/?b=2'],
    ['/?b=2&sid=1&sid=2', '/?b=2'],
    ['/?sid=1', '/'],
    ['/?sid', '/?sid'],
    ['/?sid&x=1', '/?sid&x=1'],
    ['/?sid&sid=1&x=1', '/?x=1'],
    ['/?SID=1', '/?SID=1'],
    ['/p?a=1&amp;sid=2', '/p?a=1&amp;sid=2'],
    ['/?x=1?sid=2', '/?x=1?sid=2'],
    ['/?sid=1#sid=2&k=3', '/#k=3'],
    ['/#?sid=1&b=2', '/#?b=2'],
    ['/#?sid=1', '/'],
    ['/#sid=1', '/'],
    ['/#/route?sid=1', '/#/route?sid=1'],
    ['/?a=1&#sid=2', '/?a=1&'],
    ['/?sid=1&', '/'],
    ['/?', '/?'],
    ['/?x=1&xsid=2', '/?x=1&xsid=2'],
    ['/?pk_vid=1&ignore_referrer=2&ignore_referer=3&z=4', '/?z=4'],
  ])('given sid is excluded, then %s becomes %s', async (path, expected) => {
    // Set by the page, because the browser would change the address in its own form.
    const commands = [
      ['setExcludedQueryParams', ['sid']],
      ['setCustomUrl', `http://www.a.test${path}`],
    ];
    expect(await reported('http://www.a.test/', commands)).toBe(`http://www.a.test${expected}`);
  });

  it.each([
    ['/?a[]=1&b=2', 'a[]', '/?b=2'],
    ['/?s%69d=1', 'sid', '/?s%69d=1'],
    ['/?a.b=1&axb=2', 'a.b', '/?axb=2'],
  ])('given %s and the name %s, then %s', async (path, name, expected) => {
    const commands = [
      ['setExcludedQueryParams', name],
      ['setCustomUrl', `http://www.a.test${path}`],
    ];
    expect(await reported('http://www.a.test/', commands)).toBe(`http://www.a.test${expected}`);
  });

  it('given another list, then it replaces the first one; nothing at all empties it', async () => {
    const page = await openPage({ ...SITE, url: 'http://www.a.test/?a=1&b=2' });
    await page.track(['setExcludedQueryParams', ['a']], ['setExcludedQueryParams', 'b'], VIEW);
    expect(page.last()['url']).toBe('http://www.a.test/?a=1');
    await page.track(['setExcludedQueryParams', null], VIEW);
    expect(page.last()['url']).toBe('http://www.a.test/?a=1&b=2');
  });

  it('given referrers and links, then they are cleaned, too', async () => {
    const page = await openPage({
      ...SITE,
      referrer: 'http://ext.test/?sid=1&a=2',
      commands: [['setExcludedQueryParams', 'sid'], VIEW, ['trackLink', 'http://o.test/?sid=1&b=2', 'link']],
    });
    await page.pass(1000);
    expect(page.params()[0]).toMatchObject({ urlref: 'http://ext.test/?a=2', _ref: 'http://ext.test/?a=2' });
    expect(page.last()).toMatchObject({ link: 'http://o.test/?b=2' });
  });

  it('given discardHashTag, then everything from the first # on goes, also of the referrer', async () => {
    const page = await openPage({
      ...SITE,
      url: 'http://www.a.test/p#a#b',
      commands: [['discardHashTag', true], ['setReferrerUrl', 'http://ext.test/#x'], VIEW],
    });
    expect(page.last()).toMatchObject({ url: 'http://www.a.test/p', urlref: 'http://ext.test/' });
    await page.track(['discardHashTag', false], VIEW);
    expect(page.last()).toMatchObject({ url: 'http://www.a.test/p#a#b' });
  });
});
