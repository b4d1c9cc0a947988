// @vitest-environment happy-dom
// Methods that the original has given up, too.
import { expect, it } from 'vitest';
import { openPage } from '../support/page';

it('given setGenerationTimeMs, then one line names the method to use, and page views stay as they are', async () => {
  const page = await openPage();
  const [view] = await page.track(['setGenerationTimeMs', 300], ['trackPageView']);
  expect(page.errors).toEqual(['tinypaq: setGenerationTimeMs: use setPagePerformanceTiming']);
  expect(view).toMatchObject({ action_name: 'T1' });
  expect(view).not.toHaveProperty('gt_ms');
});
