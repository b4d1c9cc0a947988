/** When a block is seen. The browser reports it: no scroll listener, no layout is read. */
import { listen } from '../../page/lifecycle';
import { guarded } from '../../report';

const isEmpty = ({ width, height }: DOMRectReadOnly): boolean => !width || !height;

/**
 * Is the element drawn at all, wherever it is on the page? What is in something invisible is not.
 * @param rect - where it is in the window, if that counts: no scrolling brings in, or has moved out, what is fixed above it
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
 * Drawn in the window, or above it, where the visitor has been; not beside the page. Scripts may have a `let scrollY` of
 * their own.
 */
const isDrawnInOrAbove = (element: Element, rect: DOMRectReadOnly): boolean =>
  rect.right > 0 &&
  rect.left < window.innerWidth &&
  rect.top < window.innerHeight &&
  rect.bottom + window.scrollY > 0 &&
  isDrawn(element, rect);

/** For plugins: looked at now, by the layout. */
export const isOrWasVisible = (element: Element): boolean => isDrawnInOrAbove(element, element.getBoundingClientRect());

/** For the observer the window reaches up to the start of the page, so that it reports what was jumped over. */
const UPWARDS = '999999px 0px 0px';

/** Share of an element that shows once it does more than touch an edge of the window; touching is reported, too. */
const MORE_THAN_TOUCHING = 1e-6;

/**
 * Calls back for each element once it is seen, and again after it is watched again. The rules are the original's, but
 * what any box around it cuts off is not seen, and a scroll within such a box or a resize is noticed.
 * @param seen - may be called many times, each time with those newly seen
 * @param retryAfter - milliseconds after which an element that is in the observer's reach but not seen is looked at again;
 *   0 for the next scroll
 * @param isLasting - false: only what is in the window when it is watched
 */
export const watchVisibility = (seen: (elements: Element[]) => void, retryAfter: number, isLasting: boolean) => {
  /** Seen ones, for the next page view. Those still to be seen only the observer knows, which keeps none in memory. */
  const again = new Set<Element>();

  const observer = new IntersectionObserver(
    (entries) => {
      const drawn: Element[] = [];
      const hidden: Element[] = [];
      entries.forEach(({ target, boundingClientRect, intersectionRatio }) => {
        // Only these: others may be new to the observer since it made its report.
        if (!isLasting) observer.unobserve(target);
        // What is parked above the page, or without area at the window's edge, comes in without a further report.
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

  /** The observer reports on what is new to it. */
  const observe = (element: Element): void => {
    observer.unobserve(element);
    observer.observe(element);
  };

  const forgetRemoved = (): void =>
    again.forEach((element) => {
      if (!element.isConnected) again.delete(element);
    });

  /** Without an interval the page is looked at again when it is scrolled. */
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
    /** Everything may be seen once more: a new page view has begun. */
    _again(): void {
      forgetRemoved();
      lookAgain(again, 0);
    },
  };
};
