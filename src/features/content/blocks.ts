/** Content blocks: where they are, and what their name, piece and target are. Attributes take precedence over classes. */
import { isObject } from '../../values';
import type { Params } from '../../encode';

export interface Content {
  name: string;
  piece: string;
  target: string;
}

export const UNKNOWN = 'Unknown';

const marked = (attribute: string, role: string): string[] => [`[data-${attribute}]`, `.matomo${role},.piwik${role}`];

export const BLOCKS = marked('track-content', 'TrackContent').join();

/** The first match of the first selector that has one: the block itself, else the first match in it, in document order. */
const first = (block: Element, ...selectors: string[]): Element | undefined => {
  for (const selector of selectors) {
    const found = block.matches(selector) ? block : block.querySelector(selector);
    if (found) return found;
  }
  return undefined;
};

const filled = (attribute: string): string => `[${attribute}]:not([${attribute}=""])`;

const attributeOf = (element: Element | null | undefined, name: string): string =>
  (element && element.getAttribute(name)) || '';

/** The first non-empty value of an attribute within the block. */
const valueIn = (block: Element, name: string): string => attributeOf(first(block, filled(name)), name);

/** Completes an address as the original does: it ignores `<base>`, and keeps `./` and `../`. */
const absolute = (url: string): string => {
  const { origin, pathname, protocol } = location;
  if (url.startsWith('//')) return protocol + url;
  if (!url || url.includes('://') || /^[a-z]{2,11}:/i.test(url)) return url;
  if (/^[#?]/.test(url)) return origin + pathname + url;
  return origin + (url[0] === '/' ? '' : pathname.replace(/[^/]*$/, '')) + url;
};

/** The address of the medium that the piece element shows. */
const mediaOf = (element: Element): string => {
  const kind = element.localName;
  if (/^(img|embed|video|audio)$/.test(kind)) {
    return attributeOf(element, 'src') || attributeOf(element.querySelector('[src]'), 'src');
  }
  if (kind !== 'object') return '';
  return (
    attributeOf(element, 'data') ||
    attributeOf(element.querySelector('param[name=movie]'), 'value') ||
    attributeOf(element.querySelector('embed'), 'src')
  );
};

/** As a name, an address of this site has no scheme and host; one with a port added counts as this site's, too. */
const withoutOwnHost = (piece: string): string =>
  piece.replace(/^https?:\/\/([^/?#]*)/, (start, host: string) => (host.startsWith(location.host) ? '' : start)) || '/';

/** The element in which a click counts as an interaction with the block. */
export const targetElement = (block: Element): Element =>
  first(block, filled('data-content-target'), ...marked('content-target', 'ContentTarget')) || block;

/** Describes a block. */
export const contentOf = (block: Element): Content => {
  const pieceElement = first(block, ...marked('content-piece', 'ContentPiece')) || block;
  const target = targetElement(block);
  const piece = valueIn(block, 'data-content-piece') || absolute(mediaOf(pieceElement));
  const title = [block, pieceElement, target].map((element) => attributeOf(element, 'title')).find((text) => text);
  const name = valueIn(block, 'data-content-name') || (piece ? withoutOwnHost(piece) : title || '');
  return {
    name: name.trim() || UNKNOWN,
    piece: piece.trim() || UNKNOWN,
    target: (
      attributeOf(target, 'data-content-target') ||
      absolute(attributeOf(target, 'href') || attributeOf(pieceElement, 'href'))
    ).trim(),
  };
};

/** @see Tracking API: `c_i`, `c_n`, `c_p`, `c_t` */
export const contentParams = ({ name, piece, target }: Content, interaction?: unknown): Params => ({
  c_i: interaction,
  c_n: name,
  c_p: piece,
  c_t: target || undefined,
  ca: 1,
});

/** Not by `instanceof`: old libraries have an `Element` of their own. */
export const isElement = (node: unknown): node is Element => isObject(node) && node['nodeType'] === 1;

/**
 * The host of a shadow root; undefined for any other root. Not by `instanceof`, since frames have classes of their own, nor by
 * the property `host`, since an image of the page may have that name.
 */
const shadowHostOf = (root: Node): Element | undefined =>
  root.nodeType === 11 ? (root as ShadowRoot).host : undefined;

/** Blocks within a node, the node itself included. */
export const blocksIn = (node: ParentNode & Node): Element[] => [
  ...(isElement(node) && node.matches(BLOCKS) ? [node] : []),
  ...node.querySelectorAll(BLOCKS),
];

/**
 * The block that a click on this element interacts with, also if the element is in a shadow root inside the block. Undefined
 * if the block ignores clicks, or its target is elsewhere.
 */
export const interactiveBlock = (clicked: Element): Element | undefined => {
  const block = clicked.closest(BLOCKS);
  if (!block) {
    const host = shadowHostOf(clicked.getRootNode());
    return host && interactiveBlock(host);
  }
  const target = targetElement(block);
  const isIgnored = target.matches(marked('content-ignoreinteraction', 'ContentIgnoreInteraction').join());
  return !isIgnored && target.contains(clicked) ? block : undefined;
};
