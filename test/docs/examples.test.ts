// @vitest-environment happy-dom
// @vitest-environment-options { "settings": { "handleDisabledFileLoadingAsSuccess": true } }
// The code in the guides is run: it sends the hits that they show, and writes to the console only what they show.
import { describe, expect, it } from 'vitest';
import { openPage, type Page, type PageOptions } from '../support/page';
import { runBeforeStart } from './before-start';
import { blocksIn, type Block } from './blocks';

const PAGE: PageOptions = { title: 'Blue shoes' };

/** Milliseconds until content and links are sent, which takes longer than other hits. */
const SETTLED = 4000;

/** Calls like these must send a hit, whether the guide shows it or not. */
const SENDS = /^\s*_paq\.push\(\['track(?!\w*Impressions)/m;

/** Names that the tracker reads when it starts: code with them runs before the tracker. */
const BEFORE_START = /AsyncInit/;

const runScript = (code: string): unknown => new Function(code)();

const runHtml = (): void => {
  for (const script of document.body.querySelectorAll('script')) {
    // Indirect, so that declarations of the script are global, as on a page.
    if (!script.src) (0, eval)(script.textContent ?? '');
  }
};

/** Opens the page and presses its buttons. */
const openHtml = async (block: Block): Promise<Page> => {
  const configures = block.code.includes('setTrackerUrl');
  const own: PageOptions = configures ? { trackerUrl: null, siteId: null } : {};
  const page = await openPage({ ...PAGE, ...own, url: block.url, html: block.code, before: runHtml });
  document.querySelectorAll('button').forEach((button) => button.click());
  return page;
};

const openScript = async ({ code, html, url }: Block): Promise<Page> => {
  if (BEFORE_START.test(code)) return openPage({ ...PAGE, url, html, before: () => runBeforeStart(code) });
  const page = await openPage({ ...PAGE, url, html });
  runScript(code);
  return page;
};

const said = (page: Page): string[] => page.errors.map((line) => line.replace(/^tinypaq: /, ''));

const check = async (block: Block, page: Page): Promise<void> => {
  await page.pass(SETTLED);
  expect(said(page)).toEqual(block.console.map((line) => line.replace(/^tinypaq: /, '')));
  const hits = page.params();
  // The hits have to be in this order; hits that the guide does not show may be between them.
  let at = 0;
  for (const expected of block.hits) {
    const found = hits.findIndex(
      (hit, index) => index >= at && Object.keys(expected).every((name) => hit[name] === expected[name]),
    );
    if (found < 0) expect(hits).toContainEqual(expect.objectContaining(expected));
    at = found + 1;
  }
  if (block.isSilent) expect(hits).toEqual([]);
  else if (SENDS.test(block.code) && !block.console.length) expect(hits).not.toEqual([]);
};

const html = blocksIn('html');
const scripts = blocksIn('js');

describe('the HTML of the guides', () => {
  it.each(html.map((block) => [block.place, block] as const))('%s', async (_, block) => {
    await check(block, await openHtml(block));
  });
});

describe('the commands of the guides', () => {
  it.each(scripts.map((block) => [block.place, block] as const))('%s', async (_, block) => {
    await check(block, await openScript(block));
  });
});

it('there are examples to run', () => {
  expect(html.length).toBeGreaterThan(5);
  expect(scripts.length).toBeGreaterThan(40);
});
