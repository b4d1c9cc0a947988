// @vitest-environment happy-dom
// Impressions and interactions that the page reports itself, without blocks.
import { describe, expect, it } from 'vitest';
import { ALL, QUEUE, afterQueue, block, open } from './page';

describe('by hand', () => {
  it.each<[unknown[], string[]]>([
    [['trackContentImpression', ' N ', '  P ', ' T '], ['N/P/T']],
    [['trackContentImpression', 'N'], ['N/Unknown']],
    [['trackContentImpression', 5, 6, 7], ['5/6/7']],
    [['trackContentImpression', '  '], []],
    [['trackContentImpression'], []],
    [['trackContentInteraction', ' click ', 'N'], ['click N/Unknown']],
    [['trackContentInteraction', 'click', 'N', 'P', 'T'], ['click N/P/T']],
    [['trackContentInteraction', 'click'], []],
    [['trackContentInteraction', '', 'N'], []],
  ])('%j sends %j', async (command, expected) => {
    const page = await open('');
    page.push(command);
    expect(await afterQueue(page)).toEqual(expected);
    expect(page.errors).toHaveLength(expected.length ? 0 : 1);
  });

  it('the same content may be tracked any number of times, and a scan tracks it once more', async () => {
    const page = await open(block('A'));
    page.push(['trackContentImpression', 'A'], ['trackContentImpression', 'A'], ALL);
    expect(await afterQueue(page)).toHaveLength(3);
  });

  it.each([[['trackContentImpression', 'N']], [['trackContentInteraction', 'click', 'N']]])(
    '%j waits in the queue',
    async (command) => {
      const page = await open('');
      page.push(command);
      await page.pass(QUEUE - 2);
      expect(page.requests()).toEqual([]);
      expect(await afterQueue(page)).toHaveLength(1);
    },
  );

  it('calls the hooks contentImpression and contentInteraction', async () => {
    const page = await open('', [
      'addPlugin',
      'p',
      { contentImpression: () => '&hook=impression', contentInteraction: () => '&hook=interaction' },
    ]);
    page.push(['trackContentImpression', 'N'], ['trackContentInteraction', 'click', 'N']);
    await page.pass(QUEUE);
    expect(page.params().map(({ hook }) => hook)).toEqual(['impression', 'interaction']);
  });
});
