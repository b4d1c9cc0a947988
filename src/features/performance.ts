/** Page performance: how long the page took to load, once per page view. */
import { keptCookie, mayStore } from '../identity/cookies';
import { TIMING } from '../hit/rows';
import { SPANS, loadTimes } from '../page/timing';
import { refuse } from '../report';
import type { Amount } from '../arguments';
import type { Context } from '../context';
import type { Params } from '../encode';

const MILLISECONDS = 'milliseconds';

type Times = [
  network?: Amount,
  server?: Amount,
  transfer?: Amount,
  domProcessing?: Amount,
  domCompletion?: Amount,
  onload?: Amount,
];

export const performanceTiming = (t: Context) => {
  let isOn = true;
  let manual: Params | undefined;
  /** ID of the page view that was going on while the page loaded, to which the load times belong; '' once they are reported. */
  let owner: unknown;

  /** The load times for a hit of this page view, when it is released; nothing once they are reported. */
  const take = (pageView: unknown): Params => {
    if (owner === undefined) owner = pageView;
    const times = owner && owner === pageView ? loadTimes() : undefined;
    if (times) owner = '';
    return times || {};
  };
  t._rows[TIMING] = () => {
    const pageView = t._pageViewId;
    const given = isOn && manual;
    if (!given) return () => take(pageView);
    manual = undefined;
    owner = '';
    return given;
  };

  t._onLeave.push(() => {
    // Without consent a ping would be held, and another one with each leaving; the next hit that may be sent brings the times.
    if (!t._consentGiven || !owner || owner !== t._pageViewId || !loadTimes()) return;
    // The page view was sent before the page had loaded: its load times follow with a ping, if the visit still goes on.
    if (!mayStore(t) || t._memoryId || keptCookie(t, 'ses')) t._api.ping();
  });

  return {
    /** Sends no load times. */
    disablePerformanceTracking(): void {
      isOn = false;
      owner = '';
    },
    /**
     * Replaces the measured times, once, for the next hit; arguments left out are not sent.
     * @param times - network, server, transfer, DOM processing, DOM completion, onload: milliseconds, from 0 to below a
     *   billion. If one of them is anything else, all are refused
     * @see Tracking API: `pf_net`, `pf_srv`, `pf_tfr`, `pf_dm1`, `pf_dm2`, `pf_onl`
     */
    setPagePerformanceTiming(...times: Times): void {
      let given: Params | undefined;
      for (const [name] of SPANS) {
        const time = times.shift();
        if (time === undefined) continue;
        if (!/^\d{1,9}(\.\d+)?$/.test(String(time))) return refuse(time, MILLISECONDS, name);
        given = { ...given, [name]: Math.round(Number(time)) };
      }
      manual = given;
      if (!given) refuse(given, MILLISECONDS);
    },
  };
};
