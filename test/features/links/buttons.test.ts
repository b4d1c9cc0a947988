// @vitest-environment happy-dom
// What counts as a click: the buttons of a mouse, and its context menu.
import { describe, expect, it } from 'vitest';
import { ON, click, openLinks, press } from './page';

describe('the buttons', () => {
  const middle = [
    { type: 'mousedown', button: 1 },
    { type: 'mouseup', button: 1 },
    { type: 'click', button: 1 },
  ];

  it.each([[[]], [[true]]])('a middle click counts once, given %j', async (others) => {
    const page = await openLinks('<a href="https://out.test/">x</a>', [...ON, ...others]);
    expect(await press(page, ...middle)).toHaveLength(1);
  });

  it('a middle click is reported when the button is released', async () => {
    const page = await openLinks('<a href="https://out.test/">x</a>', ON);
    expect(await press(page, { type: 'mousedown', button: 1 })).toEqual([]);
    expect(await press(page, { type: 'mouseup', button: 1 })).toHaveLength(1);
  });

  it('a middle button that is released on another link counts for neither', async () => {
    const page = await openLinks('<a href="https://out.test/">x</a><a id="b" href="https://b.test/">x</a>', ON);
    expect(await press(page, { type: 'mousedown', button: 1 }, { type: 'mouseup', button: 1, on: '#b' })).toEqual([]);
  });

  it('the left button counts by its click alone', async () => {
    const page = await openLinks('<a href="https://out.test/">x</a>', ON);
    expect(await press(page, { type: 'mousedown' }, { type: 'mouseup' }, { type: 'click' })).toHaveLength(1);
  });

  it.each([[[]], [[true]]])('opening the context menu counts, given %j', async (others) => {
    const page = await openLinks('<a href="https://out.test/">x</a>', [...ON, ...others]);
    expect(await press(page, { type: 'contextmenu', button: 2 })).toHaveLength(1);
  });

  it.each([[false], [0], [null]])('with %s only clicks count', async (others) => {
    const page = await openLinks('<a href="https://out.test/">x</a>', [...ON, others]);
    const silent = await press(page, { type: 'contextmenu', button: 2 }, ...middle.slice(0, 2));
    expect(silent).toEqual([]);
    expect(await click(page)).toHaveLength(1);
  });
});
