// What all pages of the shop share: the shop's address, where its hits go, and the orders.
import type { Orders } from './orders.js';
import type { TrackingTarget } from './tracking.js';

export interface Shop {
  /** `http://localhost:8123`, without a slash at the end. */
  readonly url: string;
  /** The other domain: the same server under another host name. */
  readonly otherUrl: string;
  readonly tracking: TrackingTarget;
  /** Whether hits go to a Matomo server instead of the local collector. */
  readonly usesMatomoServer: boolean;
  readonly orders: Orders;
}
