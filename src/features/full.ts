/** Every feature. */
import { content } from './content/content';
import { coreFeatures } from './core';
import { crossDomain } from './crossDomain';
import { customDimensions } from './customDimensions';
import { customVariables } from './customVariables';
import { doNotTrack } from './doNotTrack';
import { errors } from './errors';
import { exempt } from './exempt';
import { frames } from './frames';
import { goals } from './goals';
import { installCheck } from './installCheck';
import { overlay } from './overlay';
import { outbox } from '../transport/outbox';
import { plugins } from './plugins';
import { removed } from './removed';
import { sampling } from './sampling';
import { singlePage } from './singlePage';

/** By name, as in `core.ts`. */
type FullFeatures = readonly [
  typeof coreFeatures,
  typeof content,
  typeof goals,
  typeof crossDomain,
  typeof customDimensions,
  typeof customVariables,
  typeof doNotTrack,
  typeof errors,
  typeof exempt,
  typeof frames,
  typeof installCheck,
  typeof outbox,
  typeof overlay,
  typeof plugins,
  typeof removed,
  typeof sampling,
  typeof singlePage,
];

/** `coreFeatures` is not spread here: bundlers would keep a list with a spread even where it is not used. */
export const fullFeatures: FullFeatures = [
  coreFeatures,
  content,
  goals,
  crossDomain,
  customDimensions,
  customVariables,
  doNotTrack,
  errors,
  exempt,
  frames,
  installCheck,
  outbox,
  overlay,
  plugins,
  removed,
  sampling,
  singlePage,
];
