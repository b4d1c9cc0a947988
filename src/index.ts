/** The ES module: trackers without globals. Importing it has no side effects, and works where there is no window. */
export { createTracker } from './createTracker';
export { defineFeature } from './defineFeature';
export * from './features/standalone';

export type { Amount, Callback, CustomData, Names, Outcome, Scope, Text } from './arguments';
export type { Context as TrackerContext, Feature, FeatureList } from './context';
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
