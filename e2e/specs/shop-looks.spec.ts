// The shop's pages can be used on the smallest screens.
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
