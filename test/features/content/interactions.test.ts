// @vitest-environment happy-dom
// Which interactions with blocks are tracked, and when.
import { describe, expect, it, vi } from 'vitest';
import { override } from '../../support/overrides';
import { ALL, QUEUE, afterQueue, block, contentOf, open, openContent } from './page';

describe('trackContentInteractionNode', () => {
  it('tracks an interaction with the block around a node, and returns the request', async () => {
    const page = await open(block('A', '<i id="f">x</i>'));
    const { trackContentInteractionNode: interact } = page.tracker;
    const returned = [
      interact(document.getElementById('f') as Element),
      interact(document.querySelector('p') as Element, 'submit'),
    ];
    expect(await afterQueue(page)).toEqual(['Unknown A/Unknown', 'submit A/Unknown']);
    returned.forEach((text, index) => {
      expect(text).toMatch(/^c_i=(Unknown|submit)&c_n=A&c_p=Unknown&ca=1&idsite=1&rec=1&/);
      expect(page.hits()[index]?.text.startsWith(String(text)), 'what was sent').toBe(true);
    });
  });

  it('given a text in a block, then the interaction is with that block', async () => {
    const page = await open(block('A', 'text'));
    page.push(['trackContentInteractionNode', document.querySelector('p')?.lastChild]);
    expect(await afterQueue(page)).toEqual(['Unknown A/Unknown']);
  });

  it.each([[undefined], [null], ['']])('given the interaction %j, then that is Unknown', async (interaction) => {
    const page = await open(block('A'));
    page.push(['trackContentInteractionNode', document.querySelector('p'), interaction]);
    expect(await afterQueue(page)).toEqual(['Unknown A/Unknown']);
  });

  it('given consent is missing, then returns the interaction alone', async () => {
    const page = await open(block('A'), ['requireConsent']);
    const returned = page.tracker.trackContentInteractionNode(document.querySelector('p') as Element, 'submit');
    expect(returned).toBe('c_i=submit&c_n=A&c_p=Unknown&ca=1');
  });

  it('given Do Not Track, then returns nothing and writes nothing to the console', async () => {
    const page = await openContent({
      html: block('A'),
      commands: [['setDoNotTrack', true]],
      navigator: { doNotTrack: '1' },
    });
    page.push(['trackContentInteractionNode', document.querySelector('p')]);
    expect(page.tracker.trackContentInteractionNode(document.querySelector('p') as Element)).toBeUndefined();
    expect(await afterQueue(page)).toEqual([]);
    expect(page.errors).toEqual([]);
  });

  it('ignores attributes that only concern clicks', async () => {
    const page = await open(
      block('A', '<i id="f">x</i><b data-content-target="t" data-content-ignoreinteraction></b>'),
    );
    page.push(['trackContentInteractionNode', document.getElementById('f'), 'x']);
    expect(await afterQueue(page)).toEqual(['x A/Unknown/t']);
  });

  it.each([[null], ['p'], [{}], [document.createElement('p')], [document.createTextNode('p')]])(
    'given %s, returns and sends nothing',
    async (node) => {
      const page = await open(block('A'));
      expect(page.tracker.trackContentInteractionNode(node as Element)).toBeUndefined();
      expect(await afterQueue(page)).toEqual([]);
    },
  );
});

describe('a click in a block', () => {
  const LINKS = ['enableLinkTracking'];
  const OUT = 'href="https://out.test/"';
  const IN = 'href="/in"';

  /** Clicks and returns what is reported: interactions, and links with the content they carry. */
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

  it('reports the block as it was when it was clicked', async () => {
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

  it('with the middle button is no interaction', async () => {
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

  it('is tracked by the tracker’s method, which a plugin may have replaced', async () => {
    const page = await open(block('A'), ALL);
    const replaced = vi.fn();
    page.tracker.trackContentInteractionNode = replaced;
    document.querySelector('p')?.click();
    expect(replaced.mock.calls).toEqual([[document.querySelector('p'), 'click']]);
  });

  it('on an outlink reports the content with the link, without a scan', async () => {
    const page = await open(block('A', `<a ${OUT}>x</a>`), LINKS);
    document.querySelector('a')?.click();
    await page.pass(1000);
    expect(contentOf(page)).toEqual(['link https://out.test/ click A/Unknown/https://out.test/']);
    expect(page.hits()[0]?.names.slice(0, 6)).toEqual(['link', 'c_i', 'c_n', 'c_p', 'c_t', 'ca']);
  });

  it('in a shadow root is an interaction with the block there, or with the one around it', async () => {
    const page = await open(block('A', '<i id="host"></i>') + '<i id="other"></i>', ALL);
    const [inA, inB] = ['host', 'other'].map((id) => document.getElementById(id)?.attachShadow({ mode: 'open' }));
    if (!inA || !inB) throw new Error('no shadow roots');
    inA.innerHTML = '<b>x</b>';
    inB.innerHTML = `<div>${block('B', '<b>x</b>')}</div>`;
    page.push(['trackContentImpressionsWithinNode', inB.querySelector('div')]);
    inA.querySelector('b')?.click();
    inB.querySelector('b')?.click();
    expect(await afterQueue(page)).toEqual(['A/Unknown', 'B/Unknown', 'click A/Unknown', 'click B/Unknown']);
  });

  it('in a block that is in a shadow root counts, although browsers then give the host as its target', async () => {
    const page = await open('<i id="host"></i>');
    const host = document.getElementById('host');
    const root = host?.attachShadow({ mode: 'open' });
    if (root) root.innerHTML = `<div>${block('A', '<b>x</b>')}</div>`;
    page.push(['trackContentImpressionsWithinNode', root?.querySelector('div')]);
    const event = new MouseEvent('click', { bubbles: true, composed: true });
    Object.defineProperty(event, 'target', { value: host });
    root?.querySelector('b')?.dispatchEvent(event);
    expect(await afterQueue(page)).toEqual(['A/Unknown', 'click A/Unknown']);
  });

  it('in a shadow root of a frame counts, too, although its nodes have classes of their own', async () => {
    const page = await open(block('A', '<i id="host"></i>'), ALL);
    const root = document.getElementById('host')?.attachShadow({ mode: 'open' });
    if (root) root.innerHTML = '<b>x</b>';
    override(window, 'ShadowRoot', Map);
    root?.querySelector('b')?.click();
    expect(await afterQueue(page)).toEqual(['A/Unknown', 'click A/Unknown']);
  });

  it('outside of blocks is no interaction on a page with an image named host', async () => {
    const page = await open(`${block('A')}<img name="host"><i>x</i>`, ALL);
    override(document, 'host', document.querySelector('img'));
    document.querySelector('i')?.click();
    expect(await afterQueue(page)).toEqual(['A/Unknown']);
    expect(page.errors).toEqual([]);
  });

  it('on an outlink in a shadow root of a block is one hit, with the content', async () => {
    const page = await open(block('A', '<i id="host"></i>'), LINKS, ALL);
    const root = document.getElementById('host')?.attachShadow({ mode: 'open' });
    if (root) root.innerHTML = `<a ${OUT}>x</a>`;
    root?.querySelector('a')?.click();
    await page.pass(QUEUE);
    expect(contentOf(page).sort()).toEqual(['A/Unknown', 'link https://out.test/ click A/Unknown/https://out.test/']);
  });

  it('in another document counts once, where the page has had it scanned', async () => {
    const page = await open('');
    const inner = document.implementation.createHTMLDocument();
    inner.body.innerHTML = block('A', '<b>x</b>') + block('B');
    page.push(['trackContentImpressionsWithinNode', inner.body], ['trackContentImpressionsWithinNode', inner.body]);
    inner.querySelector('b')?.click();
    expect(await afterQueue(page)).toEqual(['A/Unknown', 'B/Unknown', 'click A/Unknown']);
  });
});
