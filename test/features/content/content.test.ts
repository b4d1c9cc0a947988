// @vitest-environment happy-dom
// Which impressions and interactions are tracked, and when. What is visible is for real browsers.
import { describe, expect, it, vi } from 'vitest';
import { override, overrideAccess } from '../../support/overrides';
import { openPage, type Page, type PageOptions } from '../../support/page';

/** The queue of content hits has been sent. */
const QUEUE = 2500;

const ALL = ['trackAllContentImpressions'];
const block = (name: string, inner = '', more = '') =>
  `<p data-track-content data-content-name="${name}" ${more}>${inner}</p>`;

/** The content hits of a page, in short: `name/piece/target`, interactions with what was done in front. */
const contentOf = (page: Page): string[] =>
  page
    .params()
    .filter((hit) => 'c_n' in hit)
    .map(({ c_i, c_n, c_p, c_t, link }) =>
      [...(link ? [`link ${link}`] : []), ...(c_i ? [c_i] : []), `${c_n}/${c_p}${c_t ? `/${c_t}` : ''}`].join(' '),
    );

async function afterQueue(page: Page): Promise<string[]> {
  await page.pass(QUEUE);
  return contentOf(page);
}

const open = (html: string, ...commands: unknown[]) => openContent({ html, commands });

const openContent = (options: PageOptions) =>
  openPage({
    before: () => document.addEventListener('click', (event) => event.preventDefault()),
    ...options,
  });

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

  it.each([[['trackEvent', 'c', 'a']], [['ping']]])('but not after %j', async (command) => {
    const page = await open(block('A'), ALL);
    page.push(command, ALL);
    expect(await afterQueue(page)).toEqual(['A/Unknown']);
  });

  it('remembers for each tracker by itself', async () => {
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
    expect(await afterQueue(page)).toHaveLength(200);
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

  it('does what a plugin adds to impressions', async () => {
    const hooks = { contentImpressions: () => '&hook=1', contentImpression: () => '&hook=2' };
    const page = await open(block('A'), ['addPlugin', 'p', hooks], ALL);
    await page.pass(QUEUE);
    expect(page.last()['hook']).toBe('1');
  });
});

describe('a form whose field hides what every element can do', () => {
  const FORM = '<form data-track-content><a href="https://out.test/">x</a></form>';
  const openForm = async () => {
    const page = await open(FORM + block('A'), ['enableLinkTracking']);
    override(document.querySelector('form') as Element, 'querySelector', 'a field of this name');
    return page;
  };

  it('is left out, the other blocks count', async () => {
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

  it('may be given what is in a frame of the site, whose nodes are of classes of their own', async () => {
    const page = await open(HTML);
    override(window, 'Node', Map);
    within(page, document.getElementById('in'));
    expect(await afterQueue(page)).toEqual(['A/Unknown', 'M/Unknown']);
  });

  it('does not repeat what is known', async () => {
    const page = await open(HTML, ALL);
    within(page, document.getElementById('in'));
    expect(await afterQueue(page)).toHaveLength(3);
  });
});

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

  it('the same may be tracked any number of times, and does not count for scans', async () => {
    const page = await open(block('A'));
    page.push(['trackContentImpression', 'A'], ['trackContentImpression', 'A'], ALL);
    expect(await afterQueue(page)).toHaveLength(3);
  });

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

describe('trackContentInteractionNode', () => {
  it('tracks an interaction with the block around a node, and returns the request', async () => {
    const page = await open(block('A', '<i id="f">x</i>'));
    const { trackContentInteractionNode: interact } = page.tracker;
    const returned = [
      interact?.(document.getElementById('f')),
      interact?.(document.querySelector('p'), 'submit'),
    ] as string[];
    expect(await afterQueue(page)).toEqual(['Unknown A/Unknown', 'submit A/Unknown']);
    returned.forEach((text, index) => {
      expect(text).toMatch(/^c_i=(Unknown|submit)&c_n=A&c_p=Unknown&ca=1&idsite=1&rec=1&/);
      expect(page.hits()[index]?.text.startsWith(text), 'what was sent').toBe(true);
    });
  });

  it.each([[undefined], [null], ['']])('given the interaction %j, then that is Unknown', async (interaction) => {
    const page = await open(block('A'));
    page.push(['trackContentInteractionNode', document.querySelector('p'), interaction]);
    expect(await afterQueue(page)).toEqual(['Unknown A/Unknown']);
  });

  it('given consent is missing, then returns the interaction alone', async () => {
    const page = await open(block('A'), ['requireConsent']);
    const returned = page.tracker['trackContentInteractionNode']?.(document.querySelector('p'), 'submit');
    expect(returned).toBe('c_i=submit&c_n=A&c_p=Unknown&ca=1');
  });

  it('does so in spite of marks that are for clicks', async () => {
    const page = await open(
      block('A', '<i id="f">x</i><b data-content-target="t" data-content-ignoreinteraction></b>'),
    );
    page.push(['trackContentInteractionNode', document.getElementById('f'), 'x']);
    expect(await afterQueue(page)).toEqual(['x A/Unknown/t']);
  });

  it.each([[null], ['p'], [{}], [document.createElement('p')]])('given %s, returns and sends nothing', async (node) => {
    const page = await open(block('A'));
    expect(page.tracker['trackContentInteractionNode']?.(node)).toBeUndefined();
    expect(await afterQueue(page)).toEqual([]);
  });
});

describe('a click in a block', () => {
  const LINKS = ['enableLinkTracking'];
  const OUT = 'href="https://out.test/"';
  const IN = 'href="/in"';

  /** What the click reports: interactions, and links with the content they carry. */
  async function click(html: string, on: string, ...commands: unknown[]): Promise<string[]> {
    const page = await open(html, ALL, ...commands);
    await page.pass(QUEUE);
    const before = page.params().length;
    document
      .querySelector(on)
      ?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true }));
    await page.pass(QUEUE);
    return page
      .params()
      .slice(before)
      .map(({ link, c_i, c_n, c_t }) =>
        [link && `link ${link}`, c_i && `${c_i} ${c_n}`, c_t && `to ${c_t}`].filter(Boolean).join(' '),
      );
  }

  it.each<[string, string, string, string[]]>([
    [
      'a block that is an outlink',
      `<a ${OUT} data-track-content data-content-name="A">x</a>`,
      'a',
      ['link https://out.test/ click A to https://out.test/'],
    ],
    [
      'a block that is a link of the site',
      `<a ${IN} data-track-content data-content-name="A">x</a>`,
      'a',
      ['click A to https://shop.test/in'],
    ],
    [
      'an outlink in a block',
      block('A', `<a ${OUT}>x</a>`),
      'a',
      ['link https://out.test/ click A to https://out.test/'],
    ],
    ['text in a block', block('A', `<a ${OUT}>x</a><i>y</i>`), 'i', ['click A']],
    [
      'the marked link',
      block('A', `<a ${OUT} data-content-target>x</a><i>y</i>`),
      'a',
      ['link https://out.test/ click A to https://out.test/'],
    ],
    ['something beside the marked link', block('A', `<a ${OUT} data-content-target>x</a><i>y</i>`), 'i', []],
    [
      'another link than the marked one',
      block('A', `<a id="t" ${OUT} data-content-target>x</a><a id="z" href="https://z.test/">y</a>`),
      '#z',
      ['link https://z.test/'],
    ],
    [
      'an outlink block that ignores interactions',
      `<a ${OUT} data-track-content data-content-ignoreinteraction>x</a>`,
      'a',
      ['link https://out.test/'],
    ],
    ['a block that ignores interactions', block('A', 'x', 'class="piwikContentIgnoreInteraction"'), 'p', []],
    [
      'the marked target in such a block',
      block('A', `<a ${IN} data-content-target>x</a>`, 'data-content-ignoreinteraction'),
      'a',
      ['click A to https://shop.test/in'],
    ],
    [
      'a marked target that ignores them',
      block('A', '<b data-content-target data-content-ignoreinteraction>x</b>'),
      'b',
      [],
    ],
    [
      'a link that is to be ignored',
      `<a ${OUT} class="matomo_ignore" data-track-content data-content-name="A">x</a>`,
      'a',
      [],
    ],
    [
      'a link that is to be ignored, in a block that leads elsewhere',
      block('A', `<a ${OUT} class="matomo_ignore">x</a>`),
      'a',
      ['click A'],
    ],
    [
      'a block in a link that is to be ignored',
      `<a ${OUT} class="matomo_ignore">${block('A', '<b>x</b>')}</a>`,
      'b',
      [],
    ],
    [
      'a block in a block, which is one interaction',
      `<div data-track-content data-content-name="O">${block('I', '<b>x</b>')}</div>`,
      'b',
      ['click I'],
    ],
    ['something outside of blocks', `${block('A')}<i>x</i>`, 'i', []],
  ])('with link tracking, on %s', async (_, html, on, expected) => {
    expect(await click(html, on, LINKS)).toEqual(expected);
  });

  it.each<[string, string, string[]]>([
    ['an outlink', `<a ${OUT} data-track-content data-content-name="A">x</a>`, ['click A to https://out.test/']],
    [
      'a link to be ignored',
      `<a ${OUT} class="matomo_ignore" data-track-content data-content-name="A">x</a>`,
      ['click A to https://out.test/'],
    ],
  ])('without link tracking, %s is an interaction', async (_, html, expected) => {
    expect(await click(html, 'a')).toEqual(expected);
  });

  it('is noticed where the page stops the event', async () => {
    const page = await open(block('A', '<b>x</b>'), ALL);
    document.querySelector('b')?.addEventListener('click', (event) => event.stopImmediatePropagation());
    document.querySelector('b')?.click();
    expect(await afterQueue(page)).toEqual(['A/Unknown', 'click A/Unknown']);
  });

  it('describes the block as it was when it was clicked', async () => {
    const page = await open(block('A', '<b>x</b>'), ALL);
    const paragraph = document.querySelector('p');
    paragraph?.addEventListener('click', () => paragraph.setAttribute('data-content-name', 'changed'));
    document.querySelector('b')?.click();
    expect(await afterQueue(page)).toEqual(['A/Unknown', 'click A/Unknown']);
  });

  it('counts only in blocks that a scan has found, those with known content included', async () => {
    const page = await open(block('A'));
    document.querySelector('p')?.click();
    page.push(ALL);
    document.body.innerHTML = block('A');
    page.push(ALL);
    document.querySelector('p')?.click();
    expect(await afterQueue(page)).toEqual(['A/Unknown', 'click A/Unknown']);
  });

  it('with the middle button is none', async () => {
    const page = await open(block('A'), ALL);
    document.querySelector('p')?.dispatchEvent(new MouseEvent('click', { bubbles: true, button: 1 }));
    expect(await afterQueue(page)).toEqual(['A/Unknown']);
  });

  it('is reported by each tracker that scanned the block', async () => {
    const page = await open(block('A'), ALL, ['addTracker', 'https://two.test/', 2]);
    document.querySelector('p')?.click();
    await page.pass(QUEUE);
    expect(page.params().map(({ idsite, c_i }) => [idsite, c_i])).toEqual([
      ['1', undefined],
      ['1', 'click'],
      ['2', undefined],
      ['2', 'click'],
    ]);
  });

  it('goes through the method that a plugin may have replaced', async () => {
    const page = await open(block('A'), ALL);
    const replaced = vi.fn();
    page.tracker['trackContentInteractionNode'] = replaced;
    document.querySelector('p')?.click();
    expect(replaced.mock.calls).toEqual([[document.querySelector('p'), 'click']]);
  });

  it('on an outlink carries the content without a scan', async () => {
    const page = await open(block('A', `<a ${OUT}>x</a>`), LINKS);
    document.querySelector('a')?.click();
    await page.pass(1000);
    expect(contentOf(page)).toEqual(['link https://out.test/ click A/Unknown/https://out.test/']);
    expect(page.hits()[0]?.names.slice(0, 6)).toEqual(['link', 'c_i', 'c_n', 'c_p', 'c_t', 'ca']);
  });
});

describe('logAllContentBlocksOnPage', () => {
  it('lists them on the console, and tracks nothing', async () => {
    const page = await open(block('A'));
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    page.push(['logAllContentBlocksOnPage']);
    expect(log.mock.calls).toEqual([[[{ name: 'A', piece: 'Unknown', target: '' }]]]);
    expect(await afterQueue(page)).toEqual([]);
  });
});
