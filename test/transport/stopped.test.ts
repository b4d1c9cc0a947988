// @vitest-environment happy-dom
// Firefox stops a script for good, in the middle and without an exception, the moment it gives up the process of a page;
// the page is told that it goes all the same. Here, what the script does after that moment is an exception.
import { describe, expect, it, vi } from 'vitest';
import { openPage, type Page } from '../support/page';
import { actions, event, nextTask, push } from '../support/tasks';

/** The page goes, and whoever has called this does nothing more. */
const stopAt = (page: Page) => (): never => {
  page.leave();
  throw new Error('stopped');
};

const openViewed = async (): Promise<Page> => {
  const page = await openPage({ commands: [['trackPageView']] });
  await page.pass(1000);
  return page;
};

describe('given a browser that stops the script', () => {
  it('between two pieces of work, then what it had not come to leaves with the page', async () => {
    const page = await openViewed();
    push(event('a'), event('b'));
    const time = Date.now();
    const clock = vi.spyOn(Date, 'now');
    clock.mockReturnValueOnce(time).mockReturnValueOnce(time);
    clock.mockImplementationOnce(() => {
      throw new Error('stopped');
    });
    expect(nextTask).toThrow('stopped');
    page.leave();
    expect(actions(page)).toEqual(['a', 'b']);
  });

  it('while it completes a hit, then that leaves whole with the page, and once', async () => {
    const page = await openViewed();
    push(event('a'), event('b'));
    vi.spyOn(Math, 'random').mockImplementationOnce(stopAt(page));
    nextTask();
    await page.pass(5000);
    expect(actions(page)).toEqual(['a', 'b']);
    for (const hit of page.params().slice(1)) {
      expect(hit).toMatchObject({ idsite: '1', rec: '1', url: 'https://shop.test/p?x=1' });
    }
  });

  it('while it releases a hit, then that leaves with the page, and once', async () => {
    const page = await openViewed();
    let calls = 0;
    const stop = stopAt(page);
    const process = (request: string): string => (calls++ ? request : stop());
    page.push(['setCustomRequestProcessing', process]);
    push(event('a'), event('b'));
    nextTask();
    await page.pass(5000);
    expect(actions(page)).toEqual(['a', 'b']);
  });

  it('once a hit is in its place, then it is not there twice', async () => {
    const page = await openViewed();
    push(event('a'), event('b'));
    vi.spyOn(window, 'setTimeout').mockImplementationOnce(stopAt(page));
    nextTask();
    await page.pass(5000);
    expect(actions(page)).toEqual(['a', 'b']);
  });
});
