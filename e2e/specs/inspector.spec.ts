// The inspector shows every hit as it arrives, and treats all of its values as text.
import type { Tab } from '../support/engine';
import { expect, test } from '../support/test';

/** The summaries of the hits on the inspector's list. */
const listed = (tab: Tab) =>
  tab.evaluate(() => Array.from(document.querySelectorAll('#visits .summary'), ({ textContent }) => textContent));

const connected = (tab: Tab) =>
  expect.poll(() => tab.evaluate(() => document.querySelector('#connection')?.getAttribute('data-state'))).toBe('live');

/** The data that the page has requested from the server: history and visits, but not the stream. */
const requested = (tab: Tab) =>
  tab.evaluate(() => {
    const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    return resources.filter(({ initiatorType }) => initiatorType === 'fetch').map(({ name }) => name);
  });

test('given an open inspector, when hits arrive, then they come by the open stream: the page requests nothing', async ({
  tab,
  demo,
}) => {
  await tab.goto(`${demo.url}/inspector`);
  await connected(tab);
  const before = await requested(tab);
  expect(before, 'the history').not.toEqual([]);
  await demo.send({ action_name: 'Blue shoes' });
  await expect.poll(() => listed(tab)).toEqual(['Page view: Blue shoes']);
  await demo.send({ action_name: 'Red shoes' });
  await expect.poll(() => listed(tab)).toEqual(['Page view: Red shoes', 'Page view: Blue shoes']);
  expect(await requested(tab)).toEqual(before);
});

test('given hits in the database, when the inspector is opened, then it lists them newest first', async ({
  tab,
  demo,
}) => {
  await demo.send({ action_name: 'First', _id: '0123456789abcdef' });
  await demo.send({ e_c: 'Product', e_a: 'Look', _id: '0123456789abcdef' });
  await tab.goto(`${demo.url}/inspector`);
  await expect.poll(() => listed(tab)).toEqual(['Event: Product, Look', 'Page view: First']);
});

test('given markup in every field of a hit, when it is shown and opened, then it is inert text', async ({
  tab,
  demo,
}) => {
  const hostile = '<img src=x onerror="window.pwned = 1"><script>window.pwned = 1</script>';
  const address = `${demo.url}/${encodeURIComponent(hostile)}`;
  await tab.goto(`${demo.url}/inspector`);
  await connected(tab);
  await demo.send({ action_name: hostile, url: address, urlref: 'javascript:window.pwned=1', uid: hostile }, hostile);
  await demo.send({ e_c: hostile, e_a: '"><svg onload=window.pwned=1>', e_n: hostile, url: address });
  await demo.send({ link: 'javascript:window.pwned=1', [hostile]: hostile });
  await expect.poll(() => listed(tab)).toHaveLength(3);

  await tab.evaluate(() => {
    for (const details of document.querySelectorAll('#visits details')) details.setAttribute('open', '');
  });
  await expect.poll(() => tab.evaluate(() => document.querySelectorAll('#visits .details').length)).toBe(3);
  expect(await listed(tab)).toContain(`Page view: ${hostile}`);
  const dangerous = await tab.evaluate(() => ({
    ran: 'pwned' in window,
    elements: document.querySelectorAll('#visits img, #visits script, #visits [onerror], #visits [onload]').length,
    links: Array.from(document.querySelectorAll<HTMLAnchorElement>('#visits a')).filter(({ href }) =>
      /^javascript/i.test(href),
    ).length,
  }));
  expect(dangerous).toEqual({ ran: false, elements: 0, links: 0 });
});

test('given the shop in one tab and the inspector in another, when the visitor uses the shop, then the hits appear', async ({
  tab,
  demo,
}) => {
  await tab.goto(`${demo.url}/inspector`);
  await connected(tab);
  const shop = await tab.open();
  await shop.goto(`${demo.url}/product/storm-lantern`);
  await expect.poll(() => listed(tab)).toContain('Page view: Storm lantern | Tern & Tide');
});
