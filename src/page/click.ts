/** Where a click happened, also inside open shadow roots, whose elements `event.target` hides. */

export const clickedNode = (event: Event): EventTarget | undefined => event.composedPath()[0];

/** The link that an event happened in, also inside SVG and open shadow roots. */
export const linkOf = (event: Event): Element | undefined =>
  event.composedPath().find((node) => /^(a|area)$/i.test((node as Element).nodeName)) as Element | undefined;
