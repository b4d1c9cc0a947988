// The guides are accessible: in light and dark, on wide and narrow screens, with assistive technology.
import AxeBuilder from '@axe-core/playwright';
import { guides } from '../../test/docs/blocks';
import { expect, test } from '../support/test';

const PATHS = [...guides().keys()]
  .filter((path) => path !== 'README.md')
  .map((path) => path.replace(/^.*\//, '/docs/').replace(/\.md$/, ''));

/** Guides that together have all kinds of content. */
const EXAMPLES = ['/docs/index', '/docs/events', '/docs/content', '/docs/differences', '/docs/storage-audit'];

const SCREENS = [
  { name: 'wide and light', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { name: 'narrow and dark', colorScheme: 'dark', viewport: { width: 360, height: 740 } },
] as const;

for (const { name, colorScheme, viewport } of SCREENS) {
  test(`given a screen that is ${name}, then guides are accessible and no wider than the screen, and the contents mark the current one`, async ({
    demo,
    browser,
  }) => {
    // There are some thirty pages.
    test.slow();
    const context = await browser.newContext({ colorScheme, viewport });
    const page = await context.newPage();
    const messages: string[] = [];
    page.on('console', (message) => messages.push(message.text()));
    for (const path of PATHS) {
      await page.goto(demo.url + path);
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect([path, excess]).toEqual([path, 0]);
      const current = page.locator('.contents.wide [aria-current]');
      if (await current.isVisible()) await expect(current, path).toBeInViewport();
      if (!EXAMPLES.includes(path)) continue;
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [path, id, nodes[0]?.target])).toEqual([]);
    }
    expect(messages).toEqual([]);
    await context.close();
  });
}

for (const width of [390, 1280]) {
  test(`given a window of ${width} pixels, when a wide table is scrolled to its end, then the first column is still there`, async ({
    demo,
    browser,
  }) => {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    await page.goto(`${demo.url}/docs/storage-audit`);
    const table = page.getByRole('group', { name: 'Storage audit' });
    const row = table.getByRole('row', { name: 'opted out' });
    await row.scrollIntoViewIfNeeded();
    await table.evaluate((frame) => frame.scrollTo({ left: frame.scrollWidth, behavior: 'instant' }));
    await expect(row.getByRole('cell').last()).toBeInViewport({ ratio: 0.9 });
    await expect(row.getByRole('rowheader')).toBeInViewport({ ratio: 0.9 });
    await page.close();
  });
}

test('given a wide window, then a wide table takes the space beside a guide without sections', async ({
  demo,
  browser,
}) => {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1000 } });
  await page.goto(`${demo.url}/docs/storage-audit`);
  const hidden = await page
    .getByRole('group', { name: 'Storage audit' })
    .evaluate((frame) => frame.scrollWidth - frame.clientWidth);
  expect(hidden).toBe(0);
  await page.close();
});
