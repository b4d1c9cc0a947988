// Built-in objects that are frozen, extended or replaced, as old libraries do it: every hit arrives, with all that can be said.
import { JSON_OF_ITS_OWN, MOOTOOLS_1_4, PROTOTYPE_1_6 } from '../../support/old-libraries';
import type { Tab } from '../../support/engine';
import type { PageServer } from '../../support/page-server';
import { html } from '../../support/snippet';
import { expect, test } from '../../support/test';
import {
  PAGE_VIEW_AND_EVENT,
  expectHeard,
  hitNames,
  hostilePage,
  serveScripts,
  type HostilePage,
} from '../../support/witness';

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

const TITLE = 'Built-ins';

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

interface Loss {
  given: string;
  then: string;
  page: HostilePage;
  /** What arrives, the page view first. */
  hits: Record<string, string>[];
  said: string[];
}

/** Built-ins without which a part of what is tracked cannot be said. */
const LOSSES: Loss[] = [
  {
    given: 'a property get on Object.prototype',
    then: 'page view and event arrive',
    page: { before: '<script>Object.prototype.get = function () {};</script>' },
    hits: [{ action_name: TITLE }, { e_a: 'event' }],
    said: ['error tinypaq: _paq TypeError'],
  },
  {
    given: 'a JSON object without stringify and parse',
    then: 'hits arrive without what is written in JSON',
    page: {
      before: `<script>${JSON_OF_ITS_OWN}</script>`,
      commands: ["['setReferrerUrl', 'https://search.example/']", ...PAGE_VIEW_AND_EVENT],
    },
    hits: [
      { action_name: TITLE, _ref: 'https://search.example/', uadata: '{}' },
      { e_a: 'event', uadata: '{}' },
    ],
    said: ['error tinypaq: JSON TypeError', 'error tinypaq: JSON TypeError'],
  },
  {
    given: 'a WeakSet of its own',
    then: 'hits arrive without those of content blocks',
    page: {
      before: '<script>var WeakSet = null;</script>',
      commands: ["['trackPageView']", "['trackAllContentImpressions']", "['trackEvent', 'Hostile', 'event']"],
      body: '<div data-track-content data-content-name="Banner"></div>',
    },
    hits: [{ action_name: TITLE }, { e_a: 'event' }],
    said: ['error tinypaq: content TypeError'],
  },
];

/** Opens the page in a frame, because drivers run code of their own in the page, which breaks as easily. */
const openFramed = (tab: Tab, pages: PageServer, page: HostilePage): Promise<void> => {
  serveScripts(pages)
    .set('/framed', hostilePage(pages, TITLE, page))
    .set('/', html('Around', '<link rel="icon" href="data:,">', '<iframe src="/framed"></iframe>'));
  return tab.goto(pages.url('/'));
};

test.describe(TITLE, () => {
  for (const [given, script] of CASES) {
    test(`given ${given}, then every kind of hit arrives complete`, async ({ tab, pages, engine }) => {
      const own =
        "document.querySelector('a').onclick = function (event) { event.preventDefault(); say('own click'); };";
      await openFramed(tab, pages, {
        before: `<script>${SCRIPTS[script] ?? script}</script>`,
        commands: COMMANDS,
        body: `<div data-track-content data-content-name="Banner" data-content-piece="banner.png"><b>banner</b></div>
          <a href="https://elsewhere.example/">out</a><script>${own}</script>`,
      });
      await expect.poll(() => hitNames(pages)).toHaveLength(4);
      await tab.evaluate(() => {
        const click = (css: string): void => frames[0]?.document.querySelector<HTMLElement>(css)?.click();
        click('b');
        click('a');
      });
      const hits = await expectHeard(
        { tab, pages, engine },
        {
          hits: [TITLE, 'event', 'other', 'Banner', 'Banner', 'https://elsewhere.example/'],
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

  for (const { given, then, page, hits, said } of LOSSES) {
    test(`given ${given}, then ${then}, and the console says so`, async ({ tab, pages, engine }) => {
      await openFramed(tab, pages, page);
      const heard = await expectHeard({ tab, pages, engine }, { hits: [TITLE, 'event'], said });
      expect(heard).toMatchObject(hits);
    });
  }
});
