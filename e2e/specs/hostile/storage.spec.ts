// Cookies and storage that are refused, broken or full: hits arrive all the same.
import { settledHits } from '../../support/hits';
import { expect, test } from '../../support/test';
import { expectHeard, hitNames, hostilePage, serveScripts } from '../../support/witness';

const THROWING = "get: function () { throw new DOMException('denied', 'SecurityError'); }, configurable: true";

const CASES: [given: string, script: string, hasVisitor: boolean][] = [
  [
    'cookies that throw at every access',
    `Object.defineProperty(document, 'cookie', { ${THROWING}, set: function () { throw new DOMException('denied', 'SecurityError'); } });
     Object.defineProperty(Navigator.prototype, 'cookieEnabled', { get: function () { return false; } });`,
    false,
  ],
  [
    'cookies that the visitor has blocked',
    `Object.defineProperty(Document.prototype, 'cookie', { get: function () { return ''; }, set: function () {} });
     Object.defineProperty(Navigator.prototype, 'cookieEnabled', { get: function () { return false; } });`,
    false,
  ],
  [
    'storage that throws at every access',
    `Object.defineProperty(window, 'localStorage', { ${THROWING} }); Object.defineProperty(window, 'sessionStorage', { ${THROWING} });`,
    true,
  ],
  ['no storage at all', "Object.defineProperty(window, 'localStorage', { value: null });", true],
  ['a Date.now that makes dates, as Datejs has it', 'Date.now = function () { return new Date(); };', true],
  [
    'a full localStorage',
    `for (var text = 'x'.repeat(1 << 20); text; ) {
       try { localStorage.setItem('fill' + Math.random(), text); } catch (error) { text = text.slice(text.length >> 1 || 1); }
     }`,
    true,
  ],
];

/** The browser knows that it is offline until the page says otherwise. */
const OFFLINE = `var online = false;
  Object.defineProperty(Navigator.prototype, 'onLine', { get: function () { return online; } });
  addEventListener('connect', function () { online = true; dispatchEvent(new Event('online')); });`;

test.describe('Storage', () => {
  for (const [given, script, hasVisitor] of CASES) {
    test(`given ${given}, when the browser is offline for a while, then page view and event arrive after it`, async ({
      tab,
      pages,
      engine,
    }) => {
      const before = `<script>${script}</script><script>${OFFLINE}</script>`;
      serveScripts(pages).set(
        '/',
        hostilePage(pages, 'Stored', { before, body: '<script>say("own script ran")</script>' }),
      );
      await tab.goto(pages.url('/'));
      await expect.poll(() => tab.evaluate(() => typeof (window as { Matomo?: unknown }).Matomo)).toBe('object');
      expect(await settledHits(pages.requests), 'while it is offline').toEqual([]);
      await tab.evaluate(() => void dispatchEvent(new Event('connect')));
      const hits = await expectHeard({ tab, pages, engine }, { hits: ['Stored', 'event'], said: ['own script ran'] });
      for (const { _id = '' } of hits) expect(_id).toMatch(hasVisitor ? /^[\da-f]{16}$/ : /^$/);
    });
  }

  test('given an image named cookie, then page view and event arrive with the visitor of the other pages', async ({
    tab,
    pages,
    engine,
  }) => {
    serveScripts(pages)
      .set('/', hostilePage(pages, 'Stored', { before: '<img name="cookie" alt="">' }))
      .set('/next', hostilePage(pages, 'Next', { commands: ["['trackPageView']"] }));
    await tab.goto(pages.url('/'));
    await expect.poll(() => hitNames(pages)).toEqual(['Stored', 'event']);
    await tab.goto(pages.url('/next'));
    const hits = await expectHeard({ tab, pages, engine }, { hits: ['Stored', 'event', 'Next'] });
    expect(new Set(hits.map(({ _id }) => _id)).size, 'visitors').toBe(1);
  });
});
