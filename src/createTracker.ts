/** A tracker for the ES module: nothing global, no command queue. */
import { isFunction, isString, nothing } from './values';
import { refuse } from './report';
import { addFeature, createContext } from './tracker';
import type { Text } from './arguments';
import type { Feature, FeatureList, Plugins } from './context';
import type { TrackerOf } from './types';

export interface TrackerOptions<Features extends FeatureList> {
  /** The tracking end point, such as `https://stats.example/matomo.php`. */
  url: string;
  /** The site's ID on the server. */
  siteId: Text;
  /** What the tracker can do: features, or lists of them. What is not imported is not in the bundle. */
  features: Features;
}

/** The features of nested lists as one list, in the same order. */
const flat = (list: FeatureList): Feature[] =>
  Array.isArray(list) ? ([] as Feature[]).concat(...list.map(flat)) : [list as Feature];

/** A tracker with these features. Missing settings, and what is no feature, are told. */
const compose = (features: FeatureList, trackerUrl: unknown, siteId: unknown): object => {
  const t = createContext(Object.create(null) as Plugins, trackerUrl, siteId);
  if (!trackerUrl) refuse(trackerUrl, 'a URL', 'createTracker: url');
  if (t._siteId === '') refuse(siteId, 'an ID', 'createTracker: siteId');
  // A set, because each feature counts once.
  for (const feature of new Set(flat(features))) {
    if (isFunction(feature)) addFeature(t, feature);
    else refuse(feature, 'a list of features', 'createTracker: features');
  }
  return t._api;
};

/** Without a page there is nothing to track: every method exists, and does nothing. */
const idle = (): object =>
  new Proxy({}, { get: (_, name) => (isString(name) && name !== 'then' ? nothing : undefined) });

/**
 * Makes a tracker: nothing global, no command queue. Nothing is sent before a method is called, except hits that the outbox has
 * kept from earlier pages: call `requireConsent` in the same task if those need consent.
 * On a server, or in a worker, its methods do nothing and return undefined.
 * @param options - `url` and `siteId` as on the server; `features` such as `[pageViews, events]`, `coreFeatures` or
 *   `fullFeatures`. Anything that is not a feature is left out. One line on the console says so, or that `url` or `siteId` is empty
 * @see Tracking HTTP API: `idsite`
 */
export const createTracker = <const Features extends FeatureList>({
  url,
  siteId,
  features,
}: TrackerOptions<Features>): TrackerOf<Features> => {
  const tracker = typeof document === 'undefined' ? idle() : compose(features, url, siteId);
  return tracker as TrackerOf<Features>;
};
