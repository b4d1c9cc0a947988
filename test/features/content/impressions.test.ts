// @vitest-environment happy-dom
// Which impressions are tracked, and when. What is visible is tested in real browsers.
import { describe, expect, it } from 'vitest';
import { override, overrideAccess } from '../../support/overrides';
import type { Page } from '../../support/page';
import { ALL, QUEUE, afterQueue, block, open, openContent } from './page';

describe('trackAllContentImpressions', () => {
  it('tracks each block of the page, together after the queue’s time', async () => {
    const page = await open(block('A') + block('B'), ALL);
    await page.pass(QUEUE - 1);
    expect(page.requests()).toEqual([]);
    expect(await afterQueue(page)).toEqual(['A/Unknown', 'B/Unknown']);
    expect(page.requests()).toHaveLength(1);
    expect(page.hits()[0]?.isInBatch).toBe(true);
  });

  it('sends a single one as a normal request, its own parameters first', async () => {
    const page = await open(block('A', '', 'data-content-piece="P" data-content-target="T"'), ALL);
    await page.pass(QUEUE);
    const [hit] = page.hits();
    expect(hit?.isInBatch).toBe(false);
    expect(hit?.names.slice(0, 5)).toEqual(['c_n', 'c_p', 'c_t', 'ca', 'idsite']);
    expect(hit?.params).toMatchObject({ c_n: 'A', c_p: 'P', c_t: 'T', ca: '1' });
  });

  it('waits until the document is parsed', async () => {
    const page = await openContent({ html: block('A'), commands: [ALL], readyState: 'loading' });
    expect(await afterQueue(page)).toEqual([]);
    document.body.insertAdjacentHTML('beforeend', block('B'));
    document.dispatchEvent(new Event('DOMContentLoaded'));
    expect(await afterQueue(page)).toEqual(['A/Unknown', 'B/Unknown']);
  });

  it('tracks the same content once', async () => {
    const page = await open(block('A') + block('A') + block('A', '', 'data-content-piece="P"'), ALL, ALL);
    page.push(ALL);
    expect(await afterQueue(page)).toEqual(['A/Unknown', 'A/P']);
  });

  it.each([[['trackPageView']], [['trackSiteSearch', 'word']]])('tracks it again after %j', async (command) => {
    const page = await open(block('A'), ALL);
    page.push(command, ALL);
    expect(await afterQueue(page)).toEqual(['A/Unknown', 'A/Unknown']);
  });

  it.each([[['trackEvent', 'c', 'a']], [['ping']]])('does not track it again after %j', async (command) => {
    const page = await open(block('A'), ALL);
    page.push(command, ALL);
    expect(await afterQueue(page)).toEqual(['A/Unknown']);
  });

  it('remembers tracked content for each tracker separately', async () => {
    const page = await open(block('A'), ALL, ['addTracker', 'https://two.test/', 2]);
    await page.pass(QUEUE);
    expect(page.params().map(({ idsite, c_n }) => [idsite, c_n])).toEqual([
      ['1', 'A'],
      ['2', 'A'],
    ]);
  });

  it('writes cookies once for all impressions', async () => {
    const blocks = Array.from({ length: 200 }, (_, i) => block(`Block ${i}`)).join('');
    const page = await open(blocks, ['trackPageView']);
    const before = page.cookies.writes.length;
    page.push(ALL);
    await afterQueue(page);
    await page.pass(1000); // four batches, each behind the answer to the one before it
    expect(page.params().filter(({ c_n }) => c_n)).toHaveLength(200);
    expect(page.cookies.writes.length - before).toBeLessThanOrEqual(1);
    expect(page.requests().map(({ body }) => body.split('"?').length - 1)).toEqual([0, 50, 50, 50, 50]);
  });

  it('reads cookies once for all impressions', async () => {
    const page = await open(Array.from({ length: 20 }, (_, i) => block(`Block ${i}`)).join(''), ['trackPageView']);
    const jar = Object.getOwnPropertyDescriptor(document, 'cookie');
    let reads = 0;
    overrideAccess(document, 'cookie', () => {
      reads++;
      return jar?.get?.call(document) as string;
    });
    page.push(ALL);
    expect(reads).toBe(1);
    expect(await afterQueue(page)).toHaveLength(20);
  });

  it('sends what a plugin adds to impressions', async () => {
    const hooks = { contentImpressions: () => '&hook=1', contentImpression: () => '&hook=2' };
    const page = await open(block('A'), ['addPlugin', 'p', hooks], ALL);
    await page.pass(QUEUE);
    expect(page.last()['hook']).toBe('1');
  });
});

describe('a page that uses the name WeakSet for something else', () => {
  it('loses its impressions, and no other hit', async () => {
    const page = await openContent({
      html: block('A'),
      before: () => override(globalThis, 'WeakSet', null),
      commands: [['trackPageView'], ALL],
    });
    await page.pass(QUEUE);
    expect(page.params().map(({ action_name, c_n }) => [action_name, c_n])).toEqual([['T1', undefined]]);
    expect(page.errors).toEqual([expect.stringContaining('content TypeError')]);
  });
});

describe('a form with a field that hides a method of elements', () => {
  const FORM = '<form data-track-content><a href="https://out.test/">x</a></form>';
  const openForm = async () => {
    const page = await open(FORM + block('A'), ['enableLinkTracking']);
    override(document.querySelector('form') as Element, 'querySelector', 'a field of this name');
    return page;
  };

  it('is left out, and the other blocks are tracked', async () => {
    const page = await openForm();
    page.push(ALL);
    expect(await afterQueue(page)).toEqual(['A/Unknown']);
    expect(page.errors).toHaveLength(1);
  });

  it('does not keep a link in it from being reported', async () => {
    const page = await openForm();
    document.querySelector('a')?.click();
    await page.pass(QUEUE);
    expect(page.last()).toMatchObject({ link: 'https://out.test/' });
    expect(page.last()).not.toHaveProperty('c_n');
  });
});

describe('trackContentImpressionsWithinNode', () => {
  const HTML = `<div id="in">${block('A')}<p class="matomoTrackContent" title="M"></p></div>${block('B')}`;
  const within = (page: Page, node: unknown) => page.push(['trackContentImpressionsWithinNode', node]);

  it('tracks the blocks in an element', async () => {
    const page = await open(HTML);
    within(page, document.getElementById('in'));
    expect(await afterQueue(page)).toEqual(['A/Unknown', 'M/Unknown']);
  });

  it('tracks the element itself, before what is in it', async () => {
    const page = await open(`<div data-track-content data-content-name="O">${block('I')}</div>`);
    within(page, document.querySelector('div'));
    expect(await afterQueue(page)).toEqual(['O/Unknown', 'I/Unknown']);
  });

  it('may be given the document, or a fragment', async () => {
    const page = await open(block('A'));
    within(page, document);
    const template = document.createElement('template');
    template.innerHTML = block('F');
    within(page, template.content);
    expect(await afterQueue(page)).toEqual(['A/Unknown', 'F/Unknown']);
  });

  it.each([[null], [undefined], ['div'], [{}], [document.createTextNode('x')]])(
    'given %s does nothing',
    async (node) => {
      const page = await open(HTML);
      within(page, node);
      expect(await afterQueue(page)).toEqual([]);
      expect(page.errors).toEqual([]);
    },
  );

  it('may be given an element in a frame of the site, whose nodes have classes of their own', async () => {
    const page = await open(HTML);
    override(window, 'Node', Map);
    within(page, document.getElementById('in'));
    expect(await afterQueue(page)).toEqual(['A/Unknown', 'M/Unknown']);
  });

  it('waits until the document is parsed, but not until it is loaded', async () => {
    const page = await openContent({ html: HTML, readyState: 'loading' });
    within(page, document);
    expect(await afterQueue(page)).toEqual([]);
    document.dispatchEvent(new Event('DOMContentLoaded'));
    expect(await afterQueue(page)).toEqual(['A/Unknown', 'M/Unknown', 'B/Unknown']);
  });

  it('does not track known content again', async () => {
    const page = await open(HTML, ALL);
    within(page, document.getElementById('in'));
    expect(await afterQueue(page)).toHaveLength(3);
  });
});
