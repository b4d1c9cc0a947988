/** The ES module: trackers without globals. Importing it touches nothing, also where there is no window. */
export { createTracker } from './createTracker';
export { defineFeature } from './defineFeature';
export * from './features/single';

export type { Amount, CustomData, Names, Scope, Text } from './arguments';
export type { Callback, Feature, FeatureList, Outcome } from './context';
export type { TrackerOptions } from './createTracker';
export type { FeatureContext } from './defineFeature';
export type { SinglePageOptions } from './features/singlePage';
export type {
  Command,
  FunctionCommand,
  MatomoGlobal,
  MethodCommand,
  PageTracker,
  Paq,
  PluginCommand,
  Tracker,
  TrackerOf,
} from './types';
