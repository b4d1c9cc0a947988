/** When a block is seen, as reported by the browser: without a scroll listener, and without reading the layout. */
import { listen } from '../../page/lifecycle';
import { guarded } from '../../report';

const isEmpty = ({ width, height }: DOMRectReadOnly): boolean => !width || !height;

/**
 * Is the element drawn at all, wherever it is on the page? Not if it is inside an invisible one.
 * @param rect - its place in the window, if that counts: an element fixed above the window is never seen, as scrolling does not
 *   move it
 */
export const isDrawn = (element: Element, rect?: DOMRectReadOnly): boolean => {
  for (let node: Element | null = element; node && node !== document.documentElement; node = node.parentElement) {
    const { display, visibility, opacity, position } = getComputedStyle(node);
    if (display === 'none' || visibility === 'hidden' || opacity === '0') return false;
    if (rect && rect.bottom <= 0 && position === 'fixed') return false;
  }
  const hidesRest = getComputedStyle(element).overflow === 'hidden';
  return element.isConnected && !(hidesRest && isEmpty(element.getBoundingClientRect()));
};

/**
 * Is the element drawn in the window, or above it, where the visitor has been? Not if it is beside the page. `window.scrollY`,
 * because scripts may have a `let scrollY` of their own.
 */
const isDrawnInOrAbove = (element: Element, rect: DOMRectReadOnly): boolean =>
  rect.right > 0 &&
  rect.left < window.innerWidth &&
  rect.top < window.innerHeight &&
  rect.bottom + window.scrollY > 0 &&
  isDrawn(element, rect);

/** For plugins: the answer for now, computed from the layout. */
export const isOrWasVisible = (element: Element): boolean => isDrawnInOrAbove(element, element.getBoundingClientRect());

/** Extends the observer's window upwards to the start of the page, so that it reports elements that were jumped over. */
const UPWARDS = '999999px 0px 0px';

/** Threshold for an element that does more than touch an edge of the window; the observer reports touching, too. */
const MORE_THAN_TOUCHING = 1e-6;

/**
 * Calls back once for each element that is seen, and once more after it is watched again. The rules are the original's, except
 * that what a box around the element cuts off is not seen, and that scrolling in such a box and resizing are noticed.
 * @param seen - may be called many times, each time with those newly seen
 * @param retryAfter - milliseconds after which an element that is in the observer's reach but not seen is looked at again;
 *   0 for the next scroll
 * @param isLasting - false: only what is in the window when it is watched
 */
export const watchVisibility = (seen: (elements: Element[]) => void, retryAfter: number, isLasting: boolean) => {
  /** Elements already seen, for the next page view. The others only the observer knows, which does not keep them in memory. */
  const again = new Set<Element>();

  const observer = new IntersectionObserver(
    (entries) => {
      const drawn: Element[] = [];
      const hidden: Element[] = [];
      entries.forEach(({ target, boundingClientRect, intersectionRatio }) => {
        // Only the reported ones: others may have been added since the report was made.
        if (!isLasting) observer.unobserve(target);
        // An element parked above the page, or without area at the window's edge, may come into view without a further report.
        if (intersectionRatio > 0) (isDrawnInOrAbove(target, boundingClientRect) ? drawn : hidden).push(target);
      });
      drawn.forEach((element) => {
        observer.unobserve(element);
        if (isLasting) again.add(element);
      });
      guarded('content', () => seen(drawn));
      if (isLasting && hidden[0]) lookAgain(hidden, retryAfter);
    },
    { rootMargin: UPWARDS, threshold: [0, MORE_THAN_TOUCHING] },
  );

  /** Observes it anew, because the observer reports at once on an element that is new to it. */
  const observe = (element: Element): void => {
    observer.unobserve(element);
    observer.observe(element);
  };

  const forgetRemoved = (): void =>
    again.forEach((element) => {
      if (!element.isConnected) again.delete(element);
    });

  /** Looks at the elements again after a while; without an interval, when the page is scrolled. */
  const lookAgain = (elements: Element[] | Set<Element>, wait: number): void => {
    const look = (): void => elements.forEach(observe);
    if (retryAfter > 0) setTimeout(look, wait);
    else listen(document, 'scroll', look, { once: true, passive: true });
  };

  return {
    _watch(elements: Element[]): void {
      forgetRemoved();
      elements.forEach(observe);
    },
    /** A new page view has begun: everything may be seen once more. */
    _again(): void {
      forgetRemoved();
      lookAgain(again, 0);
    },
  };
};
