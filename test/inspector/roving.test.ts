// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { createRoving } from '../../demo/inspector/public/roving.js';

let root: HTMLElement;
let roving: ReturnType<typeof createRoving>;

const stop = (name: string) => {
  const button = document.createElement('button');
  button.textContent = name;
  button.tabIndex = -1;
  button.dataset.stop = '';
  return button;
};

const press = (key: string, modifiers: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers });
  document.activeElement?.dispatchEvent(event);
  return event;
};

const focused = () => document.activeElement?.textContent;
const reachedByTab = () =>
  [...root.querySelectorAll<HTMLElement>('[data-stop]')].filter(({ tabIndex }) => tabIndex === 0);

describe('arrow keys in the list', () => {
  beforeEach(() => {
    root = document.createElement('div');
    root.append(...['a', 'b', 'c'].map(stop));
    document.body.replaceChildren(root);
    roving = createRoving(root);
    roving.refresh();
  });

  it('let Tab reach the first stop only', () => {
    expect(reachedByTab().map(({ textContent }) => textContent)).toEqual(['a']);
  });

  it('move down and up, to both ends, and no further', () => {
    reachedByTab()[0]?.focus();
    const way = ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'Home', 'ArrowUp', 'End'].map((key) => {
      press(key);
      return focused();
    });

    expect(way).toEqual(['b', 'c', 'c', 'b', 'a', 'a', 'c']);
    expect(reachedByTab().map(({ textContent }) => textContent)).toEqual(['c']);
  });

  it('leave other keys and combinations to the browser', () => {
    reachedByTab()[0]?.focus();

    expect(press('x').defaultPrevented).toBe(false);
    expect(press('ArrowDown', { ctrlKey: true }).defaultPrevented).toBe(false);
    expect(press('ArrowDown', { shiftKey: true }).defaultPrevented).toBe(false);
    expect(focused()).toBe('a');
    expect(press('ArrowDown').defaultPrevented).toBe(true);
  });

  it('do nothing within an opened hit', () => {
    const inner = document.createElement('button');
    root.append(inner);
    inner.focus();

    expect(press('ArrowDown').defaultPrevented).toBe(false);
    expect(document.activeElement).toBe(inner);
  });

  it('have a new stop when the old one is gone', () => {
    reachedByTab()[0]?.remove();
    roving.refresh();

    expect(reachedByTab().map(({ textContent }) => textContent)).toEqual(['b']);
    root.replaceChildren();
    roving.refresh();
    root.append(stop('d'));
    roving.refresh();
    expect(reachedByTab().map(({ textContent }) => textContent)).toEqual(['d']);
  });
});
