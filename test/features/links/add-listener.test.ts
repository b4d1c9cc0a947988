// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { ON, click, openLinks, press } from './page';

describe('addListener', () => {
  it('tracks the links of one element, at once and without link tracking', async () => {
    const page = await openLinks(
      '<p id="in"><a href="https://in.test/">x</a></p><a id="b" href="https://b.test/">x</a>',
    );
    page.push(['addListener', document.getElementById('in')]);
    expect(await click(page, '#b')).toEqual([]);
    expect(await click(page, '#in a')).toEqual(['link https://in.test/']);
    expect(await press(page, { on: '#in a', type: 'contextmenu', button: 2 })).toHaveLength(1);
  });

  it('may be given a part of a link, which then counts twice where link tracking is enabled', async () => {
    const page = await openLinks('<a href="https://out.test/"><b>x</b></a>', ON);
    page.push(['addListener', document.querySelector('b'), false]);
    expect(await click(page, 'b')).toHaveLength(2);
  });

  it.each([[null], ['text'], [{}]])('given %j writes one line, and nothing else happens', async (element) => {
    const page = await openLinks('');
    const { addListener } = page.tracker;
    expect(() => addListener(element as EventTarget)).not.toThrow();
    expect(page.errors).toHaveLength(1);
  });
});
