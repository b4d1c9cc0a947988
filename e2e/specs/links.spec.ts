// Links that need a real browser: in shadow trees, opened with other buttons, followed to another page.
import { receivedHits, settledHits } from '../support/hits';
import type { PageServer } from '../support/page-server';
import { html, snippet } from '../support/snippet';
import { expect, test } from '../support/test';

const OUT = 'http://out.localhost/';

const head = (...commands: string[]) =>
  snippet({ tracker: '/matomo.php', script: '/tinypaq.js', commands: ["['trackPageView']", ...commands] });

/** What was reported: `link address` or `download address`. */
const reported = (pages: PageServer): string[] =>
  receivedHits(pages.requests).flatMap(({ link, download }) =>
    link ? [`link ${link}`] : download ? [`download ${download}`] : [],
  );

/** Waits until the page view has arrived: links are tracked from then on. */
const isReady = (pages: PageServer) => expect.poll(() => receivedHits(pages.requests)).not.toEqual([]);

/** Leaves the page, which sends all waiting hits. */
async function leave(tab: { goto(url: string): Promise<void> }, pages: PageServer) {
  pages.set('/end', html('End'));
  await tab.goto(pages.url('/end'));
}

/** An element with a link in its shadow tree, on which a click does not leave the page. */
const shadow = (id: string, mode: 'open' | 'closed') => `<div id="${id}"></div><script>
  (function () {
    var root = document.getElementById('${id}').attachShadow({ mode: '${mode}' });
    root.innerHTML = '<p><a href="${OUT}${id}"><b>${id}</b></a></p>';
    root.addEventListener('click', function (event) { event.preventDefault(); });
    window.${id} = root;
  })();
</script>`;

test('given links in open shadow trees, when they are clicked, then they count; those in closed ones do not', async ({
  tab,
  pages,
}) => {
  const nested = `<div id="nest"></div><script>
    document.getElementById('nest').attachShadow({ mode: 'open' }).appendChild(document.getElementById('inner'));
  </script>`;
  const body = shadow('outer', 'open') + shadow('inner', 'open') + nested + shadow('locked', 'closed');
  pages.setTracker().set('/', html('Shadows', head("['enableLinkTracking']"), body));
  await tab.goto(pages.url('/'));
  await isReady(pages);
  await tab.evaluate(() => {
    const roots = window as unknown as Record<string, ShadowRoot>;
    for (const name of ['outer', 'inner', 'locked']) roots[name]?.querySelector('b')?.click();
  });
  await leave(tab, pages);
  await expect.poll(() => reported(pages)).toHaveLength(2);
  await settledHits(pages.requests);
  expect(reported(pages).sort()).toEqual([`link ${OUT}inner`, `link ${OUT}outer`]);
});

test('given a closed shadow tree, when it is handed to addListener, then its links count', async ({ tab, pages }) => {
  pages.setTracker().set('/', html('Closed', head(), shadow('locked', 'closed')));
  await tab.goto(pages.url('/'));
  await isReady(pages);
  await tab.evaluate(() => {
    const { locked, _paq } = window as unknown as { locked: ShadowRoot; _paq: { push(command: unknown[]): void } };
    _paq.push(['addListener', locked.querySelector('p')]);
    locked.querySelector('b')?.click();
  });
  await leave(tab, pages);
  await expect.poll(() => reported(pages)).toEqual([`link ${OUT}locked`]);
});

test('given a link in an SVG, when it is clicked, then it counts', async ({ tab, pages }) => {
  const body = `<svg width="100" height="40"><a id="a" href="${OUT}svg"><rect width="100" height="40"/></a></svg>
    <script>document.getElementById('a').addEventListener('click', function (e) { e.preventDefault(); });</script>`;
  pages.setTracker().set('/', html('SVG', head("['enableLinkTracking']"), body));
  await tab.goto(pages.url('/'));
  await isReady(pages);
  await tab.click('rect');
  await leave(tab, pages);
  await expect.poll(() => reported(pages)).toEqual([`link ${OUT}svg`]);
});

test('given a page that is not in UTF-8, when a link is followed, then the address that the browser opens is reported', async ({
  tab,
  pages,
}) => {
  // In windows-1251 the letter is the byte EF, which is reported as the Latin-1 letter.
  const link = `<a href="${OUT}?q=&#1087;" onclick="event.preventDefault()">Search</a>`;
  const headers = { 'content-type': 'text/html; charset=windows-1251' };
  pages.setTracker().set('/', { headers, body: html('Cyrillic', head("['enableLinkTracking']"), link) });
  await tab.goto(pages.url('/'));
  await isReady(pages);
  await tab.click('a');
  await leave(tab, pages);
  await expect.poll(() => reported(pages)).toEqual([`link ${OUT}?q=\u00ef`]);
});

test('given an outlink, when it is followed, then the hit arrives although the page goes away', async ({
  tab,
  pages,
}) => {
  const target = pages.url('/target', 'out');
  pages
    .setTracker()
    .set('/target', html('Elsewhere'))
    .set('/', html('Home', head("['enableLinkTracking']"), `<a href="${target}">out</a>`));
  await tab.goto(pages.url('/'));
  await isReady(pages);
  await tab.click('a');
  await expect.poll(() => reported(pages)).toEqual([`link ${target}`]);
  await expect.poll(() => tab.url()).toBe(target);
});

test('given a download, when the mouse’s other buttons are used, then each counts once', async ({
  tab,
  pages,
  engine,
}) => {
  test.skip(!engine.can('buttons'), 'the driver has no other mouse buttons');
  pages
    .setTracker()
    .set(
      '/',
      html('Buttons', head("['enableLinkTracking']"), '<a href="/middle.pdf">m</a> <a id="r" href="/right.pdf">r</a>'),
    );
  await tab.goto(pages.url('/'));
  await isReady(pages);
  await tab.click('a', 'middle');
  await expect.poll(() => reported(pages)).toEqual([`download ${pages.url('/middle.pdf')}`]);
  await tab.click('#r', 'right');
  await expect.poll(() => reported(pages)).toHaveLength(2);
  await tab.close();
  await settledHits(pages.requests);
  expect(reported(pages)).toEqual([`download ${pages.url('/middle.pdf')}`, `download ${pages.url('/right.pdf')}`]);
});

test('given a click, then nothing is sent before the browser could paint', async ({ tab, pages }) => {
  const body = `<a href="${OUT}">out</a><script>
    window.order = [];
    document.addEventListener('click', function (event) { event.preventDefault(); window.order.push('click'); });
    requestAnimationFrame(function frame() { window.order.push('frame'); requestAnimationFrame(frame); });
    var send = navigator.sendBeacon;
    navigator.sendBeacon = function (url, body) { window.order.push('hit'); return send.call(navigator, url, body); };
  </script>`;
  pages.setTracker().set('/', html('Paint', head("['enableLinkTracking']", "['disableQueueRequest']"), body));
  await tab.goto(pages.url('/'));
  await isReady(pages);
  await tab.evaluate(() => void ((window as unknown as { order: string[] }).order.length = 0));
  await tab.click('a');
  await expect.poll(() => reported(pages)).toEqual([`link ${OUT}`]);
  const order = await tab.evaluate(() => (window as unknown as { order: string[] }).order);
  const [click, hit] = [order.indexOf('click'), order.indexOf('hit')];
  expect(hit).toBeGreaterThan(click);
  expect(order.slice(click, hit)).toContain('frame');
});

test('given images instead of beacons, when an outlink is followed to its page, then it and the event in its click arrive', async ({
  tab,
  pages,
}) => {
  const link = `<a id="out" href="${pages.url('/', 'other')}" onclick="_paq.push(['trackEvent', 'Link', 'Followed'])">out</a>`;
  const commands = ["['setRequestMethod', 'GET']", "['enableLinkTracking']"];
  pages.setTracker().set('/', html('Images', head(...commands), link));
  await tab.goto(pages.url('/'));
  await isReady(pages);
  await tab.click('#out');
  await expect.poll(() => reported(pages)).toHaveLength(1);
  await expect.poll(() => receivedHits(pages.requests).filter(({ e_a }) => e_a === 'Followed')).toHaveLength(1);
});
