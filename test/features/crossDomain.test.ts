// @vitest-environment happy-dom
// One visitor on several domains, by a link parameter that sites with the original read and write, too.
import { describe, expect, it } from 'vitest';
import { VIEW } from '../support/commands';
import { override } from '../support/overrides';
import { START, VISITOR, openPage, type PageOptions } from '../support/page';
import { ID, SITE } from '../support/tracker-cookies';

const ON = ['enableCrossDomainLinking'];
const NOW = START / 1000;
const LINKED = 'b1b2b3b4b5b6b7b8';

/** A browser for which the original's device part of the parameter is known. */
const PDF_VIEWER = {
  length: 1,
  'application/pdf': { enabledPlugin: {} },
};
const browser = (mimeTypes: unknown): PageOptions => ({
  navigator: { userAgent: 'UA', platform: 'Linux x86_64', mimeTypes, cookieEnabled: true },
  before: () => {
    override(screen, 'width', 1920);
    override(screen, 'height', 1080);
  },
});
const DEVICE = 'edf57a';
const BROWSER = { ...SITE, ...browser(PDF_VIEWER) };

const arrive = (value: string, more: PageOptions = {}, commands: unknown[] = [ON]) =>
  openPage({ ...BROWSER, url: `http://www.a.test/p?pk_vid=${value}`, ...more, commands: [...commands, VIEW] });

describe('the parameter', () => {
  it.each([
    ['a PDF viewer', PDF_VIEWER, [], 'edf57a'],
    ['no plugins', { length: 0 }, [], 'ba1c63'],
    ['feature detection off', PDF_VIEWER, [['disableBrowserFeatureDetection']], '661ff4'],
  ])('given a browser with %s, then visitor, seconds and device', async (_, mimeTypes, commands, device) => {
    const page = await openPage({ ...SITE, ...browser(mimeTypes), commands: [['setVisitorId', VISITOR], ...commands] });
    expect(page.tracker.getCrossDomainLinkingUrlParameter()).toBe(`pk_vid=${VISITOR}${NOW}${device}`);
  });

  it('given a clock between two seconds, then it carries the one that has begun', async () => {
    const page = await openPage({ ...BROWSER, commands: [['setVisitorId', VISITOR]] });
    await page.pass(900);
    expect(page.tracker.getCrossDomainLinkingUrlParameter()).toBe(`pk_vid=${VISITOR}${NOW}${DEVICE}`);
  });

  it('given no cookies, then it carries no visitor, and no receiver accepts it', async () => {
    const page = await openPage({ ...BROWSER, commands: [['disableCookies']] });
    expect(page.tracker.getCrossDomainLinkingUrlParameter()).toBe(`pk_vid=${NOW}${DEVICE}`);
  });

  it('given consent is missing, then the device is not read', async () => {
    let reads = 0;
    const page = await openPage({ ...BROWSER, commands: [['requireConsent']] });
    override(navigator, 'mimeTypes', {
      get length() {
        return ++reads;
      },
    });
    expect(page.tracker.getCrossDomainLinkingUrlParameter()).toBe(`pk_vid=${NOW}`);
    expect(reads).toBe(0);
  });
});

describe('links to the site’s other domains', () => {
  const open = (
    href: string,
    more: PageOptions = {},
    commands: unknown[] = [ON, ['setDomains', ['b.test', '*.c.test', '*.a.test']]],
  ) =>
    openPage({
      ...BROWSER,
      html: `<a href="${href}"><b>link</b></a>`,
      ...more,
      commands: [...commands, ['enableLinkTracking'], ['setVisitorId', VISITOR], VIEW],
    });
  const click = (): string => {
    const link = document.querySelector('a');
    link?.addEventListener('click', (event) => event.preventDefault());
    document.querySelector('b')?.click();
    return link?.getAttribute('href') ?? '';
  };
  const V = `pk_vid=${VISITOR}${NOW}${DEVICE}`;

  it.each([
    ['https://b.test', `https://b.test?${V}`],
    ['//c.test/p?q=1#h', `//c.test/p?q=1&${V}#h`],
    ['http://c.test/?', `http://c.test/?${V}`],
    ['http://c.test/?pk_vid=old&z=1#k', `http://c.test/?z=1&${V}#k`],
    ['http://c.test/#pk_vid=old&y=2', `http://c.test/?${V}#y=2`],
    ['http://c.test/é?a=%zz', `http://c.test/é?a=%zz&${V}`],
    ['http://c.test/#k\nl', `http://c.test/?${V}#k\nl`],
    ['http://a.test/', `http://a.test/?${V}`],
    ['http://x.a.test/', `http://x.a.test/?${V}`],
  ])('given %s, when it is clicked, then it leads to %s', async (href, decorated) => {
    await open(href);
    expect(click()).toBe(decorated);
  });

  it.each([
    '/p',
    'p.html',
    'http://www.a.test/p',
    'http://www.a.test:8080/p',
    'HTTP://b.test/',
    ' http://b.test/',
    'http://other.test/',
    'http://b.test/file.zip',
    'mailto:x@b.test',
  ])('given %s, then it stays as it is', async (href) => {
    await open(href);
    expect(click()).toBe(href);
  });

  it('given Do Not Track, then they stay as they are', async () => {
    const href = 'http://b.test/';
    const commands = [ON, ['setDomains', ['b.test']], ['setDoNotTrack', true]];
    await open(href, { navigator: { ...BROWSER.navigator, doNotTrack: '1' } }, commands);
    expect(click()).toBe(href);
  });

  it.each(['matomo_ignore', 'piwik_ignore', 'matomo_link', 'piwik_download'])(
    'given the class %s, then it stays',
    async (name) => {
      await open('http://b.test/', { html: `<a class="${name}" href="http://b.test/"><b>link</b></a>` });
      expect(click()).toBe('http://b.test/');
    },
  );

  it('given a second click later, then the parameter is a new one', async () => {
    const page = await open('http://b.test/');
    click();
    await page.pass(5000);
    expect(click()).toBe(`http://b.test/?pk_vid=${VISITOR}${NOW + 5}${DEVICE}`);
  });

  it('given linking is off, or off again, then it stays', async () => {
    for (const commands of [[['setDomains', 'b.test']], [ON, ['setDomains', 'b.test']]]) {
      const page = await open('http://b.test/', {}, commands);
      page.push(['disableCrossDomainLinking']);
      expect(page.tracker.isCrossDomainLinkingEnabled()).toBe(false);
      expect(click()).toBe('http://b.test/');
    }
  });

  it.each([['requireConsent'], ['requireCookieConsent'], ['disableCookies'], ['enableExemptMode'], ['optUserOut']])(
    'given %s and no ID, then it stays',
    async (command) => {
      await openPage({
        ...BROWSER,
        html: '<a href="http://b.test/"><b>link</b></a>',
        commands: [ON, ['setDomains', 'b.test'], ['enableLinkTracking'], [command]],
      });
      expect(click()).toBe('http://b.test/');
    },
  );
});

describe('arriving by such a link', () => {
  const value = (id = LINKED, time = NOW, device = DEVICE): string => `${id}${time}${device}`;

  it('given no visitor yet, then it is the one of the link', async () => {
    const page = await arrive(value());
    expect(page.last()).toMatchObject({ _id: LINKED, _idn: '1', url: 'http://www.a.test/p' });
    expect(page.cookies.all()[ID]).toMatch(`${LINKED}.${NOW}.`);
    const [event] = await page.track(['trackEvent', 'c', 'a']);
    expect(event).toMatchObject({ _id: LINKED, _idn: '0' });
  });

  it('given another visitor in the cookie, then the link’s visitor replaces that and the time of the first visit stays', async () => {
    const page = await arrive(value(), { cookies: { [ID]: `${VISITOR}.1790000000.` } });
    expect(page.last()).toMatchObject({ _id: LINKED, _idn: '0', _idts: '1790000000' });
    expect(page.cookies.all()[ID]).toMatch(`${LINKED}.1790000000.`);
  });

  it('given the parameter is behind the #, then it counts as well', async () => {
    const page = await arrive('', { url: `http://www.a.test/p#pk_vid=${value()}` });
    expect(page.last()).toMatchObject({ _id: LINKED, url: 'http://www.a.test/p' });
  });

  it('given no cookies, then it is the visitor of this page only', async () => {
    const page = await arrive(value(), {}, [ON, ['disableCookies']]);
    expect(page.last()).toMatchObject({ _id: LINKED, _idn: '1' });
    expect(page.cookies.all()).toEqual({});
  });

  it('given an ID that the page sets, then that one is used', async () => {
    const page = await arrive(value(), {}, [ON, ['setVisitorId', VISITOR]]);
    expect(page.last()).toMatchObject({ _id: VISITOR });
  });

  it('given a link that is 180 seconds old, then it still counts', async () => {
    expect((await arrive(value(LINKED, NOW - 180))).last()).toMatchObject({ _id: LINKED });
  });

  it.each([
    ['older than 180 seconds', value(LINKED, NOW - 181)],
    ['from the future', value(LINKED, NOW + 1)],
    ['from another device', value(LINKED, NOW, '000000')],
    ['too short', value().slice(1)],
    ['too long', `${value()}0`],
    ['not hexadecimal', value('zzzzzzzzzzzzzzzz')],
    ['of a visitor without cookies', value('')],
    ['a second one', `x&pk_vid=${value()}`],
  ])('given a link that is %s, then the visitor is another one, and the parameter is not reported', async (_, text) => {
    const page = await arrive(text);
    expect(page.last()['_id']).toMatch(/^[\da-f]{16}$/);
    expect(page.last()['_id']).not.toBe(LINKED);
    expect(page.last()['url']).not.toMatch('pk_vid');
  });

  it('given another time limit, then that counts; zero means no limit', async () => {
    const old = value(LINKED, NOW - 1000);
    expect((await arrive(old, {}, [ON, ['setCrossDomainLinkingTimeout', 1000]])).last()['_id']).toBe(LINKED);
    expect((await arrive(old, {}, [ON, ['setCrossDomainLinkingTimeout', 999]])).last()['_id']).not.toBe(LINKED);
    expect((await arrive(old, {}, [ON, ['setCrossDomainLinkingTimeout', 0]])).last()['_id']).toBe(LINKED);
  });

  it('given the time limit is set without a number, then it is the default', async () => {
    const commands = [ON, ['setCrossDomainLinkingTimeout']];
    expect((await arrive(value(LINKED, NOW - 60), {}, commands)).last()['_id']).toBe(LINKED);
    expect((await arrive(value(LINKED, NOW - 181), {}, commands)).last()['_id']).not.toBe(LINKED);
  });

  it('given a time limit that is no number, then one line tells it, and the limit stays', async () => {
    const commands = [ON, ['setCrossDomainLinkingTimeout', 'long']];
    const page = await arrive(value(LINKED, NOW - 181), {}, commands);
    expect(page.errors).toEqual(['tinypaq: setCrossDomainLinkingTimeout is "long", expected a number']);
    expect(page.last()['_id']).not.toBe(LINKED);
  });

  it.each([
    ['180 seconds', LINKED, true],
    ['181 seconds', LINKED, false],
  ])(
    'given a link that is %s old on arrival, when the visitor consents ten minutes later, then that age counts',
    async (text, id, isLinked) => {
      const page = await arrive(value(id, NOW - parseInt(text)), {}, [ON, ['requireConsent']]);
      await page.pass(600_000);
      page.push(['setConsentGiven']);
      expect(page.last()['_id'] === id).toBe(isLinked);
    },
  );

  it('given linking is off, then the parameter is ignored, and still not reported', async () => {
    const page = await arrive(value(), { referrer: `http://b.test/?pk_vid=${value()}` }, []);
    expect(page.last()['_id']).not.toBe(LINKED);
    expect(page.last()).toMatchObject({ url: 'http://www.a.test/p', urlref: 'http://b.test/', _ref: 'http://b.test/' });
  });

  it('given consent comes after the arrival, then the visitor is known from then on, not before', async () => {
    const page = await arrive(value(), {}, [ON, ['requireConsent']]);
    expect(page.tracker.getVisitorId()).toBe('');
    const [view] = await page.track(['setConsentGiven']);
    expect(view).toMatchObject({ _id: LINKED });
  });
});
