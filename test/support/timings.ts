// The browser's measurements of how the page was loaded.
import { override } from './overrides';

/** A page that took: network 10, server 20, transfer 5, DOM processing 30, DOM completion 40, onload 3 ms. */
export const LOADED = {
  fetchStart: 1,
  connectEnd: 11,
  requestStart: 12,
  responseStart: 32,
  responseEnd: 37,
  domInteractive: 67,
  domComplete: 107,
  loadEventStart: 108,
  loadEventEnd: 111,
};

/** The parameters that report {@link LOADED}. */
export const LOADED_TIMES = { pf_net: '10', pf_srv: '20', pf_tfr: '5', pf_dm1: '30', pf_dm2: '40', pf_onl: '3' };

/** Gives the page a navigation entry; without times it has none. */
export function setTimings(times?: Partial<typeof LOADED> & { activationStart?: number }): void {
  const entries = times ? [{ ...LOADED, ...times }] : [];
  override(performance, 'getEntriesByType', (type: string) => (type === 'navigation' ? entries : []));
}
