// Built-in objects that are frozen, extended or replaced, as old libraries do it: every hit arrives complete.
import { JSON_OF_ITS_OWN, MOOTOOLS_1_4, PROTOTYPE_1_6 } from '../../support/old-libraries';
import type { PageServer } from '../../support/page-server';
import { html } from '../../support/snippet';
import { expect, test } from '../../support/test';
import { expectHeard, hitNames, hostilePage, serveScripts } from '../../support/witness';

const CASES: [given: string, script: string][] = [
  ['a frozen Object.prototype', 'Object.freeze(Object.prototype)'],
  ['frozen prototypes of all basic types', 'FREEZE'],
  ['enumerable methods on Array.prototype', 'Array.prototype.extra = function () {}; Array.prototype.total = 7;'],
  [
    'an enumerable property on Object.prototype',
    'Object.prototype.foo = "bar"; Object.prototype.each = function () {};',
  ],
  ['Prototype.js 1.6', PROTOTYPE_1_6],
  ['MooTools 1.4', MOOTOOLS_1_4],
  [
    'a Map of its own',
    'function Map() { this.items = {}; } Map.prototype = { put: function () {}, clear: function () {} };',
  ],
  ['a URL of its own', 'var URL = "https://api.example/";'],
  ['no Promise', 'delete window.Promise'],
  ['neither fetch nor URLSearchParams', 'delete window.fetch; delete window.URLSearchParams;'],
  ['timers and animation frames replaced by a scheduler of the page', 'SCHEDULER'],
];

const SCRIPTS: Record<string, string> = {
  FREEZE:
    '[Object, Array, Function, String, Number, Error, RegExp, Date, Promise].forEach(function (type) { Object.freeze(type.prototype); Object.freeze(type); });',
  SCHEDULER: `var later = setTimeout, frame = requestAnimationFrame;
    window.setTimeout = function (task, wait) { return later(function () { task('unexpected argument'); }, wait); };
    window.requestAnimationFrame = function (task) { return frame(function () { task(); }); };`,
};

const COMMANDS = [
  "['setRequestQueueInterval', 1000]",
  "['setReferrerUrl', 'https://search.example/?q=shoes']",
  "['setCustomVariable', 1, 'colour', 'sea blue', 'visit']",
  "['setCustomDimension', 1, 'one']",
  "['enableLinkTracking']",
  "['trackPageView']",
  "['trackAllContentImpressions']",
  "['addEcommerceItem', 'SKU', 'Boots', ['Shoes', 'Rain'], 9.5, 2]",
  "['trackEcommerceCartUpdate', 19]",
  "['trackEvent', 'Hostile', 'event']",
];

/** In a frame, because drivers run code of their own in the page, which breaks as easily. */
const serveFramed = (pages: PageServer, page: string): PageServer =>
  serveScripts(pages)
    .set('/framed', page)
    .set('/', html('Around', '<link rel="icon" href="data:,">', '<iframe src="/framed"></iframe>'));

test.describe('Built-ins', () => {
  for (const [given, script] of CASES) {
    test(`given ${given}, then every kind of hit arrives complete`, async ({ tab, pages, engine }) => {
      const own =
        "document.querySelector('a').onclick = function (event) { event.preventDefault(); say('own click'); };";
      serveFramed(
        pages,
        hostilePage(pages, 'Built-ins', {
          before: `<script>${SCRIPTS[script] ?? script}</script>`,
          commands: COMMANDS,
          body: `<div data-track-content data-content-name="Banner" data-content-piece="banner.png"><b>banner</b></div>
            <a href="https://elsewhere.example/">out</a><script>${own}</script>`,
        }),
      );
      await tab.goto(pages.url('/'));
      await expect.poll(() => hitNames(pages)).toHaveLength(4);
      await tab.evaluate(() => {
        const click = (css: string): void => frames[0]?.document.querySelector<HTMLElement>(css)?.click();
        click('b');
        click('a');
      });
      const hits = await expectHeard(
        { tab, pages, engine },
        {
          hits: ['Built-ins', 'event', 'other', 'Banner', 'Banner', 'https://elsewhere.example/'],
          said: ['own click'],
        },
      );
      const ids = new Set(hits.map(({ _id = '' }) => _id));
      expect(ids.size).toBe(1);
      expect([...ids][0]).toMatch(/^[\da-f]{16}$/);
      for (const { url, pv_id, _cvar, _ref, dimension1 } of hits) {
        expect({ url, _cvar, _ref, dimension1 }).toEqual({
          url: pages.url('/framed'),
          _cvar: '{"1":["colour","sea blue"]}',
          _ref: 'https://search.example/?q=shoes',
          dimension1: 'one',
        });
        expect(pv_id).toMatch(/^\w{6}$/);
      }
      expect(hits.find(({ idgoal }) => idgoal)?.ec_items).toBe('[["SKU","Boots",["Shoes","Rain"],9.5,2]]');
      const stored = await tab.evaluate(() => decodeURIComponent(document.cookie));
      expect(stored).toMatch(/_pk_ref\.[^;]*=\["","",\d+,"https:\/\/search\.example\/\?q=shoes"\]/);
    });
  }

  test('given a property get on Object.prototype, then page view and event arrive, and the console says so', async ({
    tab,
    pages,
    engine,
  }) => {
    serveFramed(
      pages,
      hostilePage(pages, 'Built-ins', {
        before: '<script>Object.prototype.get = function () {};</script>',
        commands: ["['trackPageView']", "['trackEvent', 'Hostile', 'event']"],
      }),
    );
    await tab.goto(pages.url('/'));
    await expectHeard(
      { tab, pages, engine },
      { hits: ['Built-ins', 'event'], said: ['error tinypaq: _paq TypeError'] },
    );
  });

  test('given a JSON object without stringify and parse, then hits arrive without what is written in JSON, and the console says so', async ({
    tab,
    pages,
    engine,
  }) => {
    serveFramed(
      pages,
      hostilePage(pages, 'Built-ins', {
        before: `<script>${JSON_OF_ITS_OWN}</script>`,
        commands: [
          "['setReferrerUrl', 'https://search.example/']",
          "['trackPageView']",
          "['trackEvent', 'Hostile', 'event']",
          "['trackEvent', 'Hostile', 'second']",
        ],
      }),
    );
    await tab.goto(pages.url('/'));
    const said = 'error tinypaq: JSON TypeError';
    const hits = await expectHeard(
      { tab, pages, engine },
      { hits: ['Built-ins', 'event', 'second'], said: [said, said] },
    );
    expect(hits.map(({ uadata }) => uadata)).toEqual(['{}', '{}', '{}']);
    expect(hits[0]).toMatchObject({ action_name: 'Built-ins', _ref: 'https://search.example/' });
  });

  test('given a WeakSet of its own, then hits arrive without those of content blocks, and the console says so', async ({
    tab,
    pages,
    engine,
  }) => {
    serveFramed(
      pages,
      hostilePage(pages, 'Built-ins', {
        before: '<script>var WeakSet = null;</script>',
        commands: ["['trackPageView']", "['trackAllContentImpressions']", "['trackEvent', 'Hostile', 'event']"],
        body: '<div data-track-content data-content-name="Banner"></div>',
      }),
    );
    await tab.goto(pages.url('/'));
    await expectHeard(
      { tab, pages, engine },
      { hits: ['Built-ins', 'event'], said: ['error tinypaq: content TypeError'] },
    );
  });
});
