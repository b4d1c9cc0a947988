// The inspector is accessible: on narrow screens, with large letters, with assistive technology.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '../support/test';

test('given a narrow screen and large letters, when hits of two visits are opened, then the page is accessible and no wider than the screen', async ({
  demo,
  browser,
}) => {
  const visitor = { _id: '0123456789abcdef' };
  await demo.send({ ...visitor, action_name: 'Blue shoes', data: JSON.stringify('word '.repeat(1000)) });
  await demo.send({ ...visitor, action_name: 'Red shoes', new_visit: '1' });
  const context = await browser.newContext({ viewport: { width: 320, height: 740 } });
  const page = await context.newPage();
  await page.goto(`${demo.url}/inspector`);
  await expect(page.locator('#visits section')).toHaveCount(2);
  // The size that the style sheet gives if a person has chosen letters of 20 px.
  await page.evaluate(() => (document.documentElement.style.fontSize = '18.75px'));
  for (const hit of await page.locator('#visits summary').all()) await hit.click();
  await expect(page.locator('#visits .details')).toHaveCount(2);

  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await expect(page.locator('td code[tabindex="0"]')).toHaveCount(1);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.target])).toEqual([]);
  await context.close();
});
