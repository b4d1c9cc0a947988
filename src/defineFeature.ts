/** Custom features, for trackers of the ES module. */
import { track } from './hit/build';
import { guarded } from './report';
import type { Feature } from './context';

/** What a feature is given. */
export interface FeatureContext<Methods extends object = object> {
  /** The tracker with all of its methods, also those of features that come later. */
  tracker: Methods;
  /**
   * Tracks a hit. Like all others it is held while consent is missing, and leaves at the latest when the visitor does.
   * @param params - Tracking HTTP API parameters by name; undefined and null are left out
   */
  track(params: Record<string, unknown>): void;
  /** Runs the task whenever a page view begins, before its hit is built. */
  onPageView(task: () => void): void;
  /** Runs the task whenever the visitor may be leaving, before all waiting hits are sent. */
  onLeave(task: () => void): void;
}

/** An object with nothing but methods. */
type MethodsOnly<Methods> = object & { [Name in keyof Methods]: (...args: never[]) => unknown };

/**
 * Makes a feature of your own, for the list of {@link createTracker}.
 * @param create - is called once for each tracker, and returns the methods that it gets. Annotate its parameter with
 *   `FeatureContext<Tracker>` to call other methods
 */
export const defineFeature =
  <Methods extends MethodsOnly<Methods>, Others extends object = object>(
    create: (context: FeatureContext<Others>) => Methods,
  ): Feature<Methods> =>
  (t) =>
    create({
      tracker: t._api as object as Others,
      track: (params) => void track(t, { ...params }),
      onPageView: (task) => void t._onPageView.push((isSearch) => void (isSearch || guarded('onPageView', task))),
      onLeave: (task) => void t._onLeave.push(task),
    });
