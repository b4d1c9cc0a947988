// @ts-check
// One small line drawing for every kind of hit, on a grid of 16. Decoration only: the row's words say the same.

/** @import { HitKind } from '../../collector/types.js' */

const SVG = 'http://www.w3.org/2000/svg';

/** @type {Record<HitKind, string>} */
const PATHS = {
  'page view': 'M4 1.5h5.5L13 5v9.5H4zM9.5 1.5V5H13M6.5 8.5h4M6.5 11.5h4',
  event: 'M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z',
  search: 'M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zM10.2 10.2l4.3 4.3',
  goal: 'M4 14.5v-13M4 2.5h8.5L10.5 6l2 3.5H4',
  order: 'M3 5.5h10l-.7 9H3.7zM5.5 7.5V4.5a2.5 2.5 0 0 1 5 0v3',
  cart: 'M1.5 2.5h2l1.7 7.5h7l1.3-5.5H4.2M6.5 13.5h0M11 13.5h0',
  outlink: 'M12.5 9v4.5h-10v-10H7M9.5 1.5h5v5M14 2 7.5 8.5',
  download: 'M8 1.5v8.5M4.5 7 8 10.5 11.5 7M2.5 13.5h11',
  'content impression': 'M1 8s2.5-4.5 7-4.5S15 8 15 8s-2.5 4.5-7 4.5S1 8 1 8zM10 8a2 2 0 1 1-4 0 2 2 0 0 1 4 0z',
  'content interaction': 'M3 2.5l3.5 11 2-4.5 4.5-2zM8.5 9l4.5 4.5',
  ping: 'M1 8.5h3L6 3l3.5 10 2-4.5H15',
  media: 'M4.5 2.5v11l9-5.5z',
  crash: 'M8 1.5 15 14H1zM8 6v4M8 12v0',
  other: 'M3.5 8h0M8 8h0M12.5 8h0',
};

/**
 * @param {HitKind} kind
 * @returns {SVGSVGElement}
 */
export function iconOf(kind) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[kind] ?? PATHS.other);
  svg.append(path);
  return svg;
}
