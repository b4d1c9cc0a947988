// The guides are accessible: in light and dark, on wide and narrow screens, with assistive technology.
import AxeBuilder from '@axe-core/playwright';
import { guides } from '../../test/docs/blocks';
import { expect, test } from '../support/test';

const PATHS = [...guides().keys()]
  .filter((path) => path !== 'README.md')
  .map((path) => path.replace(/^.*\//, '/docs/').replace(/\.md$/, ''));

/** Guides that together have all kinds of content. */
const EXAMPLES = ['/docs/index', '/docs/events', '/docs/content', '/docs/differences'];

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
