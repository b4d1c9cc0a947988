// @ts-check
// Arrow keys between the stops of a list. The list is one tab stop, however long it is.

const STOP = '[data-stop]';

/**
 * @param {HTMLElement} root holds elements with `data-stop`, each focusable by script
 */
export function createRoving(root) {
  /** The stop that the Tab key reaches. @type {HTMLElement | null} */
  let current = null;

  /** @param {HTMLElement | null} stop */
  const choose = (stop) => {
    if (stop === current) return;
    if (current) current.tabIndex = -1;
    if (stop) stop.tabIndex = 0;
    current = stop;
  };

  const stops = () => /** @type {HTMLElement[]} */ ([...root.querySelectorAll(STOP)]);

  root.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && target.matches(STOP)) choose(target);
  });

  root.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!(event.target instanceof HTMLElement) || !event.target.matches(STOP)) return;
    const all = stops();
    const next = all.at(nextIndex(event.key, all.indexOf(event.target), all.length));
    if (!next || next === event.target) return;
    event.preventDefault();
    next.focus();
  });

  return {
    /** To be called after the list changed, so that Tab always reaches it. */
    refresh() {
      if (!current || !root.contains(current)) choose(root.querySelector(STOP));
    },

    /** Moves the focus to the last stop, for when what had the focus is gone. */
    focusLast() {
      stops().at(-1)?.focus();
    },
  };
}

/**
 * @param {string} key
 * @param {number} at
 * @param {number} length
 * @returns {number} `at` when the key does not move
 */
function nextIndex(key, at, length) {
  if (key === 'ArrowDown') return Math.min(at + 1, length - 1);
  if (key === 'ArrowUp') return Math.max(at - 1, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? length - 1 : at;
}
