// @ts-check
// The controls of the filter, each with the number of hits it would show.

/** @import { HitKind } from '../../collector/types.js' */
/** @import { Filter } from './filter.js' */
/** @import { KnownVisitor, View } from './view.js' */

import { arrange, byId, element, setText } from './dom.js';
import { isFiltering, KINDS, NO_FILTER, visitorOf } from './filter.js';
import { clip, countOf, numberOf, shortVisitor } from './format.js';
import { iconOf } from './icons.js';

/** Number of visitors that can be chosen, the latest active ones; others can be found by text. */
const MOST_VISITORS = 100;

/**
 * @param {object} options
 * @param {Filter} options.filter what to begin with
 * @param {(filter: Filter) => void} options.onChange
 */
export function createFilterForm({ filter, onChange }) {
  const form = byId('filter', HTMLFormElement);
  const text = byId('text', HTMLInputElement);
  const visitor = byId('visitor', HTMLSelectElement);
  const kinds = byId('kinds', HTMLFieldSetElement);
  const violations = byId('violations', HTMLInputElement);
  const violating = byId('violating', HTMLElement);
  const reset = byId('reset', HTMLButtonElement);
  const chips = new Map(KINDS.map((kind) => [kind, chipOf(kind)]));

  /** @returns {Filter} */
  const read = () => ({
    text: text.value,
    visitor: visitor.value,
    kinds: new Set(KINDS.filter((kind) => chips.get(kind)?.box.checked)),
    violations: violations.checked,
  });

  /** @param {Filter} wanted */
  const write = (wanted) => {
    text.value = wanted.text;
    offerVisitor(visitor, wanted.visitor);
    visitor.value = wanted.visitor;
    violations.checked = wanted.violations;
    for (const [kind, { box }] of chips) box.checked = wanted.kinds.has(kind);
  };

  form.addEventListener('input', () => onChange(read()));
  form.addEventListener('submit', (event) => event.preventDefault());
  reset.addEventListener('click', () => {
    write(NO_FILTER);
    onChange(NO_FILTER);
    text.focus();
  });
  write(filter);

  return {
    /** Shows a filter that was chosen elsewhere. */
    write,

    /**
     * Shows how many hits each choice has.
     * @param {View} view
     */
    showCounts(view) {
      const now = read();
      const offered = [...chips].filter(([kind, { box }]) => view.kinds.has(kind) || box.checked);
      for (const [kind, { count }] of offered) setText(count, numberOf(view.kinds.get(kind) ?? 0));
      const legend = /** @type {Element} */ (kinds.firstElementChild);
      arrange(kinds, [legend, ...offered.map(([, { label }]) => label)]);
      kinds.hidden = offered.length === 0;
      setText(violating, numberOf(view.violating));
      showVisitors(visitor, view.visitors);
      reset.disabled = !isFiltering(now);
    },
  };
}

/** @param {HitKind} kind */
function chipOf(kind) {
  const box = element('input', { type: 'checkbox', name: 'kind', value: kind });
  const count = element('span', { class: 'count' });
  const tile = element('span', { class: 'kind' });
  tile.append(iconOf(kind));
  const name = kind.charAt(0).toUpperCase() + kind.slice(1);
  const label = element('label', { class: 'choice', 'data-kind': kind }, box, tile, element('span', {}, name), count);
  return { box, count, label };
}

/**
 * @param {HTMLSelectElement} select its first option stands for all visitors
 * @param {readonly KnownVisitor[]} visitors
 */
function showVisitors(select, visitors) {
  const options = new Map([...select.options].map((option) => [option.value, option]));
  const all = /** @type {HTMLOptionElement} */ (options.get(''));
  const chosen = options.get(select.value) ?? all;
  const offered = visitors.slice(0, MOST_VISITORS);
  const wanted = offered.map(({ key }) => options.get(key) ?? element('option', { value: key }));
  const rest = chosen === all || wanted.includes(chosen) ? [] : [chosen];
  // Moving an option closes an open list in some browsers; while the list is in use, the order stays.
  if (document.activeElement === select) select.append(...wanted.filter((option) => !option.isConnected));
  else arrange(select, [all, ...rest, ...wanted]);
  const known = new Map(visitors.map((visitor) => [visitor.key, visitor]));
  for (const option of select.options) {
    if (option !== all) setText(option, labelOf(known.get(option.value) ?? absent(option.value)));
  }
  select.value = chosen.value;
}

/**
 * Adds an option for a visitor without hits on this page.
 * @param {HTMLSelectElement} select
 * @param {string} key
 */
function offerVisitor(select, key) {
  if ([...select.options].some(({ value }) => value === key)) return;
  select.append(element('option', { value: key }, labelOf(absent(key))));
}

/**
 * @param {string} key
 * @returns {KnownVisitor} one without hits
 */
const absent = (key) => ({ key, ...visitorOf(key), hits: 0 });

/** @param {KnownVisitor} visitor */
function labelOf({ visitorId, userId, hits }) {
  const id = visitorId === '' ? 'No visitor ID' : shortVisitor(visitorId);
  const user = userId === '' ? '' : `, ${clip(userId, 30)}`;
  return `${id}${user} (${countOf(hits, 'hit')})`;
}
