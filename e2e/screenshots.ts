// Makes the pictures of the README: `npm run build && npm run screenshots`. A visitor walks the shop first, so that the
// inspector has something to show.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { startDemo, type Demo } from '../demo/server';
import { findBrowsers } from './support/browsers.mjs';

const TARGET = fileURLToPath(new URL('screenshots/', import.meta.url));
const VIEWPORT = { width: 1120, height: 700 };

/** Waits until the collector has a hit whose summary begins so. */
async function collected(demo: Demo, summary: string) {
  const end = Date.now() + 10_000;
  while (!demo.collector.hits().some((hit) => hit.summary.startsWith(summary))) {
    if (Date.now() > end) throw new Error(`no hit "${summary}" arrived`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function walk(page: Page, demo: Demo) {
  await page.goto(`${demo.url.replace('localhost', 'press.localhost')}/`);
  await page.click('a[href*="mtm_campaign"]');
  await collected(demo, 'Page view: Goods');
  await page.click('[data-consent="accept"]');
  await page.click('main a[href="/product/blue-shoes"]');
  await page.click('[data-add-to-cart] button:not([name])');
  await collected(demo, 'Event: Product, Add to cart');
  await page.fill('#site-search', 'lantern');
  await page.press('#site-search', 'Enter');
  await collected(demo, 'Search: lantern');
  await page.goto(`${demo.url}/journal/packing-for-the-coast`);
  await page.click('a[href$="field-kit.zip"]');
  await collected(demo, 'Download');
}

async function photograph(page: Page, name: string) {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(TARGET, `${name}.png`), animations: 'disabled' });
}

const dataDir = await mkdtemp(join(tmpdir(), 'tinypaq-screenshots-'));
const demo = await startDemo({ port: 0, dataDir });
const executablePath = findBrowsers().chromium?.path;
const browser = await chromium.launch(executablePath ? { executablePath } : {});
try {
  await mkdir(TARGET, { recursive: true });
  const page = await browser.newPage({ viewport: VIEWPORT, colorScheme: 'light', locale: 'en-GB' });
  await walk(page, demo);
  await page.goto(`${demo.url}/`, { waitUntil: 'load' });
  await photograph(page, 'shop');
  await page.goto(`${demo.url}/inspector`);
  await page.locator('#visits .summary', { hasText: 'Download' }).waitFor();
  await photograph(page, 'inspector');
} finally {
  await browser.close();
  await demo.close();
  await rm(dataDir, { recursive: true, force: true });
}
