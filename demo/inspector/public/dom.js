// @ts-check
// The only module that makes elements. Text always becomes a text node: values of hits are never parsed as markup.

/** @typedef {Node | string | null} Child */

/**
 * Creates an element.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | boolean>} [attributes] `true` sets an empty attribute, `false` leaves it out
 * @param {...Child} children strings become text nodes, `null` is left out
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children) {
    if (child !== null) made.append(child);
  }
  return made;
}

/**
 * Finds an element of the page's own markup.
 * @template {Element} Type
 * @param {string} id
 * @param {{ new (): Type }} type the class it must have
 * @returns {Type}
 * @throws {Error} when the markup has no such element
 */
export function byId(id, type) {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`The page has no ${type.name} with the id ${id}`);
}

/**
 * Sets a text only if it differs, so that selections and screen readers are left alone.
 * @param {Node} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Makes `parent` hold exactly `wanted`, in this order, and touches as few nodes as possible. A node that is moved keeps
 * the keyboard focus that is inside it.
 * @param {Element} parent
 * @param {readonly Element[]} wanted
 */
export function arrange(parent, wanted) {
  const focused = document.activeElement;
  const keep = new Set(wanted);
  for (const child of [...parent.children]) {
    if (!keep.has(child)) child.remove();
  }
  let next = parent.firstElementChild;
  for (const child of wanted) {
    if (child === next) next = next.nextElementSibling;
    else parent.insertBefore(child, next);
  }
  const lost = focused instanceof HTMLElement && focused !== document.activeElement && parent.contains(focused);
  if (lost) focused.focus({ preventScroll: true });
}
