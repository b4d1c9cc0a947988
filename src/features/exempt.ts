/** Audience measurement that needs no consent, until there is consent. */
import { releaseHeld } from '../gate';
import type { Context } from '../context';

export const exempt = (t: Context) => ({
  /**
   * Requires consent, but counts page views and events without it: no cookies, no device, no client hints, no
   * campaigns, no user ID and no visitor ID. Everything else is held; giving consent ends the mode.
   */
  enableExemptMode(): void {
    t._api.requireConsent();
    t._exempt = !t._consentGiven;
    // Page views and events no longer wait for client hints.
    releaseHeld(t);
  },
});
