/** The ES module: trackers without globals. Importing it touches nothing, also where there is no window. */
import { fullFeatures } from './features/full';
import { composeTracker } from './tracker';
import type { Feature } from './context';

export { coreFeatures } from './features/core';
export { fullFeatures } from './features/full';

type UnionToIntersection<Union> = (Union extends unknown ? (value: Union) => void : never) extends (
  value: infer All,
) => void
  ? All
  : never;

/** Everything a tracker with these features can do. */
export type TrackerOf<Features extends readonly Feature[]> = UnionToIntersection<ReturnType<Features[number]>>;

/** The tracker of the full script. */
export type Tracker = TrackerOf<typeof fullFeatures>;

export interface TrackerOptions<Features extends readonly Feature[]> {
  /** The tracking end point, such as `https://stats.example/matomo.php`. */
  url: string;
  siteId: string | number;
  /** What the tracker shall be able to do; everything unless given. */
  features?: Features;
}

/**
 * Makes a tracker of its own: nothing global, no command queue.
 * @see Tracking HTTP API
 */
export const createTracker = <Features extends readonly Feature[] = typeof fullFeatures>({
  url,
  siteId,
  features,
}: TrackerOptions<Features>): TrackerOf<Features> =>
  composeTracker(features || fullFeatures, new Map(), url, siteId) as TrackerOf<Features>;
