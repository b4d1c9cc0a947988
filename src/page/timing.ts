/** How long the page took to load, as `pf_*` parameters (Tracking API: page performance). */
import { isPrerendering } from './lifecycle';

type Moment = keyof PerformanceNavigationTiming & `${string}${'Start' | 'End' | 'Interactive' | 'Complete'}`;

/** Parameter, from, to. The server adds the spans up, so they must not overlap. */
export const SPANS: [name: string, from: Moment, to: Moment][] = [
  ['pf_net', 'fetchStart', 'connectEnd'],
  ['pf_srv', 'requestStart', 'responseStart'],
  ['pf_tfr', 'responseStart', 'responseEnd'],
  ['pf_dm1', 'responseEnd', 'domInteractive'],
  ['pf_dm2', 'domInteractive', 'domComplete'],
  ['pf_onl', 'loadEventStart', 'loadEventEnd'],
];

/**
 * The load times in whole milliseconds; undefined before the load event has ended, empty where a clock ran backwards.
 * On a prerendered page they count from the moment it was shown: what the visitor did not wait for is not counted.
 */
export const loadTimes = (): Record<string, number> | undefined => {
  const [entry] = performance.getEntriesByType ? performance.getEntriesByType('navigation') : [];
  const timing = entry as (PerformanceNavigationTiming & { activationStart?: number }) | undefined;
  if (!timing || !timing.loadEventEnd || isPrerendering()) return undefined;
  const shown = timing.activationStart || 0;
  const at = (moment: Moment): number => Math.max(timing[moment] as number, shown);
  const times: Record<string, number> = {};
  for (const [name, from, to] of SPANS) {
    const span = Math.round(at(to) - at(from));
    if (span < 0) return {};
    // A moment of 0 never came, except for the start of the fetch.
    if (timing[to] && (timing[from] || from === 'fetchStart')) times[name] = span;
  }
  return times;
};
