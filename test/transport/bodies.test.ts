// @vitest-environment happy-dom
// Browsers take longer to make the body of a request than to send it, and there is little time when a page is left.
import { describe, expect, it } from 'vitest';
import { event } from '../support/commands';
import { override } from '../support/overrides';
import { openPage, type Page } from '../support/page';
import { actions } from '../support/tasks';

/** Opens a page that has sent its page view, and records the length of each body that it makes from then on. */
const openWatched = async () => {
  const page = await openPage({ commands: [['trackPageView']] });
  await page.pass(200);
  const made: number[] = [];
  const { Blob } = globalThis;
  const watched = class extends Blob {
    constructor(parts: BlobPart[], options: BlobPropertyBag) {
      super(parts, options);
      made.push(this.size);
    }
  };
  override(globalThis, 'Blob', watched);
  return { page, made };
};

const bodies = ({ network }: Page): string[] => network.sent.map(({ body }) => body).filter((body) => body);

describe('the body of a batch', () => {
  it('given hits that wait, is made before they leave, once', async () => {
    const { page, made } = await openWatched();
    page.push(event('a'), event('b'));
    expect(made).toEqual([]);
    await page.pass(200);
    expect(made).toHaveLength(1);
    page.leave();
    expect(actions(page)).toEqual(['a', 'b']);
    expect(bodies(page).map((body) => body.length)).toEqual(made);
  });

  it('given more hits than fit into one, each is made beforehand', async () => {
    const { page, made } = await openWatched();
    page.push(...Array.from({ length: 99 }, (_, i) => event(String(i))));
    await page.pass(300);
    expect(made).toHaveLength(2);
    page.leave();
    expect(bodies(page).map((body) => body.length)).toEqual(made);
  });

  it('given a further hit, is made again with it', async () => {
    const { page, made } = await openWatched();
    page.push(event('a'), event('b'));
    await page.pass(200);
    page.push(event('c'));
    await page.pass(200);
    expect(made).toHaveLength(2);
    page.leave();
    expect(actions(page)).toEqual(['a', 'b', 'c']);
    expect(made).toHaveLength(2);
  });

  it('given hits that keep coming, is not made for each of them', async () => {
    const { page, made } = await openWatched();
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
      page.push(event(name));
      await page.pass(20);
    }
    expect(made).toEqual([]);
    page.leave();
    expect(actions(page)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(made).toHaveLength(1);
  });

  it('given another address in between, goes there all the same', async () => {
    const { page, made } = await openWatched();
    page.push(event('a'), event('b'));
    await page.pass(200);
    page.push(['setTrackerUrl', 'https://other.test/matomo.php']);
    page.leave();
    expect(page.network.sent.at(-1)?.to).toBe('https://other.test/matomo.php');
    expect(made).toHaveLength(1);
  });

  it('given hits that have waited for long, holds their age', async () => {
    const { page } = await openWatched();
    page.push(event('a'), event('b'));
    await page.pass(200);
    const { now } = Date;
    override(Date, 'now', () => now() + 6000);
    page.leave();
    expect(bodies(page)[0]).toContain('cdo=6');
  });
});
