// Queues that need a real document: in lexical bindings, with modules, beside elements with names.
import { readFileSync } from 'node:fs';
import { receivedHits, settledHits } from '../support/hits';
import type { PageServer } from '../support/page-server';
import { html } from '../support/snippet';
import { expect, test } from '../support/test';

const CONFIGURE = "['setTrackerUrl', '/matomo.php'], ['setSiteId', '7']";
const SCRIPT = '<script src="/tinypaq.js"></script>';

/** Page views by their title, and events by their action. */
const hits = (pages: PageServer): string[] =>
  receivedHits(pages.requests).flatMap(({ action_name, e_a }) => action_name ?? e_a ?? []);

const push = (command: string) => `<script>_paq.push(${command});</script>`;

const PAGES: [what: string, head: string][] = [
  ['a queue in a let binding', `<script>let _paq = [['trackPageView'], ${CONFIGURE}];</script>${SCRIPT}`],
  ['a queue in a const binding', `<script>const _paq = [['trackPageView'], ${CONFIGURE}];</script>${SCRIPT}`],
  [
    'a let binding of the window’s queue',
    `<script>let _paq = (window._paq = window._paq || []); _paq.push(['trackPageView'], ${CONFIGURE});</script>${SCRIPT}`,
  ],
  [
    'a const binding beside the window’s queue',
    `<script>const _paq = [${CONFIGURE}]; window._paq = [['trackPageView']];</script>${SCRIPT}`,
  ],
  ['no queue before the script', `${SCRIPT}<script>_paq.push(['trackPageView'], ${CONFIGURE});</script>`],
  [
    'elements with the names of the globals',
    `<form id="Matomo"></form><a id="Piwik"></a><img id="AnalyticsTracker" alt=""><p id="_paq"></p>
      ${SCRIPT}<script>_paq.push(['trackPageView'], ${CONFIGURE});</script>`,
  ],
  ['the script twice', `<script>var _paq = [['trackPageView'], ${CONFIGURE}];</script>${SCRIPT}${SCRIPT}`],
];

for (const [what, head] of PAGES) {
  test(`given ${what}, then the page view and a later command arrive once each`, async ({ tab, pages, engine }) => {
    pages.setTracker().set('/', html('Page', head, push("['trackEvent', 'c', 'later']")));
    await tab.goto(pages.url('/'));
    await expect.poll(() => hits(pages)).toEqual(['Page', 'later']);
    await settledHits(pages.requests);
    expect(hits(pages), 'once each').toEqual(['Page', 'later']);
    if (engine.can('console')) expect(tab.messages()).toEqual([]);
  });
}

test('given the script as a module, with and without a queue, then the page view arrives', async ({ tab, pages }) => {
  const module = '<script type="module" src="/tinypaq.js"></script>';
  const queue = `<script>var _paq = [['trackPageView'], ${CONFIGURE}];</script>`;
  const later = `<script type="module">_paq.push(['trackPageView', 'without'], ${CONFIGURE});</script>`;
  pages
    .setTracker()
    .set('/with', html('with', queue + module))
    .set('/without', html('Page', module + later));
  await tab.goto(pages.url('/with'));
  await expect.poll(() => hits(pages)).toEqual(['with']);
  await tab.goto(pages.url('/without'));
  await expect.poll(() => hits(pages)).toEqual(['with', 'without']);
});

test('given the script within a function of a container, then it finds the page’s queue', async ({ tab, pages }) => {
  const code = readFileSync(new URL('../../dist/tinypaq.js', import.meta.url), 'utf8');
  const container = `(function () { 'use strict'; var module, exports; ${code}\n})();`;
  const queue = `<script>var _paq = [['trackPageView'], ${CONFIGURE}];</script>`;
  pages
    .set('/container.js', { headers: { 'content-type': 'text/javascript; charset=utf-8' }, body: container })
    .set('/', html('Container', `${queue}<script src="/container.js"></script>`));
  await tab.goto(pages.url('/'));
  await expect.poll(() => hits(pages)).toEqual(['Container']);
  expect(await tab.evaluate(() => typeof (window as { Piwik?: unknown }).Piwik)).toBe('object');
});

test('given a script that comes long after the load event, then all commands pushed before arrive in order', async ({
  tab,
  pages,
}) => {
  const load = `<script>
    var _paq = [['trackPageView'], ['trackEvent', 'c', 'early'], ${CONFIGURE}];
    addEventListener('load', function () {
      _paq.push(['trackEvent', 'c', 'loaded']);
      fetch('/go').then(function () {
        var script = document.createElement('script');
        script.src = '/tinypaq.js';
        document.head.appendChild(script);
      });
    });
  </script>`;
  pages.setTracker().set('/', html('Late', load));
  const go = pages.hold('/go');
  await tab.goto(pages.url('/'));
  await expect.poll(() => pages.requests.map(({ path }) => path)).toContain('/go');
  go();
  await expect.poll(() => hits(pages)).toEqual(['Late', 'early', 'loaded']);
});

test('given a page in a frame, when it calls killFrame, then it is shown by itself', async ({ tab, pages }) => {
  const framed = `<script>var _paq = [['killFrame'], ${CONFIGURE}];</script>${SCRIPT}`;
  pages
    .setTracker()
    .set('/framed', html('Framed', framed))
    .set('/', html('Around', '', '<iframe src="/framed"></iframe>'));
  await tab.goto(pages.url('/'));
  await expect.poll(() => tab.url()).toBe(pages.url('/framed'));
});
