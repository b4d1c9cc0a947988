// The collector's public types: what a stored hit and a visit look like, and how the collector is opened and read.
import type { FastifyPluginAsync } from 'fastify';

export type HitKind =
  | 'page view'
  | 'event'
  | 'search'
  | 'goal'
  | 'order'
  | 'cart'
  | 'outlink'
  | 'download'
  | 'content impression'
  | 'content interaction'
  | 'ping'
  | 'media'
  | 'crash'
  | 'other';

/** Something about one parameter that the Tracking HTTP API documents do not allow (or, as a notice, do not know). */
export interface Violation {
  parameter: string;
  message: string;
}

/** One decoded parameter, in wire order. */
export type Parameter = [name: string, value: string];

/** One tracking request as it was stored. */
export interface StoredHit {
  /** Ascending by arrival; never used twice, also not after `clear()`. */
  id: number;
  /** Unix time in milliseconds. */
  receivedAt: number;
  /** Unix time in milliseconds: `receivedAt` minus `cdo` seconds, or `cdt`. */
  actionAt: number;
  /** Visits start at 1; 0 for a ping that found no visit to lengthen. */
  visitId: number;
  siteId: number;
  /** `cid`, else `_id`, else empty. */
  visitorId: string;
  /** `uid` or empty. */
  userId: string;
  /** `pv_id` or empty. */
  pageViewId: string;
  kind: HitKind;
  /** Plain words, one line: 'Page view: Blue shoes', 'Order A-17: 3 items, 104.90'. */
  summary: string;
  /** Decoded, in wire order; the value of `token_auth` is never stored. */
  parameters: Parameter[];
  violations: Violation[];
  /** Parameters that look like a plugin's own: not in the documents, but not wrong either. */
  notices: Violation[];
  method: 'GET' | 'POST';
  packaging: 'query' | 'body' | 'bulk';
  contentType: string;
  userAgent: string;
}

export interface Visit {
  id: number;
  siteId: number;
  visitorId: string;
  userId: string;
  /** Unix time in milliseconds of the first hit. */
  startedAt: number;
  /** Unix time in milliseconds of the last hit, pings included. */
  endedAt: number;
  /** Page views, events, searches, downloads and outlinks; a ping is none. */
  actions: number;
  pageViews: number;
  /** The page on another host that the visit came from, or empty. */
  referrer: string;
  /** The campaign name of the visit's first hit, or empty. */
  campaign: string;
}

/** What the inspector's stream sends for each hit. */
export interface HitMessage {
  hit: StoredHit;
  visit: Visit;
}

export interface HitFilter {
  siteId?: number;
  visitorId?: string;
  kind?: HitKind;
}

export interface CollectorOptions {
  /** Folder of the database; it is created when missing. */
  dataDir: string;
  /** The `token_auth` that unlocks overriding place, time and visitor; without it every such hit is refused. */
  token?: string;
  /** Starts with an empty database. */
  reset?: boolean;
  /** The clock, unix time in milliseconds; a seam for tests. */
  now?: () => number;
}

/** How a test makes the tracking end points misbehave; the inspector is never affected. */
export interface Behaviour {
  /** Milliseconds by which each answer comes late; the hit itself is stored at once. */
  delayMs?: number;
  /** Answers with this status (400 to 599) and stores nothing. */
  status?: number;
  /** Drops the connection without an answer and stores nothing. */
  down?: boolean;
}

export interface Collector {
  /** `/matomo.php`, `/piwik.php`, `/js/tracker.php`, `/inspector` and `/inspector/api/*`. */
  plugin: FastifyPluginAsync;
  /** Stored hits, oldest first, read from the database. */
  hits(filter?: HitFilter): StoredHit[];
  /** Visits, oldest first, read from the database. */
  visits(): Visit[];
  /** Forgets every hit and visit; numbers go on counting. */
  clear(): void;
  /** Ends streams and closes the database; calling it again does nothing. */
  close(): void;
  /** A seam for tests: simulates a slow, failing or absent server until called with nothing. */
  behave(behaviour?: Behaviour): void;
}
