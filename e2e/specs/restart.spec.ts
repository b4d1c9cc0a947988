// Collected hits are kept when the demo is restarted.
import { expect, test } from '../support/test';

test('given hits and visits, when the demo is started again, then they are still there and new ones are added', async ({
  tab,
  demo,
}) => {
  await tab.goto(`${demo.url}/product/blue-shoes`);
  await expect.poll(() => demo.summaries()).toContain('Page view: Blue shoes | Tern & Tide');
  const hits = await demo.settledHits();
  const visits = demo.collector.visits();

  await demo.restart();
  expect(demo.hits()).toEqual(hits);
  expect(demo.collector.visits()).toEqual(visits);

  await tab.goto(`${demo.url}/product/oilskin-coat`);
  await expect.poll(() => demo.summaries()).toContain('Page view: Oilskin coat | Tern & Tide');
  expect(demo.collector.visits()).toHaveLength(1);
});
