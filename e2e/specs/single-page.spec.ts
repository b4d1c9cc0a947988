// Page views of single-page applications, in browsers with the Navigation API and without it.
import { receivedHits, settledHits } from '../support/hits';
import type { PageServer } from '../support/page-server';
import type { Tab } from '../support/engine';
import { html, snippet } from '../support/snippet';
import { expect, test } from '../support/test';

const ENABLE = "['enableSinglePageTracking']";

const head = (...commands: string[]) =>
  snippet({ tracker: '/matomo.php', script: '/tinypaq.js', commands: ["['trackPageView']", ...commands] });

/** Hides the Navigation API, as in a browser without it. */
const WITHOUT_NAVIGATION_API = '<script>window.navigation = undefined</script>';

/** A router like those of frameworks: it changes the address first, the view and its title in the next task. */
const ROUTER = `<main id="view">Home</main>
  <a id="to-shoes" href="/shoes">Shoes</a> <a id="to-details" href="#details">Details</a> <p id="details">Details</p>
  <script>
    var show = function () {
      var name = location.pathname.slice(1) || 'home';
      Promise.resolve().then(function () {
        document.title = 'View ' + name;
        document.getElementById('view').innerHTML = '<p data-track-content data-content-name="' + name + '">' + name + '</p>';
      });
    };
    document.getElementById('to-shoes').onclick = function (event) {
      event.preventDefault();
      history.pushState(null, '', '/shoes');
      show();
    };
    addEventListener('popstate', show);
  </script>`;

async function open(tab: Tab, pages: PageServer, before: string, ...commands: string[]) {
  pages.setTracker().set('/home', html('View home', before + head(...commands), ROUTER));
  await tab.goto(pages.url('/home'));
  await expect.poll(() => receivedHits(pages.requests)).not.toEqual([]);
}

const views = (pages: PageServer) =>
  receivedHits(pages.requests).flatMap(({ action_name, url = '', urlref = '', pv_id }) =>
    action_name === undefined ? [] : [{ title: action_name, path: pathOf(url), from: pathOf(urlref), id: pv_id }],
  );

const pathOf = (url: string) => url.replace(/^https?:\/\/[^/]+/, '');

const walk = (pages: PageServer) => views(pages).map(({ from, path, title }) => `${from} -> ${path}: ${title}`);

for (const [way, before] of [
  ['the browser as it is', ''],
  ['a browser without Navigation API', WITHOUT_NAVIGATION_API],
] as const) {
  test(`given ${way}, when a visitor walks through a single-page shop and back, then each view is a page view`, async ({
    tab,
    pages,
  }) => {
    await open(tab, pages, before, ENABLE);
    await tab.click('#to-shoes');
    await expect.poll(() => walk(pages)).toHaveLength(2);
    await tab.click('#to-details');
    await tab.back();
    await expect.poll(() => tab.url()).toBe(pages.url('/shoes'));
    await tab.back();
    await expect.poll(() => walk(pages)).toHaveLength(3);
    await settledHits(pages.requests);

    expect(walk(pages)).toEqual([' -> /home: View home', '/home -> /shoes: View shoes', '/shoes -> /home: View home']);
    expect(new Set(views(pages).map(({ id }) => id)).size).toBe(3);
  });

  test(`given ${way}, when a route redirects at once, then only its target is a page view`, async ({ tab, pages }) => {
    await open(tab, pages, before, ENABLE);
    await tab.evaluate(() => {
      history.pushState(null, '', '/old');
      history.replaceState(null, '', '/moved');
      history.replaceState(null, '', '/new');
      history.replaceState({ scroll: 1 }, '', location.href);
    });
    await expect.poll(() => walk(pages)).toHaveLength(2);
    await settledHits(pages.requests);
    expect(walk(pages)).toEqual([' -> /home: View home', '/home -> /new: View home']);
  });

  test(`given ${way} and a router behind #, then each fragment is a page view if that is enabled`, async ({
    tab,
    pages,
  }) => {
    await open(tab, pages, before, "['enableSinglePageTracking', { hash: true }]");
    await tab.click('#to-details');
    await expect.poll(() => walk(pages)).toHaveLength(2);
    await tab.back();
    await expect.poll(() => walk(pages)).toHaveLength(3);
    expect(walk(pages)).toEqual([
      ' -> /home: View home',
      '/home -> /home#details: View home',
      '/home#details -> /home: View home',
    ]);
  });

  test(`given ${way} and content tracking, then the content of a new view belongs to its page view, and load times are sent once`, async ({
    tab,
    pages,
  }) => {
    await open(tab, pages, before, ENABLE, "['trackVisibleContentImpressions']");
    await tab.click('#to-shoes');
    const seen = () => receivedHits(pages.requests).filter(({ c_n }) => c_n);
    await expect.poll(seen).toHaveLength(1);
    const [, view] = views(pages);
    expect(seen().map(({ c_n, pv_id }) => [c_n, pv_id])).toEqual([['shoes', view?.id]]);
    await settledHits(pages.requests);
    const timed = receivedHits(pages.requests).filter(({ pf_srv }) => pf_srv);
    expect(timed.filter(({ pv_id }) => pv_id === view?.id)).toEqual([]);
  });

  test(`given ${way} and routes that load their data first, when a visitor goes forward and back, then each view has its title and content`, async ({
    tab,
    pages,
  }) => {
    const router = `<main id="view">Home</main>
    <button id="to-shoes" onclick="go('/shoes')">Shoes</button> <button id="to-boots" onclick="go('/boots')">Boots</button>
    <script>
      var show = function () {
        var name = location.pathname.slice(1);
        setTimeout(function () {
          document.title = 'View ' + name;
          document.getElementById('view').innerHTML = '<p data-track-content data-content-name="' + name + '">' + name + '</p>';
        }, 150);
      };
      var go = function (path) { history.pushState(null, '', path); show(); };
      addEventListener('popstate', show);
    </script>`;
    const start = before + head(ENABLE, "['trackVisibleContentImpressions']");
    pages.setTracker().set('/home', html('View home', start, router));
    await tab.goto(pages.url('/home'));
    await expect.poll(() => walk(pages)).toHaveLength(1);
    for (const name of ['shoes', 'boots']) {
      await tab.click(`#to-${name}`);
      await expect.poll(() => tab.evaluate(() => document.title)).toBe(`View ${name}`);
    }
    await tab.back();
    await expect.poll(() => walk(pages)).toHaveLength(4);
    await settledHits(pages.requests);

    expect(walk(pages)).toEqual([
      ' -> /home: View home',
      '/home -> /shoes: View shoes',
      '/shoes -> /boots: View boots',
      '/boots -> /shoes: View shoes',
    ]);
    const [, ...later] = views(pages);
    const seen = () => receivedHits(pages.requests).flatMap(({ c_n, pv_id }) => (c_n ? [[c_n, pv_id]] : []));
    await expect.poll(seen).toEqual(later.map(({ title, id }) => [title.replace('View ', ''), id]));
  });
}

test('given an application that tracks an event with each view, when its visitor goes forward and back, then the event belongs to the view', async ({
  tab,
  pages,
}) => {
  const router = `<script>
    var shown = function (what) { _paq.push(['trackEvent', 'shown', what]); };
    addEventListener('popstate', function () {
      Promise.resolve().then(function () { document.title = 'Cart'; shown('cart again'); });
    });
  </script>`;
  const button = `<button id="pay" onclick="history.pushState(null, '', '/thanks'); document.title = 'Thanks'; shown('thanks')">Pay</button>`;
  pages.setTracker().set('/cart', html('Cart', router + head(ENABLE), button));
  await tab.goto(pages.url('/cart'));
  await expect.poll(() => walk(pages)).toHaveLength(1);
  await tab.click('#pay');
  await expect.poll(() => walk(pages)).toHaveLength(2);
  await tab.back();
  await expect.poll(() => walk(pages)).toHaveLength(3);
  const hits = await settledHits(pages.requests);
  expect(hits.map(({ action_name, e_a, url = '' }) => [action_name ?? e_a, pathOf(url)])).toEqual([
    ['Cart', '/cart'],
    ['Thanks', '/thanks'],
    ['thanks', '/thanks'],
    ['Cart', '/cart'],
    ['cart again', '/cart'],
  ]);
});

/** A page on which the application's script is the next one behind the tracker's. */
async function openWithApp(tab: Tab, pages: PageServer, app: string, ...commands: string[]) {
  const queue = ["['trackPageView']", ...commands, "['setTrackerUrl', '/matomo.php']", "['setSiteId', 1]"];
  const scripts = '<script defer src="/tinypaq.js"></script><script defer src="/app.js"></script>';
  pages.setTracker().set('/', html('Start', `<script>var _paq = [${queue.join()}]</script>${scripts}`));
  pages.set('/app.js', { headers: { 'content-type': 'text/javascript' }, body: app });
  await tab.goto(pages.url('/'));
}

test('given an application whose script follows the tracker’s, then its first route is a page view', async ({
  tab,
  pages,
}) => {
  await openWithApp(tab, pages, "history.replaceState(null, '', '/home'); document.title = 'Home';", ENABLE);
  await expect.poll(() => walk(pages)).toEqual([' -> /: Start', '/ -> /home: Home']);
});

test('given an application whose script follows the tracker’s, then its first errors are tracked', async ({
  tab,
  pages,
}) => {
  const app = "Promise.reject(new Error('unhandled')); throw new Error('uncaught');";
  await openWithApp(tab, pages, app, "['enableJSErrorTracking']");
  const names = () => receivedHits(pages.requests).map(({ e_n = '' }) => e_n);
  await expect.poll(names).toEqual(['', expect.stringContaining('uncaught'), expect.stringContaining('unhandled')]);
});

test('given a sandboxed page, when its application changes the address, then each view is a page view', async ({
  tab,
  pages,
}) => {
  // Such a document has a Navigation API that reports nothing.
  pages.setTracker().setPage('/home', html('View home', head(ENABLE), ROUTER), {
    'content-security-policy': 'sandbox allow-scripts',
  });
  await tab.goto(pages.url('/home'));
  await expect.poll(() => walk(pages)).toHaveLength(1);
  for (const [place, count] of [
    ['?step=2', 2],
    ['?step=3', 3],
  ] as const) {
    await tab.evaluate((address) => history.pushState(null, '', address), place);
    await expect.poll(() => walk(pages)).toHaveLength(count);
  }
  expect(walk(pages)).toEqual([
    ' -> /home: View home',
    '/home -> /home?step=2: View home',
    '/home?step=2 -> /home?step=3: View home',
  ]);
});

test('given a route that fails, when its visitor sees the error, then that is a page view', async ({ tab, pages }) => {
  await open(tab, pages, '', ENABLE);
  await tab.evaluate(() => {
    type Navigate = Event & { intercept(options: { handler(): Promise<void> }): void };
    const fail = (): Promise<void> => {
      document.title = 'Failed';
      return Promise.reject(new Error('no data'));
    };
    const { navigation } = window as unknown as { navigation?: EventTarget };
    if (navigation)
      navigation.addEventListener('navigate', (event) => (event as Navigate).intercept({ handler: fail }));
    history.pushState(null, '', '/bad');
    if (!navigation) fail().catch(() => {});
  });
  await expect.poll(() => walk(pages)).toHaveLength(2);
  expect(walk(pages)).toEqual([' -> /home: View home', '/home -> /bad: Failed']);
});

test('given the Navigation API, then history.pushState is not replaced; without it, it is', async ({ tab, pages }) => {
  await open(tab, pages, '<script>window.original = history.pushState</script>', ENABLE);
  const found = await tab.evaluate(() => {
    const { original, navigation } = window as unknown as { original: unknown; navigation?: unknown };
    return { isOriginal: history.pushState === original, hasApi: navigation !== undefined };
  });
  expect(found.isOriginal).toBe(found.hasApi);
});

test('given the shop’s planner, when a visitor looks at an outing and goes back, then the shop has a page view of each, with its content', async ({
  tab,
  demo,
}) => {
  const summaries = () =>
    demo
      .hits()
      .filter(({ kind }) => kind === 'page view' || kind === 'content impression')
      .map(({ summary }) => summary);
  const arrived = (summary: string) => expect.poll(summaries).toContain(summary);

  await tab.goto(`${demo.url}/planner`);
  await arrived('Page view: Planner | Tern & Tide');
  await tab.click('a[href="/planner/storm-watch"]');
  await arrived('Content seen: Planner, Storm watch');
  await tab.back();
  await expect.poll(summaries).toHaveLength(4);
  await demo.settledHits();
  expect(summaries()).toEqual([
    'Page view: Planner | Tern & Tide',
    'Page view: Storm watch, planner | Tern & Tide',
    'Content seen: Planner, Storm watch',
    'Page view: Planner | Tern & Tide',
  ]);
});
