// Every way to put the tracker on a page works: each snippet that the command prints, under the policy that it prints
// with it, the tag manager's template, and our file instead of a server's matomo.js with plugins in it.
import { readFileSync } from 'node:fs';
import { readFlags } from '../../src/cli/flags.mjs';
import { policy } from '../../src/cli/policy.mjs';
import { settingsOf } from '../../src/cli/settings.mjs';
import { snippet as print } from '../../src/cli/snippet.mjs';
import type { DemoServer } from '../support/demo-server';
import type { PageServer } from '../support/page-server';
import { html, snippet } from '../support/snippet';
import { container } from '../support/tag-manager';
import { expect, test } from '../support/test';

const bundle = (name: string): string => readFileSync(new URL(`../../dist/${name}`, import.meta.url), 'utf8');

const serve = (pages: PageServer, path: string, body: string) =>
  pages.set(path, { headers: { 'content-type': 'text/javascript' }, body });

const OUTLINK = '<a href="/elsewhere" class="matomo_link">out</a>';

interface Servers {
  demo: DemoServer;
  pages: PageServer;
}

/** Serves a page with the printed snippet only, under exactly the policy that is printed with it. */
function servePrinted({ demo, pages }: Servers, flags: string[], more = ''): void {
  const file = flags.includes('--core') ? 'tinypaq.core.js' : 'tinypaq.js';
  const given = ['--url', `${demo.url}/matomo.php`, '--site', '1', '--file', pages.url(`/${file}`), ...flags];
  const settings = settingsOf(readFlags(given));
  const allowed = policy(settings)
    .replace(/^.*?: /, '')
    .replace(`img-src`, `img-src ${pages.url('')}`);
  serve(pages, `/${file}`, bundle(file))
    .setPage('/', html('Printed', print(settings), OUTLINK), {
      'content-security-policy': `default-src 'none'; ${allowed}${more}`,
    })
    .setPage('/elsewhere', html('Elsewhere'));
}

const TRUSTED_TYPES = "; require-trusted-types-for 'script'";

const VARIANTS: [what: string, flags: string[], more?: string][] = [
  ['the classic snippet, with the hash of its code', []],
  ['the classic snippet of the small script', ['--core']],
  ['with a nonce, and Trusted Types', ['--nonce', 'c29tZXRoaW5n'], TRUSTED_TYPES],
  ['with an integrity hash', ['--sri'], TRUSTED_TYPES],
  ['with an integrity hash and a nonce', ['--sri', '--nonce', 'c29tZXRoaW5n'], TRUSTED_TYPES],
  ['without inline code', ['--no-inline'], TRUSTED_TYPES],
  ['without inline code, the small script with a hash', ['--no-inline', '--core', '--sri'], TRUSTED_TYPES],
  ['with settings', ['--no-cookies', '--single-page', '--heartbeat', '20', '--cross-domain', 'shop.localhost,a.test']],
];

for (const [what, flags, more] of VARIANTS) {
  test(`given the printed snippet ${what}, then a page view and an outlink are tracked and the console stays empty`, async ({
    tab,
    pages,
    demo,
    engine,
  }) => {
    servePrinted({ pages, demo }, flags, more);
    await tab.goto(pages.url('/'));
    await expect.poll(() => demo.summaries()).toEqual(['Page view: Printed']);
    await tab.click('a');
    await expect.poll(() => demo.hits().map(({ kind }) => kind)).toEqual(['page view', 'outlink']);
    if (engine.can('console')) expect(tab.messages()).toEqual([]);
  });
}

test('given the printed snippet with consent, when it is given, then the page view is sent', async ({
  tab,
  pages,
  demo,
}) => {
  servePrinted({ pages, demo }, ['--consent', 'tracking', '--nonce', 'abc']);
  await tab.goto(pages.url('/'));
  await expect.poll(() => tab.evaluate(() => 'Matomo' in window)).toBe(true);
  expect(await demo.settledHits()).toEqual([]);
  await tab.evaluate(() => (window as unknown as { _paq: unknown[] })._paq.push(['setConsentGiven']));
  await expect.poll(() => demo.summaries()).toEqual(['Page view: Printed']);
});

test.describe('given scripts in the order of the page', () => {
  const configure = (demo: DemoServer): string =>
    `_paq.push(['trackPageView']); _paq.push(['setTrackerUrl', '${demo.url}/matomo.php']); _paq.push(['setSiteId', '1']);`;

  test('when the next script removes the campaign from the address, then the visit keeps it', async ({
    tab,
    pages,
    demo,
  }) => {
    const head = `<script>var _paq = []; ${configure(demo)}</script>
      <script defer src="/tinypaq.js"></script><script defer src="/app.js"></script>`;
    serve(pages, '/app.js', "history.replaceState(null, '', '/'); document.title = 'App';");
    pages.setTracker().setPage('/', html('Landing', head));
    await tab.goto(pages.url('/?utm_source=mail'));
    await expect.poll(() => demo.summaries()).toEqual(['Page view: Landing']);
    const [hit] = demo.hits().map(({ parameters }) => new Map(parameters));
    expect([hit?.get('url'), hit?.get('_rcn')]).toEqual([pages.url('/?utm_source=mail'), 'mail']);
    expect(await tab.evaluate(() => document.title)).toBe('App');
  });

  test('when the snippet comes after the tracker, then its site counts, too', async ({ tab, pages, demo }) => {
    const head = `<script src="/tinypaq.js"></script><script>${configure(demo)}</script>`;
    pages.setTracker().setPage('/', html('Behind', head));
    await tab.goto(pages.url('/'));
    await expect.poll(() => demo.summaries()).toEqual(['Page view: Behind']);
    expect(demo.hits().map(({ parameters }) => new Map(parameters).get('idsite'))).toEqual(['1']);
  });
});

test('given an integrity hash, when the file was changed, then it does not run', async ({ tab, pages, demo }) => {
  servePrinted({ pages, demo }, ['--sri', '--no-inline']);
  serve(pages, '/tinypaq.js', `${bundle('tinypaq.js')}// changed`);
  await tab.goto(pages.url('/'));
  await expect.poll(() => pages.requests.map(({ path }) => path)).toContain('/tinypaq.js');
  expect(await demo.settledHits()).toEqual([]);
  expect(await tab.evaluate(() => 'Matomo' in window)).toBe(false);
});

test.describe('given the script’s own tag', () => {
  const tag = (demo: DemoServer, type = '') =>
    `<script async ${type} src="/tinypaq.js" data-url="${demo.url}/matomo.php" data-site="1"></script>`;

  test('when the page has a queue, too, then its settings count for the page view', async ({ tab, pages, demo }) => {
    const queue = "<script>var _paq = [['setUserId', 'anna'], ['trackEvent', 'Beside', 'It']];</script>";
    pages.setTracker().setPage('/', html('Tagged', queue + tag(demo)));
    await tab.goto(pages.url('/'));
    await expect.poll(() => demo.summaries()).toEqual(['Event: Beside, It', 'Page view: Tagged']);
    const users = demo.hits().map(({ parameters }) => new Map(parameters).get('uid'));
    expect(users).toEqual(['anna', 'anna']);
  });

  test('when it is a module, which cannot read its tag, then nothing happens', async ({ tab, pages, demo, engine }) => {
    pages.setTracker().setPage('/', html('Module', tag(demo, 'type="module"')));
    await tab.goto(pages.url('/'));
    await expect.poll(() => tab.evaluate(() => 'Matomo' in window)).toBe(true);
    expect(await demo.settledHits()).toEqual([]);
    if (engine.can('console')) expect(tab.messages()).toEqual([]);
  });

  test('when its site ID is not valid, then one line names that', async ({ tab, pages, demo, engine }) => {
    test.skip(!engine.can('console'), 'the driver does not show the console');
    pages.setTracker().setPage('/', html('Wrong', tag(demo).replace('data-site="1"', 'data-site="shop.example"')));
    await tab.goto(pages.url('/'));
    await expect
      .poll(() => tab.messages())
      .toEqual([{ type: 'error', text: 'tinypaq: data-site is "shop.example", expected an ID' }]);
    expect(await demo.settledHits()).toEqual([]);
  });
});

test.describe('given a tag manager’s container', () => {
  const tagsFor = ({ demo, pages }: Servers, consent: string) => {
    const common = { trackerUrl: `${demo.url}/matomo.php`, siteId: '1', scriptUrl: pages.url('/tinypaq.js'), consent };
    return [
      { ...common, action: 'pageView', linkTracking: true, heartbeat: '15' },
      { ...common, action: 'event', eventCategory: 'Container', eventAction: 'Fired', eventName: '', eventValue: '3' },
    ];
  };
  const serveContainer = (servers: Servers, consent: string) =>
    servers.pages
      .setTracker()
      .setPage('/', html('Managed', `<script>${container(tagsFor(servers, consent))}</script>`, OUTLINK))
      .setPage('/elsewhere', html('Elsewhere'));
  const outcomes = () => (window as unknown as { outcomes: string[] }).outcomes;
  const grant = (granted: boolean) => (window as unknown as { setConsent(granted: boolean): void }).setConsent(granted);

  test('when its tags fire, then they share one tracker and succeed', async ({ tab, pages, demo, engine }) => {
    serveContainer({ pages, demo }, 'none');
    await tab.goto(pages.url('/'));
    await expect.poll(() => demo.summaries()).toEqual(['Page view: Managed', 'Event: Container, Fired (3)']);
    expect(await tab.evaluate(outcomes)).toEqual(['success', 'success']);
    await tab.click('a');
    await expect.poll(() => demo.hits().map(({ kind }) => kind)).toContain('outlink');
    if (engine.can('console')) expect(tab.messages()).toEqual([]);
  });

  test('when consent mode denies, then nothing is sent until it grants', async ({ tab, pages, demo }) => {
    serveContainer({ pages, demo }, 'hits');
    await tab.goto(pages.url('/'));
    await expect.poll(() => tab.evaluate(outcomes)).toEqual(['success', 'success']);
    expect(await demo.settledHits()).toEqual([]);
    await tab.evaluate(grant, true);
    await expect.poll(() => demo.summaries()).toEqual(['Page view: Managed', 'Event: Container, Fired (3)']);
  });

  test('when consent mode is granted on each page again, then the visitor stays the same', async ({
    tab,
    pages,
    demo,
  }) => {
    serveContainer({ pages, demo }, 'hits');
    const views = () => demo.hits().filter(({ kind }) => kind === 'page view');
    await tab.goto(pages.url('/'));
    await expect.poll(() => tab.evaluate(outcomes)).toEqual(['success', 'success']);
    expect(await tab.evaluate(() => document.cookie)).toBe('');
    await tab.evaluate(grant, true);
    await expect.poll(views).toHaveLength(1);
    // Consent mode is granted before the script has loaded.
    const early = html('Managed', `<script>${container(tagsFor({ pages, demo }, 'hits'))} setConsent(true);</script>`);
    pages.setPage('/early', early);
    await tab.goto(pages.url('/early'));
    await expect.poll(views).toHaveLength(2);
    await tab.goto(pages.url('/'));
    await expect.poll(() => tab.evaluate(outcomes)).toEqual(['success', 'success']);
    await tab.evaluate(grant, true);
    await expect.poll(views).toHaveLength(3);
    expect(new Set(views().map(({ visitorId }) => visitorId)).size).toBe(1);
    expect(await tab.evaluate(() => document.cookie)).not.toContain('removed');
  });

  test('when consent mode denies cookies, then visits are counted without them', async ({ tab, pages, demo }) => {
    serveContainer({ pages, demo }, 'cookies');
    await tab.goto(pages.url('/'));
    await expect.poll(() => demo.summaries()).toHaveLength(2);
    expect(await tab.evaluate(() => document.cookie)).toBe('');
    await tab.evaluate(grant, true);
    await expect.poll(() => tab.evaluate(() => document.cookie)).toContain('_pk_id.1.');
  });
});

test.describe('given a container of Matomo’s own tag manager', () => {
  /** Does to a tracker what such a container does. @param get - code that loads a missing tracker */
  const matomoContainer = (demo: DemoServer, get: string): string => `
    window._paq = window._paq || [];
    window.matomoPluginAsyncInit = window.matomoPluginAsyncInit || [];
    function fire() {
      var tracker = Piwik.addTracker('${demo.url}/matomo.php', '1');
      tracker.requireCookieConsent();
      tracker.enableLinkTracking();
      tracker.setDocumentTitle('Contained');
      tracker.trackPageView();
      tracker.trackEvent('Container', 'Fired');
      _paq.push(['trackEvent', 'Queue', 'Too']);
    }
    if (typeof window.Piwik === 'object') fire();
    else {
      window.matomoPluginAsyncInit.push(fire);
      ${get}
    }`;
  const countTrackers = () =>
    (window as unknown as { Matomo: { getAsyncTrackers(): unknown[] } }).Matomo.getAsyncTrackers().length;
  const INSERT = "document.head.append(Object.assign(document.createElement('script'), { src: '/matomo.js' }));";
  const PRESENT = '<script src="/matomo.js"></script>';

  const WAYS: [how: string, head: string, get: () => string][] = [
    ['that brings its tracker along, inside of a function', '', () => `(function () { ${bundle('tinypaq.js')}\n})();`],
    ['that loads its tracker from the server', '', () => INSERT],
    ['on a page that has the tracker already', PRESENT, () => "throw new Error('not reached')"],
  ];
  for (const [how, head, get] of WAYS) {
    test(`${how}, when its tags fire, then one tracker has all hits`, async ({ tab, pages, demo, engine }) => {
      serve(pages, '/matomo.js', bundle('tinypaq.js'));
      serve(pages, '/container.js', matomoContainer(demo, get()));
      pages.setPage('/', html('Managed', `${head}<script src="/container.js"></script>`, OUTLINK));
      pages.setPage('/elsewhere', html('Elsewhere'));
      await tab.goto(pages.url('/'));
      // WebKit sends each hit in a request of its own while the page loads, and these may arrive in any order.
      await expect
        .poll(() => demo.summaries().sort())
        .toEqual(['Event: Container, Fired', 'Event: Queue, Too', 'Page view: Contained']);
      expect(await tab.evaluate(countTrackers)).toBe(1);
      expect(await tab.evaluate(() => document.cookie)).toBe('');
      await tab.click('a');
      await expect.poll(() => demo.hits().at(-1)?.kind).toBe('outlink');
      if (engine.can('console')) expect(tab.messages()).toEqual([]);
    });
  }
});

test.describe('given our file instead of a server’s matomo.js', () => {
  /** As in the guide for Matomo's developers: at once when the tracker is there, else when it starts. */
  const PLUGIN = `(function () {
    function init() {
      Matomo.Spec = { mark: function () { Matomo.Spec.marked = true; } };
      Matomo.on('TrackerSetup', function (tracker) { tracker.fromSpec = function () { this.trackEvent('Plugin', 'Called'); }; });
      Matomo.addPlugin('Spec', {
        log: function () { return '&dimension3=log'; },
        event: function () { return '&dimension3=event'; },
      });
      Matomo.retryMissedPluginCalls();
    }
    if ('object' === typeof window.Matomo) init();
    else (window.matomoPluginAsyncInit = window.matomoPluginAsyncInit || []).push(init);
  })();`;
  const HOOK = '/*!!! pluginTrackerHook */';

  const open = ({ demo, pages }: Servers, file: string, commands: string[]): void => {
    const head = snippet({ tracker: `${demo.url}/matomo.php`, script: pages.url('/matomo.js'), commands });
    serve(pages, '/matomo.js', file).setPage('/', html('Replaced', head));
  };
  const marked = () => (window as unknown as { Matomo: { Spec: { marked?: boolean } } }).Matomo.Spec.marked;
  const marks = (demo: DemoServer) =>
    demo.hits().map(({ kind, parameters }) => [kind, new Map(parameters).get('dimension3')]);

  for (const [how, file] of [
    ['inserted where the server inserts it', (code: string) => code.replace(HOOK, `${PLUGIN}`)],
    ['set before it', (code: string) => `${PLUGIN}\n${code}`],
  ] as const) {
    test(`when a plugin’s code is ${how}, then it takes part in all hits from the first page view on`, async ({
      tab,
      pages,
      demo,
    }) => {
      const code = bundle('tinypaq.js');
      expect(code).toContain(HOOK);
      open({ demo, pages }, file(code), ["['Spec::mark']", "['trackPageView']", "['fromSpec']"]);
      await tab.goto(pages.url('/'));
      await expect
        .poll(() => marks(demo))
        .toEqual([
          ['page view', 'log'],
          ['event', 'event'],
        ]);
      expect(await tab.evaluate(marked)).toBe(true);
    });
  }

  // The commands of the first queue run before such a plugin is there; whether their hits still wait differs by browser.
  test('when a plugin’s code is appended to it, then it takes part in all hits after the first queue', async ({
    tab,
    pages,
    demo,
  }) => {
    open({ demo, pages }, `${bundle('tinypaq.js')}\n${PLUGIN}`, ["['Spec::mark']", "['trackPageView']"]);
    await tab.goto(pages.url('/'));
    await expect.poll(() => demo.summaries()).toEqual(['Page view: Replaced']);
    await tab.evaluate(() =>
      (window as unknown as { _paq: { push(...commands: unknown[]): void } })._paq.push(
        ['trackEvent', 'c', 'a'],
        ['trackPageView', 'Next'],
      ),
    );
    await expect
      .poll(() => marks(demo).slice(1))
      .toEqual([
        ['event', 'event'],
        ['page view', 'log'],
      ]);
    // The command was pushed before the plugin came.
    expect(await tab.evaluate(marked)).toBe(true);
  });
});
