// Access to trackers before their commands run, as plugins have it.
import { override } from '../support/overrides';
import type { MatomoGlobal as PublicGlobal } from '../../src/types';

/** Where a second tracker of a page sends its hits. */
export const SECOND = 'https://two.test/matomo.php';

export type Tracker = Record<string, unknown> & {
  getSiteId(): unknown;
  getTrackerUrl(): string;
  addTracker(url?: unknown, siteId?: unknown): Tracker;
};

export interface MatomoGlobal {
  initialized: boolean;
  JSON: unknown;
  DOM: PublicGlobal['DOM'];
  on(event: string, handler: (...args: never[]) => unknown): void;
  off(event: string, handler: (...args: never[]) => unknown): void;
  trigger(event: string, args?: unknown[], context?: unknown): void;
  addPlugin(name: string, hooks: object): void;
  getTracker(url?: unknown, siteId?: unknown): Tracker;
  getAsyncTrackers(): Tracker[];
  addTracker(url?: unknown, siteId?: unknown): Tracker;
  getAsyncTracker(url?: unknown, siteId?: unknown): Tracker | undefined;
  retryMissedPluginCalls(): void;
  [member: string]: unknown;
}

export const globals = window as unknown as {
  _paq: unknown;
  Matomo: MatomoGlobal;
  Piwik: MatomoGlobal;
  AnalyticsTracker: unknown;
};

/** Has a function called in the script's plugin phase, before there is any tracker. */
export function beforeTrackers(run: (matomo: MatomoGlobal) => void): void {
  override(window, 'matomoPluginAsyncInit', [() => run(globals.Matomo)]);
}

/** Has a function called for each tracker when it is made, before its commands run. */
export function onTrackerSetup(run: (tracker: Tracker) => void): void {
  beforeTrackers((matomo) => matomo.on('TrackerSetup', run));
}

/** Replaces methods of each tracker by ones that only record their calls: site, name, arguments. */
export function recordCalls(...names: string[]): unknown[][] {
  const calls: unknown[][] = [];
  onTrackerSetup((tracker) => {
    for (const name of names) {
      tracker[name] = (...args: unknown[]) => void calls.push([tracker.getSiteId(), name, ...args]);
    }
  });
  return calls;
}
