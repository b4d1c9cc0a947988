// The shop's pages work on the smallest screens, and with colours that the visitor has chosen.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';

const PATHS = [
  '/',
  '/category/footwear',
  '/product/blue-shoes',
  '/search?q=wool',
  '/cart',
  '/checkout',
  '/journal/packing-for-the-coast',
  '/journal/one-tide',
  '/account',
  '/privacy',
  '/planner',
  '/planner/storm-watch',
  '/workbench',
];

/** Computed style of an element's outline and border. */
const looksOf = (page: Page, css: string) =>
  page
    .locator(css)
    .first()
    .evaluate((element) => {
      const { outlineStyle, outlineColor, borderBottomColor } = getComputedStyle(element);
      return { outlineStyle, outlineColor, borderBottomColor };
    });

test('given a screen 320 pixels wide, then no page of the shop is wider', async ({ demo, browser }) => {
  const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
  await page.request.post(`${demo.url}/cart`, { form: { sku: 'TT-101' } });
  for (const path of PATHS) {
    await page.goto(demo.url + path);
    expect(page.url()).toBe(demo.url + path);
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect.soft([path, excess]).toEqual([path, 0]);
  }
  await page.close();
});

test('given forced colours, then the search field shows its focus, and current entries look different from the others', async ({
  demo,
  browser,
}) => {
  const page = await browser.newPage({ forcedColors: 'active' });
  for (const [path, current, other] of [
    ['/planner', '.sections [aria-current]', '.sections a'],
    ['/planner', '.planner__tabs [aria-current]', '.planner__tabs a:not([aria-current])'],
    ['/privacy', '.modes [aria-current]', '.modes a:not([aria-current])'],
  ] as const) {
    await page.goto(demo.url + path);
    expect.soft(await looksOf(page, current), current).not.toEqual(await looksOf(page, other));
  }
  await page.focus('#site-search');
  const { outlineStyle, outlineColor } = await looksOf(page, '.search');
  expect.soft(outlineStyle).toBe('solid');
  expect.soft(outlineColor).not.toBe('rgba(0, 0, 0, 0)');
  await page.close();
});

test('given a checkout that the shop refuses, then the first field with an error has the focus and is visible', async ({
  demo,
  browser,
}) => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 600 } });
  await page.request.post(`${demo.url}/cart`, { form: { sku: 'TT-101' } });
  await page.goto(`${demo.url}/checkout`);
  for (const name of ['name', 'street', 'city']) await page.fill(`#${name}`, 'Ada');
  await page.fill('#email', 'ada@example.org');
  await page.fill('#code', 'WRONG');
  await page.press('#code', 'Enter');
  await expect(page.locator('#code-fault')).toBeInViewport();
  await expect(page.locator('#code')).toBeFocused();
  const above = await page.locator('#code-fault').boundingBox();
  const banner = await page.locator('[data-consent-banner]').boundingBox();
  expect((above?.y ?? NaN) + (above?.height ?? NaN)).toBeLessThan(banner?.y ?? NaN);
  await page.close();
});
