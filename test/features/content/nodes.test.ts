// @vitest-environment happy-dom
// What plugins use: whether a node is drawn, and whether the visitor has scrolled to it.
import { describe, expect, it } from 'vitest';
import { openPage, type Page } from '../../support/page';
import { override } from '../../support/overrides';

const byId = (id: string) => document.getElementById(id) as HTMLElement;

describe('Matomo.DOM', () => {
  const domOf = (page: Page) =>
    (page.matomo as unknown as { DOM: Record<'isNodeVisible' | 'isOrWasNodeVisible', (node: Element) => boolean> }).DOM;

  it.each([
    ['', true],
    ['display: none', false],
    ['visibility: hidden', false],
    ['opacity: 0', false],
    ['visibility: collapse', true],
  ])('isNodeVisible: a node within one with "%s": %s', async (style, isVisible) => {
    const page = await openPage({ html: `<div style="${style}"><p id="A">x</p></div>` });
    expect(domOf(page).isNodeVisible(byId('A'))).toBe(isVisible);
  });

  it('isNodeVisible: a node is visible where the page as a whole is hidden, such as until an A/B test begins', async () => {
    const page = await openPage({ html: '<style>html { opacity: 0 }</style><p id="A">x</p>' });
    expect(domOf(page).isNodeVisible(byId('A'))).toBe(true);
  });

  it.each([
    [50, 50, true],
    [50, 0, false],
    [0, 50, false],
  ])('isNodeVisible: a box of %d x %d that hides what is larger: %s', async (width, height, isVisible) => {
    const page = await openPage({ html: '<p id="A" style="overflow: hidden">x</p>' });
    override(byId('A'), 'getBoundingClientRect', () => new DOMRect(0, 0, width, height));
    expect(domOf(page).isNodeVisible(byId('A'))).toBe(isVisible);
  });

  it.each([
    ['position: absolute', 'above', 0, -50, true],
    ['position: fixed', 'above', 0, -50, false],
    ['position: fixed', 'inside', 0, 0, true],
    ['position: absolute', 'beside the window', 1024, 0, false],
    ['position: absolute', 'before the page', 0, -1050, false],
  ])('isOrWasNodeVisible: a node with "%s" that is %s (%d, %d): %s', async (style, _, left, top, isSeen) => {
    const page = await openPage({ html: `<p id="A" style="${style}">x</p>` });
    override(window, 'innerWidth', 1024);
    override(window, 'scrollY', 1000);
    override(byId('A'), 'getBoundingClientRect', () => new DOMRect(left, top, 50, 50));
    expect(domOf(page).isOrWasNodeVisible(byId('A'))).toBe(isSeen);
  });

  it('a node that is not on the page is not visible', async () => {
    const { isNodeVisible, isOrWasNodeVisible } = domOf(await openPage());
    expect(isNodeVisible(document.createElement('p'))).toBe(false);
    expect(isOrWasNodeVisible(document.createElement('p'))).toBe(false);
  });
});
