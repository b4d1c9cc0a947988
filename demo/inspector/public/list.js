// @ts-check
// The visits and their hits on the screen. Only changed elements are updated, so opened hits stay open and keep the focus.

/** @import { StoredHit, Visit } from '../../collector/types.js' */
/** @import { Group } from './view.js' */
/** @import { VisitSection } from './visit-section.js' */

import { arrange } from './dom.js';
import { hitRow } from './hit-row.js';
import { visitSection } from './visit-section.js';

/**
 * @typedef {object} ListOptions
 * @property {(key: string) => void} onVisitor a visitor is to be shown alone, or no longer
 * @property {(text: string) => void} onFind
 */

/**
 * @param {Element} root
 * @param {ListOptions} options
 */
export function createList(root, { onVisitor, onFind }) {
  // Hits by object, not by number: after a clear or a restart the collector may use its numbers again.
  /** @type {Map<StoredHit, HTMLLIElement>} */
  let rows = new Map();
  /** @type {Map<string, VisitSection>} */
  let sections = new Map();

  return {
    /**
     * @param {readonly Group[]} groups
     * @param {object} options
     * @param {(visitId: number) => Visit | undefined} options.visit
     * @param {string} options.visitor the one that is shown alone, else empty
     * @param {number} options.now unix ms
     * @param {boolean} options.mark whether hits that were not here before are marked as new
     */
    show(groups, { visit, visitor, now, mark }) {
      /** @type {typeof rows} */
      const nextRows = new Map();
      /** @type {typeof sections} */
      const nextSections = new Map();
      for (const { key, visitId, hits } of groups) {
        const section = sections.get(key) ?? visitSection(visitId, onVisitor);
        nextSections.set(key, section);
        section.update(hits[0], visit(visitId), now, visitor);
        for (const hit of hits) {
          const row = rows.get(hit) ?? newRow(hit, mark);
          nextRows.set(hit, row);
        }
        arrange(section.list, /** @type {Element[]} */ (hits.map((hit) => nextRows.get(hit))));
      }
      rows = nextRows;
      sections = nextSections;
      arrange(
        root,
        [...sections.values()].map(({ section }) => section),
      );
    },
  };

  /**
   * @param {StoredHit} hit
   * @param {boolean} mark
   */
  function newRow(hit, mark) {
    const row = hitRow(hit, { onFind });
    row.classList.toggle('new', mark);
    // Else the animation would run again when the visit moves to the top.
    row.addEventListener('animationend', () => row.classList.remove('new'), { once: true });
    return row;
  }
}
