// The other specs rely on this in every engine: tabs, profiles, page server.
import { html } from '../support/snippet';
import { expect, test } from '../support/test';

const EMPTY = html('Empty');

const LEAVING = html(
  'Leaving',
  `<script>
    document.cookie = 'seen=1; path=/; max-age=3600; SameSite=Lax';
    function send(event) { navigator.sendBeacon('/hit?event=' + event + '&page=' + location.pathname, 'body of ' + event); }
    // Reading the cookie makes sure that it is written: the beacon could leave before that.
    if (document.cookie) send('load');
    addEventListener('pagehide', function () { send('pagehide'); });
  </script>`,
  '<a id="next" href="/next">next</a>',
);

test('given a page that sends beacons, when it is left or its tab closed, then the server gets every beacon', async ({
  tab,
  pages,
}) => {
  pages.set('/one', LEAVING).set('/next', LEAVING);
  const seen = () => pages.requests.map(({ query }) => `${query.get('event')} ${query.get('page')}`).sort();

  await tab.goto(pages.url('/one'));
  await expect.poll(seen).toEqual(['load /one']);
  await tab.click('#next');
  await expect.poll(seen).toEqual(['load /next', 'load /one', 'pagehide /one']);
  expect(await tab.url()).toBe(pages.url('/next'));
  await tab.close();
  await expect.poll(seen).toEqual(['load /next', 'load /one', 'pagehide /next', 'pagehide /one']);

  for (const { method, host, body, headers, query } of pages.requests) {
    expect({ method, host, body, cookie: headers.cookie }).toEqual({
      method: 'POST',
      host: 'shop.localhost',
      body: `body of ${query.get('event')}`,
      cookie: 'seen=1',
    });
  }
});

test('given a new profile, then there is no cookie and evaluate() waits for promises', async ({ tab, pages }) => {
  pages.set('/', EMPTY);
  await tab.goto(pages.url('/'));
  expect(await tab.evaluate(() => document.cookie)).toBe('');
  expect(await tab.evaluate((n) => Promise.resolve(n + 1), 1)).toBe(2);
  await expect(tab.evaluate(() => Promise.reject(new Error('of the page')))).rejects.toThrow('of the page');
});

test('given a form, when a field is filled and the button clicked, then the text is sent', async ({ tab, pages }) => {
  pages
    .set('/', html('Form', '', '<form action="/found"><input name="q" value="old"><button>go</button></form>'))
    .set('/found', EMPTY);
  await tab.goto(pages.url('/'));
  await tab.fill('input', 'blue shoes');
  await tab.click('button');
  await expect.poll(() => tab.url()).toBe(pages.url('/found?q=blue+shoes'));
});

test('given a cookie of a site, then its subdomains see it and other sites do not', async ({ tab, pages }) => {
  pages.set('/', EMPTY);
  await tab.goto(pages.url('/', 'www.shop'));
  await tab.evaluate(() => void (document.cookie = 'a=1; path=/; domain=shop.localhost'));
  await tab.goto(pages.url('/', 'shop'));
  expect(await tab.evaluate(() => document.cookie)).toBe('a=1');
  await tab.goto(pages.url('/', 'other'));
  expect(await tab.evaluate(() => document.cookie)).toBe('');
});

test('given a second tab, when it is opened and closed, then the first goes on in the same profile', async ({
  tab,
  pages,
}) => {
  pages.set('/', EMPTY);
  await tab.goto(pages.url('/'));
  await tab.evaluate(() => void (document.cookie = 'shared=1'));
  const second = await tab.open();
  await second.goto(pages.url('/'));
  expect(await second.evaluate(() => document.cookie)).toBe('shared=1');
  await second.close();
  expect(await tab.evaluate(() => document.cookie)).toBe('shared=1');
});

test('given a server that is away, then requests fail until it is back', async ({ tab, pages }) => {
  pages.set('/', EMPTY);
  await tab.goto(pages.url('/'));
  const send = (url: string) =>
    new Promise<string>((done) => {
      const request = new XMLHttpRequest();
      request.open('POST', url);
      request.onload = () => done('load');
      request.onerror = () => done('error');
      request.send('x');
    });
  await pages.down();
  expect(await tab.evaluate(send, pages.url('/hit?n=1'))).toBe('error');
  await pages.up();
  expect(await tab.evaluate(send, pages.url('/hit?n=2'))).toBe('load');
  expect(pages.requests.map(({ query }) => query.get('n'))).toEqual(['2']);
});

test('given a page that logs and throws, then its messages are seen', async ({ tab, pages, engine }) => {
  test.skip(!engine.can('console'), 'the driver does not show the console');
  pages.set('/', html('Loud', '<script>console.warn("careful"); throw new Error("broken");</script>'));
  await tab.goto(pages.url('/'));
  await expect.poll(() => tab.messages()).toHaveLength(2);
  expect(tab.messages()).toContainEqual({ type: 'warning', text: 'careful' });
  expect(tab.messages()).toContainEqual({ type: 'uncaught', text: 'broken' });
});

test('given a page by https, then it is a secure context and its host cookie is kept', async ({ tab, securePages }) => {
  securePages.set('/', EMPTY);
  await tab.goto(securePages.url('/'));
  await tab.evaluate(() => void (document.cookie = '__Host-a=1; Secure; path=/'));
  expect(await tab.evaluate(() => [isSecureContext, document.cookie])).toEqual([true, '__Host-a=1']);
});
