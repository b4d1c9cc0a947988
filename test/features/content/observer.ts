// An IntersectionObserver that reports what the test says, since the browser of the unit tests has no layout.
import { override } from '../../support/overrides';

type Entry = Pick<IntersectionObserverEntry, 'target' | 'boundingClientRect' | 'intersectionRatio'>;

export interface Viewport {
  /** Places an element: in the window, below it, above it, beside it. Those who observe it get a report. */
  place(element: Element, where: keyof typeof PLACES): void;
  /** Moves an element without a report, as when the share of it within the observer's margins stays the same. */
  move(element: Element, where: keyof typeof PLACES): void;
  /** Number of elements that are observed. */
  observed(): number;
}

const rect = (left: number, top: number, width = 100, height = 50): DOMRectReadOnly =>
  ({ left, top, width, height, right: left + width, bottom: top + height }) as DOMRectReadOnly;

/** Rectangle and share that shows, in a window of 1024 x 768. */
const PLACES = {
  inside: [rect(0, 10), 1],
  partly: [rect(0, 767), 0.02],
  touching: [rect(0, 768), 0],
  flatAtTheEdge: [rect(0, 768, 100, 0), 1],
  below: [rect(0, 2000), 0],
  above: [rect(0, -500), 1],
  beforeThePage: [rect(0, -5000), 1],
  left: [rect(-200, 10), 0],
  right: [rect(1024, 10), 0],
  clipped: [rect(0, 10), 0],
  empty: [rect(0, 0, 0, 0), 1],
} as const;

/** Installs an IntersectionObserver under the test's control; the page is scrolled down by 1000 pixels. */
export function controlViewport(): Viewport {
  const places = new Map<Element, keyof typeof PLACES>();
  const observers = new Set<FakeObserver>();

  class FakeObserver {
    readonly targets = new Set<Element>();
    private readonly fresh: Element[] = [];

    constructor(private readonly callback: (entries: Entry[], observer: FakeObserver) => void) {
      observers.add(this);
    }
    observe(target: Element) {
      this.targets.add(target);
      // A browser reports all newly observed elements together.
      if (this.fresh.push(target) === 1) queueMicrotask(() => this.report(this.fresh.splice(0)));
    }
    unobserve(target: Element) {
      this.targets.delete(target);
    }
    disconnect() {
      this.targets.clear();
    }
    report(targets: Element[]) {
      const entries = targets
        .filter((target) => this.targets.has(target))
        .map((target): Entry => {
          const [boundingClientRect, intersectionRatio] = PLACES[places.get(target) ?? 'below'];
          return { target, boundingClientRect, intersectionRatio };
        });
      // A browser measures when it paints, and reports in a task after that.
      if (entries.length) queueMicrotask(() => this.callback(entries, this));
    }
  }

  override(globalThis, 'IntersectionObserver', FakeObserver);
  override(window, 'innerWidth', 1024);
  override(window, 'innerHeight', 768);
  override(window, 'scrollY', 1000);
  return {
    place(element, where) {
      places.set(element, where);
      observers.forEach((observer) => observer.report([element]));
    },
    move: (element, where) => void places.set(element, where),
    observed: () => [...observers].reduce((sum, { targets }) => sum + targets.size, 0),
  };
}
