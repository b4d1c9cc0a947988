// The table of visits, and the look-ups that the visit rules need.
import type { Bound, Queries } from './queries.js';
import type { Visit } from './types.js';

const COLUMNS = `id, site_id AS siteId, visitor_id AS visitorId, user_id AS userId, fingerprint, started_at AS startedAt,
  ended_at AS endedAt, actions, page_views AS pageViews, referrer, campaign, campaign_keyword AS campaignKeyword`;
/** One visitor has at most this many visits that are alive at the same time. */
const MOST_ALIVE = 20;

/** A visit with what only the visit rules look at. */
export interface VisitRecord extends Visit {
  fingerprint: string;
  campaignKeyword: string;
}

export type NewVisit = Omit<VisitRecord, 'id'>;

/** Where to look for a visit that a hit may continue: on one site, alive between two moments (unix ms). */
export interface Window {
  siteId: number;
  from: number;
  to: number;
}

export interface VisitTable {
  /** @returns the new visit's ID */
  add(visit: NewVisit): number;
  update(visit: VisitRecord): void;
  find(id: number): Visit | undefined;
  /** Oldest first. */
  all(): Visit[];
  /** Visits in a window with a hit of this page view, the latest first; so do the next three. */
  ofPageView(window: Window, pageViewId: string): VisitRecord[];
  ofUser(window: Window, userId: string): VisitRecord[];
  ofVisitor(window: Window, visitorId: string): VisitRecord[];
  /** Visits of visitors without an ID. */
  cookieless(window: Window, fingerprint: string): VisitRecord[];
}

export function visitTable(queries: Queries): VisitTable {
  // Every row was written by rowOf(), which is typed.
  const select = (rest: string, values: Bound[] = []): VisitRecord[] =>
    queries.select(`SELECT ${COLUMNS} FROM visits ${rest}`, values) as unknown as VisitRecord[];
  const alive = ({ siteId, from, to }: Window, condition: string, ...values: Bound[]): VisitRecord[] =>
    select(
      `WHERE site_id = ? AND ended_at >= ? AND started_at <= ? AND ${condition}
       ORDER BY ended_at DESC, id DESC LIMIT ${MOST_ALIVE}`,
      [siteId, from, to, ...values],
    );

  return {
    add: (visit) => queries.insert('visits', rowOf(visit)),
    update: (visit) => queries.update('visits', visit.id, rowOf(visit)),
    find: (id) => select('WHERE id = ?', [id]).map(shown)[0],
    all: () => select('ORDER BY id').map(shown),
    ofPageView: (window, pageViewId) =>
      alive(
        window,
        'id IN (SELECT visit_id FROM hits WHERE page_view_id = ? AND site_id = ?)',
        pageViewId,
        window.siteId,
      ),
    ofUser: (window, userId) => alive(window, 'user_id = ?', userId),
    ofVisitor: (window, visitorId) => alive(window, 'visitor_id = ? COLLATE NOCASE', visitorId),
    cookieless: (window, fingerprint) => alive(window, "visitor_id = '' AND fingerprint = ?", fingerprint),
  };
}

function rowOf(visit: NewVisit): Record<string, Bound> {
  return {
    site_id: visit.siteId,
    visitor_id: visit.visitorId,
    user_id: visit.userId,
    fingerprint: visit.fingerprint,
    started_at: visit.startedAt,
    ended_at: visit.endedAt,
    actions: visit.actions,
    page_views: visit.pageViews,
    referrer: visit.referrer,
    campaign: visit.campaign,
    campaign_keyword: visit.campaignKeyword,
  };
}

/** Leaves out what only the rules need. */
function shown(visit: VisitRecord): Visit {
  const { id, siteId, visitorId, userId, startedAt, endedAt, actions, pageViews, referrer, campaign } = visit;
  return { id, siteId, visitorId, userId, startedAt, endedAt, actions, pageViews, referrer, campaign };
}
