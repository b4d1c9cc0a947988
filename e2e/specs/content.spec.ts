// Which content of a page counts as seen. Only real browsers have a window, a layout and shadow trees.
import { receivedHits } from '../support/hits';
import type { PageServer } from '../support/page-server';
import type { Tab } from '../support/engine';
import { html, snippet } from '../support/snippet';
import { expect, test } from '../support/test';

const VISIBLE = "['trackVisibleContentImpressions']";

const head = (...commands: string[]) =>
  snippet({ tracker: '/matomo.php', script: '/tinypaq.js', commands: ["['trackPageView']", ...commands] });

const block = (name: string, style = '', inner = name) =>
  `<div id="${name}" data-track-content data-content-name="${name}" style="${style}">${inner}</div>`;

const space = (height: string) => `<div style="height: ${height}"></div>`;

/** The impressions and interactions that have arrived, in order. */
const content = (pages: PageServer): string[] =>
  receivedHits(pages.requests).flatMap(({ c_i, c_n }) => (c_n ? [c_i ? `${c_i} ${c_n}` : c_n] : []));

/** Opens a page without margins. */
async function open(tab: Tab, pages: PageServer, body: string, ...commands: string[]) {
  pages.setTracker().set('/', html('Content', `<style>body { margin: 0 }</style>${head(...commands)}`, body));
  await tab.goto(pages.url('/'));
  await expect.poll(() => receivedHits(pages.requests)).not.toEqual([]);
}

/** Waits for some frames and a task, after which the browser has reported what is new in the window. */
const settle = (tab: Tab) =>
  tab.evaluate(
    () =>
      new Promise<void>((done) =>
        requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
      ),
  );

/** Leaves the page, which sends all waiting hits. */
async function leave(tab: Tab, pages: PageServer) {
  await settle(tab);
  pages.set('/end', html('End', '<script>navigator.sendBeacon("/end.php")</script>'));
  await tab.goto(pages.url('/end'));
  await expect.poll(() => pages.requests.map(({ path }) => path)).toContain('/end.php');
}

test('given blocks in, below and beside the window, then those in it are seen, and others when they come into it', async ({
  tab,
  pages,
}) => {
  const body =
    block('inside') +
    block('beside', 'position: absolute; left: -500px; width: 100px') +
    block('aboveThePage', 'position: absolute; top: -500px') +
    space('2000px') +
    block('below') +
    space('3000px') +
    block('end');
  await open(tab, pages, body, VISIBLE);
  await settle(tab);
  await tab.evaluate(() => scrollTo(0, 1900));
  await leave(tab, pages);
  expect(content(pages)).toEqual(['inside', 'below']);
});

test('given a block that begins where the window ends, then it is seen as soon as a line of it is in the window', async ({
  tab,
  pages,
}) => {
  await open(tab, pages, space('100vh') + block('edge', 'height: 300px') + space('100vh'), VISIBLE);
  await settle(tab);
  await tab.evaluate(() => scrollTo(0, 2));
  await leave(tab, pages);
  expect(content(pages)).toEqual(['edge']);
});

test('given a block that begins where the window ends, when nothing moves, then it is not seen', async ({
  tab,
  pages,
}) => {
  await open(tab, pages, space('100vh') + block('edge', 'height: 300px') + space('100vh'), VISIBLE);
  await leave(tab, pages);
  expect(content(pages)).toEqual([]);
});

test('given a jump to the end of the page, then the blocks that it passed count as seen', async ({ tab, pages }) => {
  const body = space('3000px') + block('passed') + space('3000px') + block('end');
  await open(tab, pages, body, VISIBLE);
  await settle(tab);
  await tab.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await leave(tab, pages);
  expect(content(pages).sort()).toEqual(['end', 'passed']);
});

test('given a block in a box that scrolls, then it is seen when the box is scrolled to it', async ({ tab, pages }) => {
  const box = (id: string) =>
    `<div id="${id}Box" style="height: 100px; overflow: auto">${space('500px')}${block(id)}</div>`;
  await open(tab, pages, box('scrolled') + box('still'), VISIBLE);
  await settle(tab);
  await tab.evaluate(() => document.getElementById('scrolledBox')?.scrollTo(0, 500));
  await leave(tab, pages);
  expect(content(pages)).toEqual(['scrolled']);
});

test('given a collapsed panel, then its content is seen when it is expanded', async ({ tab, pages }) => {
  const panel = (id: string) => `<div id="${id}Panel" style="height: 0; overflow: hidden">${block(id)}</div>`;
  await open(tab, pages, panel('unfolded') + panel('folded') + block('empty', 'height: 0; overflow: hidden'), VISIBLE);
  await settle(tab);
  await tab.evaluate(() => document.getElementById('unfoldedPanel')?.style.setProperty('height', 'auto'));
  await leave(tab, pages);
  expect(content(pages)).toEqual(['unfolded']);
});

test('given a block that fades in, then it is seen some time after it is drawn', async ({ tab, pages }) => {
  await open(tab, pages, block('faded', 'opacity: 0') + block('hidden', 'visibility: hidden'), VISIBLE);
  await settle(tab);
  await tab.evaluate(() => document.getElementById('faded')?.style.setProperty('opacity', '1'));
  await expect.poll(() => content(pages)).toEqual(['faded']);
});

test('given a hidden menu, then its content is seen when it is displayed', async ({ tab, pages }) => {
  await open(tab, pages, `<div id="menu" style="display: none">${block('item')}</div>`, VISIBLE);
  await settle(tab);
  await tab.evaluate(() => document.getElementById('menu')?.style.removeProperty('display'));
  await leave(tab, pages);
  expect(content(pages)).toEqual(['item']);
});

test('given a new page view, then blocks that are still in the window count once more', async ({ tab, pages }) => {
  await open(tab, pages, block('inside') + space('3000px') + block('below'), VISIBLE);
  await settle(tab);
  await tab.evaluate(() => (window as unknown as { _paq: unknown[] })._paq.push(['trackPageView']));
  await leave(tab, pages);
  expect(content(pages)).toEqual(['inside', 'inside']);
});

test('given a page of 10,000 blocks, then those in the window are seen, and no others', async ({ tab, pages }) => {
  const fill = `<script>
    for (var i = 0; i < 10000; i++) {
      document.body.insertAdjacentHTML('beforeend', '<p class="matomoTrackContent" title="B' + i + '" style="margin: 0; height: 100px">x</p>');
    }
  </script>`;
  await open(tab, pages, fill, VISIBLE);
  const rows = await tab.evaluate(() => Math.ceil(document.documentElement.clientHeight / 100));
  await leave(tab, pages);
  expect(content(pages)).toEqual(Array.from({ length: rows }, (_, i) => `B${i}`));
});

test('given 200 blocks, when all are tracked, then cookies are written once at most', async ({ tab, pages }) => {
  await open(tab, pages, Array.from({ length: 200 }, (_, i) => block(`B${i}`)).join(''));
  await tab.evaluate(() => {
    const jar = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
    const page = window as unknown as { writes: number; _paq: unknown[] };
    page.writes = 0;
    Object.defineProperty(document, 'cookie', {
      get: () => jar?.get?.call(document) as string,
      set: (text: string) => (page.writes++, jar?.set?.call(document, text)),
    });
    page._paq.push(['trackAllContentImpressions']);
  });
  await expect.poll(() => content(pages)).toHaveLength(200);
  // Only now: the cookies are written when the hits are made, in later tasks than the command's.
  const writes = await tab.evaluate(() => (window as unknown as { writes: number }).writes);
  expect(writes).toBeLessThanOrEqual(1);
});

test('given a document of 20,000 levels, then its content is found and its clicks count', async ({ tab, pages }) => {
  // The levels are not displayed, because browsers crash on a page that displays so many.
  const build = `<script>
    var outer = document.createElement('div'), node = outer;
    for (var i = 0; i < 20000; i++) node = node.appendChild(document.createElement('div'));
    node.innerHTML = '<p id="deep" data-track-content data-content-name="deep"><b>x</b></p>';
    outer.style.display = 'none';
    document.body.appendChild(outer);
  </script>`;
  await open(tab, pages, build, "['trackAllContentImpressions']", VISIBLE, "['enableLinkTracking']");
  await tab.evaluate(() => document.querySelector<HTMLElement>('#deep b')?.click());
  await leave(tab, pages);
  expect(content(pages)).toEqual(['deep', 'click deep']);
});

test('given a component with a shadow tree in a block, when it is clicked, then the click is one interaction with the block', async ({
  tab,
  pages,
}) => {
  const component = `<x-button></x-button><script>
    document.querySelector('x-button').attachShadow({ mode: 'open' }).innerHTML = '<button>press</button>';
  </script>`;
  await open(tab, pages, block('outer', '', block('inner', '', component)), VISIBLE, "['enableLinkTracking']");
  await settle(tab);
  await tab.click('x-button');
  await leave(tab, pages);
  expect(content(pages)).toEqual(['outer', 'inner', 'click inner']);
});
