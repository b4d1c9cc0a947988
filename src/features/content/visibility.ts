/** When a block is seen. The browser reports it: no scroll listener, no layout is read. */
import { guarded } from '../../report';

const isEmpty = ({ width, height }: DOMRectReadOnly): boolean => !width || !height;

/** Is the element drawn at all, wherever it is on the page? What is in something invisible is not. */
export const isDrawn = (element: Element): boolean => {
  for (let node: Element | null = element; node && node !== document.documentElement; node = node.parentElement) {
    const { display, visibility, opacity, overflow } = getComputedStyle(node);
    if (display === 'none' || visibility === 'hidden' || opacity === '0') return false;
    if (node === element && overflow === 'hidden' && isEmpty(element.getBoundingClientRect())) return false;
  }
  return element.isConnected;
};

/** In the window, or above it: what was scrolled past has been seen. @param isInside - the window shows some of it */
const isInOrAbove = ({ top, bottom, left, right, height }: DOMRectReadOnly, isInside: boolean): boolean =>
  right > 0 &&
  left < innerWidth &&
  ((isInside && bottom > 0 && top < innerHeight) || (top < 0 && bottom <= 0 && top + scrollY + height > 0));

/** For plugins: looked at now, by the layout. */
export const isOrWasVisible = (element: Element): boolean =>
  isDrawn(element) && isInOrAbove(element.getBoundingClientRect(), true);

/** Share of an element that shows once it does more than touch an edge of the window; touching is reported, too. */
const MORE_THAN_TOUCHING = 1e-6;

/**
 * Calls back for each element once it is seen, and again after it is watched again.
 * @param seen - may be called many times, each time with those newly seen
 * @param retryAfter - milliseconds after which an element that is in the window but not drawn is looked at again; 0 for never
 * @param isLasting - false: only what is in the window when it is watched
 */
export const watchVisibility = (seen: (elements: Element[]) => void, retryAfter: number, isLasting: boolean) => {
  const watched = new Set<Element>();

  const observer = new IntersectionObserver(
    (entries) => {
      const drawn: Element[] = [];
      const hidden: Element[] = [];
      entries.forEach(({ target, boundingClientRect, intersectionRatio }) => {
        if (isInOrAbove(boundingClientRect, intersectionRatio > 0)) (isDrawn(target) ? drawn : hidden).push(target);
      });
      drawn.forEach((element) => observer.unobserve(element));
      guarded('content', () => seen(drawn));
      if (!isLasting) observer.disconnect();
      else if (retryAfter > 0 && hidden[0]) setTimeout(() => hidden.forEach(observe), retryAfter);
    },
    { threshold: [0, MORE_THAN_TOUCHING] },
  );

  /** The observer reports on what is new to it. */
  const observe = (element: Element): void => {
    if (!watched.has(element)) return;
    observer.unobserve(element);
    observer.observe(element);
  };

  return {
    watch(elements: Element[]): void {
      elements.forEach((element) => {
        watched.add(element);
        observe(element);
      });
    },
    /** Everything may be seen once more: a new page view has begun. */
    again(): void {
      watched.forEach((element) => {
        if (!isLasting || !element.isConnected) watched.delete(element);
        observe(element);
      });
    },
  };
};
