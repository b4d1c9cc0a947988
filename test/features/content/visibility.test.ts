// @vitest-environment happy-dom
// When a block counts as seen, given what the browser reports. Real layouts are tested in real browsers.
import { describe, expect, it } from 'vitest';
import { openPage, type Page } from '../../support/page';
import { controlViewport, type Viewport } from './observer';

const VISIBLE = 'trackVisibleContentImpressions';
/** Milliseconds until the next paint is over, and the queue after it is sent. */
const QUEUE = 2600;
const block = (name: string, more = '') =>
  `<p id="${name}" data-track-content data-content-name="${name}" ${more}>x</p>`;
const byId = (id: string) => document.getElementById(id) as HTMLElement;

async function open(html: string): Promise<Page & { viewport: Viewport }> {
  let viewport: Viewport | undefined;
  const page = await openPage({ html, before: () => (viewport = controlViewport()) });
  return Object.assign(page, { viewport: viewport as Viewport });
}

/** Waits until the browser has reported visibility. */
const reported = () => Promise.resolve();

async function names(page: Page): Promise<string[]> {
  await page.pass(QUEUE);
  return page.params().flatMap(({ c_n }) => c_n ?? []);
}

describe('trackVisibleContentImpressions', () => {
  it.each([
    ['inside', true],
    ['partly', true],
    ['above', true],
    ['touching', false],
    ['flatAtTheEdge', false],
    ['below', false],
    ['beforeThePage', false],
    ['left', false],
    ['right', false],
    ['clipped', false],
    ['empty', false],
  ] as const)('a block that is %s: %s', async (where, isSeen) => {
    const page = await open(block('A'));
    page.viewport.place(byId('A'), where);
    page.push([VISIBLE]);
    expect(await names(page)).toEqual(isSeen ? ['A'] : []);
  });

  it('sends visible blocks after the next paint, yet before anything that is tracked meanwhile', async () => {
    const page = await open(block('A') + block('B'));
    let impressions = 0;
    page.push(['addPlugin', 'count', { contentImpressions: () => void impressions++ }]);
    page.viewport.place(byId('A'), 'inside');
    page.push([VISIBLE]);
    await page.pass(10);
    page.viewport.place(byId('B'), 'inside');
    await reported();
    expect(impressions).toBe(0);
    page.push(['queueRequest', 'q=1']);
    expect(impressions).toBe(2);
    await page.pass(2500);
    expect(page.params()).toEqual([]);
    await page.pass(1);
    expect(page.params().map(({ c_n, q }) => c_n ?? q)).toEqual(['A', 'B', '1']);
  });

  it('sends at once blocks that were seen just before the page is left', async () => {
    const page = await open(block('A'));
    page.viewport.place(byId('A'), 'inside');
    page.push([VISIBLE]);
    await page.pass(1);
    page.leave();
    expect(page.params().map(({ c_n }) => c_n)).toEqual(['A']);
  });

  it('counts a block when it comes into the window, and does not observe it any more', async () => {
    const page = await open(block('A') + block('B'));
    page.push([VISIBLE]);
    expect(await names(page)).toEqual([]);
    page.viewport.place(byId('A'), 'partly');
    page.viewport.place(byId('A'), 'below');
    page.viewport.place(byId('A'), 'inside');
    expect(await names(page)).toEqual(['A']);
    expect(page.viewport.observed()).toBe(1);
  });

  it.each([
    ['display:none', 'display: none'],
    ['visibility:hidden', 'visibility: hidden'],
    ['opacity:0', 'opacity: 0'],
  ])('does not count what is in something with %s', async (_, style) => {
    const page = await open(`<div style="${style}"><div>${block('A', 'style="visibility: visible"')}</div></div>`);
    page.viewport.place(byId('A'), 'inside');
    page.push([VISIBLE]);
    expect(await names(page)).toEqual([]);
  });

  it('does not count an empty box that hides what is in it', async () => {
    const page = await open(block('A', 'style="overflow: hidden"'));
    page.viewport.place(byId('A'), 'inside');
    page.push([VISIBLE]);
    expect(await names(page)).toEqual([]);
  });

  it.each([
    ['a fixed block', block('A', 'style="position: fixed"')],
    ['a block in something fixed', `<div style="position: fixed"><p>${block('A')}</p></div>`],
  ])('given %s is hidden above the window of a scrolled page, then it counts once it slides in', async (_, html) => {
    const page = await open(html);
    page.viewport.place(byId('A'), 'above');
    page.push([VISIBLE]);
    expect(await names(page)).toEqual([]);
    page.viewport.move(byId('A'), 'inside');
    await page.pass(1000);
    expect(await names(page)).toEqual(['A']);
  });

  it.each([
    [[], 750],
    [[true, 2000], 2000],
    [[false, 300], 300],
  ])('given %j, looks again after %d ms at what is in the window but not drawn', async (args, interval) => {
    const page = await open(block('A', 'style="opacity: 0"'));
    page.viewport.place(byId('A'), 'inside');
    page.push([VISIBLE, ...args]);
    await page.pass(interval - 1);
    byId('A').style.opacity = '1';
    expect(page.viewport.observed()).toBe(1);
    await page.pass(2);
    expect(page.viewport.observed()).toBe(0);
    expect(await names(page)).toEqual(['A']);
  });

  it.each(['beforeThePage', 'flatAtTheEdge'] as const)(
    'given a block that is %s, then it counts once it is in the window, although the browser does not report that',
    async (where) => {
      const page = await open(block('A'));
      page.viewport.place(byId('A'), where);
      page.push([VISIBLE]);
      await page.pass(1000);
      page.viewport.move(byId('A'), 'inside');
      expect(await names(page)).toEqual([]);
      expect(await names(page)).toEqual(['A']);
      expect(page.viewport.observed()).toBe(0);
    },
  );

  it.each([[true], [undefined]])(
    'given %s and 0, looks again at the next scroll at what is not drawn',
    async (scroll) => {
      const page = await open(block('A', 'style="opacity: 0"'));
      page.viewport.place(byId('A'), 'inside');
      page.push([VISIBLE, scroll, 0]);
      await page.pass(1);
      byId('A').style.opacity = '1';
      await page.pass(60_000);
      expect(await names(page)).toEqual([]);
      document.dispatchEvent(new Event('scroll'));
      expect(await names(page)).toEqual(['A']);
    },
  );

  it('given true and 0, counts visible blocks for a new page view once that is scrolled', async () => {
    const page = await open(block('A'));
    page.viewport.place(byId('A'), 'inside');
    page.push([VISIBLE, true, 0]);
    expect(await names(page)).toEqual(['A']);
    page.push(['trackPageView']);
    expect(await names(page)).toEqual(['A']);
    document.dispatchEvent(new Event('scroll'));
    document.dispatchEvent(new Event('scroll'));
    expect(await names(page)).toEqual(['A', 'A']);
  });

  it('given false and 0, counts only blocks that are in the window now', async () => {
    const page = await open(block('A') + block('B'));
    page.viewport.place(byId('A'), 'inside');
    page.push([VISIBLE, false, 0]);
    await page.pass(1);
    page.viewport.place(byId('B'), 'inside');
    page.push(['trackPageView']);
    document.dispatchEvent(new Event('scroll'));
    expect(await names(page)).toEqual(['A']);
    page.push([VISIBLE, true, 100]);
    expect(await names(page)).toEqual(['A', 'A', 'B']);
  });

  it('given false and 0, does not count at a scroll blocks that were not drawn before', async () => {
    const page = await open(block('A', 'style="opacity: 0"'));
    page.viewport.place(byId('A'), 'inside');
    page.push([VISIBLE, false, 0]);
    await page.pass(1);
    byId('A').style.opacity = '1';
    document.dispatchEvent(new Event('scroll'));
    expect(await names(page)).toEqual([]);
  });

  it('given false and 0, counts blocks that are added while the browser reports others', async () => {
    const page = await open(block('A') + block('B'));
    page.viewport.place(byId('A'), 'inside');
    page.viewport.place(byId('B'), 'inside');
    page.push([VISIBLE, false, 0]);
    await names(page);
    page.push(['trackPageView'], ['trackContentImpressionsWithinNode', byId('A')]);
    await reported();
    page.push(['trackContentImpressionsWithinNode', byId('B')]);
    expect(await names(page)).toEqual(['A', 'B', 'A', 'B']);
  });

  it('finds new blocks when it is called again', async () => {
    const page = await open(block('A'));
    page.push([VISIBLE]);
    document.body.insertAdjacentHTML('beforeend', block('B'));
    page.viewport.place(byId('B'), 'inside');
    expect(await names(page)).toEqual([]);
    page.push([VISIBLE]);
    expect(await names(page)).toEqual(['B']);
  });

  it('counts visible blocks once more after a new page view, but not those that were removed from the page', async () => {
    const page = await open(block('A') + block('B'));
    page.push([VISIBLE]);
    page.viewport.place(byId('A'), 'inside');
    page.viewport.place(byId('B'), 'inside');
    expect(await names(page)).toEqual(['A', 'B']);
    byId('B').remove();
    page.push(['trackPageView']);
    expect(await names(page)).toEqual(['A', 'B', 'A']);
    expect(page.viewport.observed()).toBe(0);
  });

  it('given a block was removed from the page when others are looked at, then forgets it until it is found again', async () => {
    const page = await open(block('A') + block('B'));
    page.push([VISIBLE]);
    const removed = byId('A');
    page.viewport.place(removed, 'inside');
    expect(await names(page)).toEqual(['A']);
    removed.remove();
    page.push([VISIBLE]);
    document.body.append(removed);
    page.push(['trackPageView']);
    expect(await names(page)).toEqual(['A']);
    page.push([VISIBLE]);
    expect(await names(page)).toEqual(['A', 'A']);
  });

  it('given elements are passed before they are on the page, then counts their blocks there, for each page view', async () => {
    const page = await open('');
    page.push([VISIBLE]);
    const made = ['A', 'B'].map((name) => {
      const node = document.createElement('div');
      node.innerHTML = block(name);
      page.push(['trackContentImpressionsWithinNode', node]);
      return node;
    });
    document.body.append(...made);
    page.viewport.place(byId('A'), 'inside');
    page.viewport.place(byId('B'), 'inside');
    expect(await names(page)).toEqual(['A', 'B']);
    page.push(['trackPageView']);
    expect(await names(page)).toEqual(['A', 'B', 'A', 'B']);
  });

  it('waits until the page is loaded', async () => {
    let viewport: Viewport | undefined;
    const page = await openPage({
      html: block('A'),
      readyState: 'interactive',
      commands: [[VISIBLE]],
      before: () => (viewport = controlViewport()),
    });
    viewport?.place(byId('A'), 'inside');
    expect(await names(page)).toEqual([]);
    page.load();
    expect(await names(page)).toEqual(['A']);
  });

  it('makes trackContentImpressionsWithinNode look at visibility, too', async () => {
    const page = await open(`${block('A')}<div>${block('B')}${block('C')}</div>`);
    page.viewport.place(byId('C'), 'inside');
    page.push([VISIBLE], ['trackContentImpressionsWithinNode', document.querySelector('div')]);
    expect(await names(page)).toEqual(['C']);
  });

  it('makes it wait until the page is loaded, too', async () => {
    let viewport: Viewport | undefined;
    const page = await openPage({
      html: block('A'),
      readyState: 'interactive',
      before: () => (viewport = controlViewport()),
    });
    viewport?.place(byId('A'), 'inside');
    page.push([VISIBLE], ['trackContentImpressionsWithinNode', byId('A')]);
    expect(await names(page)).toEqual([]);
    page.load();
    expect(await names(page)).toEqual(['A']);
  });

  it('makes it look at visibility from the call on, even if the page is not loaded yet', async () => {
    const page = await openPage({ html: block('A'), readyState: 'interactive', before: () => controlViewport() });
    page.push([VISIBLE], ['trackContentImpressionsWithinNode', byId('A')]);
    expect(await names(page)).toEqual([]);
    page.load();
    expect(await names(page)).toEqual([]);
  });

  it('does not change trackAllContentImpressions', async () => {
    const page = await open(block('A'));
    page.push([VISIBLE], ['trackAllContentImpressions']);
    expect(await names(page)).toEqual(['A']);
  });

  it('tracks clicks in blocks that were seen as interactions', async () => {
    const page = await open(block('A') + block('B'));
    page.viewport.place(byId('A'), 'inside');
    page.push([VISIBLE]);
    await page.pass(QUEUE);
    byId('A').click();
    byId('B').click();
    await page.pass(QUEUE);
    expect(page.params().map(({ c_i, c_n }) => [c_i, c_n])).toEqual([
      [undefined, 'A'],
      ['click', 'A'],
    ]);
  });
});
