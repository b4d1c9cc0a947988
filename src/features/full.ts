/** Every feature. */
import { coreFeatures } from './core';
import { crossDomain } from './crossDomain';
import { customDimensions } from './customDimensions';
import { customVariables } from './customVariables';
import { doNotTrack } from './doNotTrack';
import { errors } from './errors';
import { frames } from './frames';
import { goals } from './goals';
import { installCheck } from './installCheck';
import { plugins } from './plugins';
import { sampling } from './sampling';

export const fullFeatures = [
  ...coreFeatures,
  goals,
  crossDomain,
  customDimensions,
  customVariables,
  doNotTrack,
  errors,
  frames,
  installCheck,
  plugins,
  sampling,
];
