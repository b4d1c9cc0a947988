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

/** `coreFeatures` is not spread here: bundlers would keep a list with a spread even where it is not used. */
export const fullFeatures = [
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
] as const;
