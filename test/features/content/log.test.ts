// @vitest-environment happy-dom
// The list of blocks on the console, for those who mark up the page.
import { describe, expect, it, vi } from 'vitest';
import { afterQueue, block, open } from './page';

describe('logAllContentBlocksOnPage', () => {
  it('lists them on the console, and tracks nothing', async () => {
    const page = await open(block('A'));
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    page.push(['logAllContentBlocksOnPage']);
    expect(log.mock.calls).toEqual([[[{ name: 'A', piece: 'Unknown', target: '' }]]]);
    expect(await afterQueue(page)).toEqual([]);
  });
});
