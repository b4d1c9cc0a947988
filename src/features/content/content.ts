/** Content tracking: impressions of marked blocks, and clicks on them. */
import { buildHit, deliver, track } from '../../hit/build';
import { clickedNode, linkOf } from '../../page/click';
import { listen, whenLoaded, whenReady } from '../../page/lifecycle';
import { afterPaint, runPaintTasks } from '../../page/paint';
import { guarded, refuse } from '../../report';
import { finishWork } from '../../slices';
import { isObject, isText } from '../../values';
import {
  BLOCKS,
  UNKNOWN,
  blocksIn,
  contentOf,
  contentParams,
  interactiveBlock,
  isElement,
  targetElement,
} from './blocks';
import { watchVisibility } from './visibility';
import type { Text } from '../../arguments';
import type { Context, Hit } from '../../context';
import type { Content } from './blocks';

/** Interval (ms) after which blocks that are in the window, but were not drawn, are looked at again. */
const DEFAULT_INTERVAL = 750;

const trimmed = (value: unknown): string => (isText(value) ? String(value).trim() : '');

/** A block that the page describes by hand; refused without a name. */
const describe = (name: Text, piece?: Text, target?: Text): Content | undefined => {
  if (trimmed(name)) return { name: trimmed(name), piece: trimmed(piece) || UNKNOWN, target: trimmed(target) };
  refuse(name, 'text', 'name');
  return undefined;
};

export const content = (t: Context) => {
  /** Impressions of this page view so far: an equal one is not tracked again. */
  let shown = Object.create(null) as Record<string, boolean>;
  /**
   * Blocks that a scan has found, whose clicks are interactions; and their documents, on which we already listen for clicks.
   * Made when first needed, so that a page whose own `WeakSet` throws loses no other hits.
   */
  let scanned: WeakSet<Node> | undefined;
  let visible: ReturnType<typeof watchVisibility> | undefined;

  t._onPageView.push(() => {
    shown = Object.create(null) as typeof shown;
    if (visible) visible._again();
  });

  const trackInteraction = (details: Content, interaction: unknown): string | undefined => {
    const hit = track(t, contentParams(details, interaction), { _kind: 'contentInteraction' }, true);
    finishWork();
    if (!hit) return undefined;
    hit._complete();
    // A held hit has no final text yet, so this is only its interaction.
    return String(hit._request || hit._parts[0]);
  };

  const onClick = (event: Event): void => {
    const clicked = clickedNode(event);
    if (!isElement(clicked) || (event as MouseEvent).button) return;
    const block = interactiveBlock(clicked);
    const link = linkOf(event);
    // The hit of a tracked link carries the interaction itself.
    if (!block || !scanned || !scanned.has(block) || (link && t._isTrackedLink(link, targetElement(block)))) return;
    t._api.trackContentInteractionNode(block, 'click');
  };

  /** The hit of an impression, unless this page view has had an equal one. */
  const impressionOf = (block: Element): Hit | undefined => {
    const { ownerDocument } = block;
    scanned = scanned || new WeakSet();
    if (!scanned.has(ownerDocument)) listen(ownerDocument, 'click', onClick, { capture: true, passive: true });
    scanned.add(ownerDocument).add(block);
    const details = contentOf(block);
    const key = JSON.stringify(details);
    if (shown[key]) return;
    shown[key] = true;
    return buildHit(t, contentParams(details), { _kind: 'contentImpressions' });
  };

  /** Sends only after the paint: the browser reports blocks as seen before it paints, and the paint should not wait for us. */
  const impress = (blocks: Element[]): void => {
    // A block that cannot be read is left out; the others are not.
    const hits = blocks.map((block) => guarded('content', () => impressionOf(block)));
    afterPaint(() => hits.forEach((hit) => hit && deliver(t, hit, true)));
  };

  const impressNow = (blocks: Element[]): void => {
    impress(blocks);
    runPaintTasks();
  };

  /** Once visible impressions are asked for, every scan tracks blocks only when they are seen. */
  const scan = (node: Document | Element): void => {
    const blocks = blocksIn(node);
    if (visible) visible._watch(blocks);
    else impressNow(blocks);
  };

  t._contentOf = (link, url) =>
    guarded('content', () => {
      const block = interactiveBlock(link);
      const details = block && contentOf(block);
      return details && contentParams({ ...details, target: details.target || url }, 'click');
    });

  /** No content is counted while the overlay is shown. */
  const unlessOverlay = (run: () => void): void => {
    if (!t._overlay()) run();
  };

  /** Does this now, and again for each later page view of a single-page app. */
  const scanEachView = (scanPage: () => void): void => {
    t._rescan = scanPage;
    scanPage();
  };

  return {
    /** Tracks an impression of each block on the page. */
    trackAllContentImpressions(): void {
      unlessOverlay(() => scanEachView(() => whenReady(() => impressNow(blocksIn(document)))));
    },
    /**
     * Tracks an impression of each block once it is seen.
     * @param checkOnScroll - false, with an interval of 0: only what is in the window now
     * @param interval - milliseconds after which what was in the window, but not drawn, is looked at again; 0 for the next scroll
     */
    trackVisibleContentImpressions(checkOnScroll = true, interval: number = DEFAULT_INTERVAL): void {
      unlessOverlay(() => {
        const retryAfter = Number(interval) || 0;
        visible = visible || watchVisibility(impress, retryAfter, !!checkOnScroll || retryAfter > 0);
        scanEachView(() => whenLoaded(() => scan(document)));
      });
    },
    /**
     * Tracks the blocks within an element, and the element itself, such as after it was added to the page.
     * @param node - anything else is ignored
     */
    trackContentImpressionsWithinNode(node: Element | Document): void {
      if (!isObject(node) || !('querySelectorAll' in node)) return;
      unlessOverlay(() => (visible ? whenLoaded : whenReady)(() => scan(node)));
    },
    /**
     * Tracks an impression by hand.
     * @param name - of the block; refused if it is empty
     * @param piece - what was shown; `Unknown` unless given
     * @param target - where it leads
     * @see Tracking API: `c_n`, `c_p`, `c_t`
     */
    trackContentImpression(name: Text, piece?: Text, target?: Text): void {
      const details = describe(name, piece, target);
      if (details) unlessOverlay(() => track(t, contentParams(details), { _kind: 'contentImpression' }, true));
    },
    /**
     * Tracks an interaction by hand.
     * @param interaction - what was done, such as `click`; refused if it is empty
     * @param name - of the block; refused if it is empty
     * @param piece - what was shown; `Unknown` unless given
     * @param target - where it leads
     * @see Tracking API: `c_i`, `c_n`, `c_p`, `c_t`
     */
    trackContentInteraction(interaction: Text, name: Text, piece?: Text, target?: Text): void {
      if (!trimmed(interaction)) return refuse(interaction, 'text', 'interaction');
      const details = describe(name, piece, target);
      if (details) unlessOverlay(() => void trackInteraction(details, trimmed(interaction)));
    },
    /**
     * Tracks an interaction with the block around a node.
     * @param node - the block, or something in it
     * @param interaction - what was done; `Unknown` unless given
     * @returns the request text, or nothing outside of blocks
     * @see Tracking API: `c_i`, `c_n`, `c_p`, `c_t`
     */
    trackContentInteractionNode(node: Element, interaction?: Text): string | undefined {
      // A text has no `closest`.
      const element = isElement(node) ? node : isObject(node) && (node as Node).parentElement;
      const block = element && element.closest(BLOCKS);
      return block && !t._overlay() ? trackInteraction(contentOf(block), interaction || UNKNOWN) : undefined;
    },
    /** Lists all blocks on the console, as a help for marking up the page. */
    logAllContentBlocksOnPage(): void {
      console.log(blocksIn(document).map(contentOf));
    },
  };
};
