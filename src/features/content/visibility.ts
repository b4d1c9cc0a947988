/** When a block is seen. The browser reports it: no scroll listener, no layout is read. */
import { guarded } from '../../report';

/** Is the element drawn at all, wherever it is on the page? */
export const isDrawn = (element: Element): boolean => {
  if (!element.isConnected) return false;
  if (element.checkVisibility) {
    return element.checkVisibility({
      opacityProperty: true,
      visibilityProperty: true,
      checkOpacity: true,
      checkVisibilityCSS: true,
    });
  }
  for (let node: Element | null = element; node; node = node.parentElement) {
    const { display, visibility, opacity } = getComputedStyle(node);
    if (display === 'none' || visibility === 'hidden' || opacity === '0') return false;
  }
  return true;
};

/** In the window, or above it: what was scrolled past has been seen. */
const isInOrAbove = ({ top, bottom, left, right, height }: DOMRectReadOnly, isClipped: boolean): boolean =>
  right > 0 &&
  left < innerWidth &&
  ((!isClipped && bottom > 0 && top < innerHeight) || (top < 0 && bottom <= 0 && top + scrollY + height > 0));

/**
 * Calls back for each element once it is seen, and again after {@link watch} is called again.
 * @param seen - may be called many times, each time with those newly seen
 * @param retryAfter - milliseconds after which an element that is in the window but not drawn is looked at again; 0 for never
 */
export const watchVisibility = (seen: (elements: Element[]) => void, retryAfter: number, isLasting: boolean) => {
  let watched: Element[] = [];

  const observer = new IntersectionObserver((entries) => {
    const inWindow = entries.filter(({ boundingClientRect, isIntersecting }) =>
      isInOrAbove(boundingClientRect, !isIntersecting),
    );
    const elements = inWindow.map(({ target }) => target);
    const drawn = elements.filter(isDrawn);
    drawn.forEach((element) => observer.unobserve(element));
    if (drawn.length) guarded('content', () => seen(drawn));
    if (!isLasting) observer.disconnect();
    else if (retryAfter > 0)
      elements.filter((element) => !drawn.includes(element)).forEach((element) => retry(element));
  });

  const observe = (element: Element): void => {
    observer.unobserve(element);
    observer.observe(element);
  };
  const retry = (element: Element): void =>
    void setTimeout(() => element.isConnected && watched.includes(element) && observe(element), retryAfter);

  return {
    watch(elements: Element[]): void {
      watched = watched.concat(elements.filter((element) => !watched.includes(element)));
      elements.forEach(observe);
    },
    /** Everything may be seen once more: a new page view has begun. */
    again(): void {
      watched = watched.filter((element) => element.isConnected);
      watched.forEach(observe);
    },
  };
};
