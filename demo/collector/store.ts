// Reads and writes hits and visits; the only file that knows the tables' columns.
import type Database from 'libsql';
import { openDatabase } from './database.js';
import type { HitFilter, StoredHit, Visit } from './types.js';

/** A visit with what only the visit rules look at. */
export interface VisitRecord extends Visit {
  fingerprint: string;
  campaignKeyword: string;
}

/** Where to look for a visit that a hit may continue: on one site, alive between two moments (unix ms). */
export interface Window {
  siteId: number;
  from: number;
  to: number;
}

export type NewHit = Omit<StoredHit, 'id'>;
export type Store = ReturnType<typeof openStore>;

type Row = Record<string, unknown>;
type Bound = string | number;

const VISIT_COLUMNS = `v.id, v.site_id AS siteId, v.visitor_id AS visitorId, v.user_id AS userId, v.fingerprint,
  v.started_at AS startedAt, v.ended_at AS endedAt, v.actions, v.page_views AS pageViews, v.referrer, v.campaign,
  v.campaign_keyword AS campaignKeyword`;
const HIT_COLUMNS = `id, visit_id AS visitId, site_id AS siteId, visitor_id AS visitorId, user_id AS userId,
  page_view_id AS pageViewId, kind, received_at AS receivedAt, action_at AS actionAt, summary, parameters, violations,
  notices, method, packaging, content_type AS contentType, user_agent AS userAgent`;
/** Characters of parameters that are read at once. */
const LARGEST_ANSWER = 4 * 1024 * 1024;
const ALIVE = 'v.site_id = ? AND v.ended_at >= ? AND v.started_at <= ?';
const LATEST_FIRST = 'ORDER BY v.ended_at DESC, v.id DESC LIMIT 20';

/**
 * @param folder - where the database file lies
 * @throws CollectorError when the file cannot be used
 */
export function openStore(folder: string, reset: boolean) {
  const database = openDatabase(folder, reset);
  const statements = new Map<string, Database.Statement>();
  let open = true;

  const prepared = (sql: string): Database.Statement => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const run = (sql: string, values: Bound[]): number => Number(prepared(sql).run(...values).lastInsertRowid);
  // The driver returns plain objects; which columns they have is decided by the statements of this file alone.
  const rows = <T = Row>(sql: string, values: Bound[] = []): T[] => prepared(sql).all(...values) as T[];

  const aliveVisits = (window: Window, condition: string, values: Bound[]): VisitRecord[] =>
    rows(`SELECT ${VISIT_COLUMNS} FROM visits v WHERE ${ALIVE} AND ${condition} ${LATEST_FIRST}`, [
      ...limits(window),
      ...values,
    ]);

  return {
    /** Runs a piece of work so that all of it is stored or nothing. */
    transaction: <T>(work: () => T): T => database.transaction(work).immediate(),

    /** @returns the new hit's ID */
    addHit: (hit: NewHit): number => {
      const row = hitRow(hit);
      return run(insertInto('hits', row), Object.values(row));
    },
    /** @returns the new visit's ID */
    addVisit: (visit: Omit<VisitRecord, 'id'>): number => {
      const row = visitRow(visit);
      return run(insertInto('visits', row), Object.values(row));
    },
    updateVisit: (visit: VisitRecord): void => {
      const row = visitRow(visit);
      const changes = Object.keys(row).map((column) => `${column} = ?`);
      run(`UPDATE visits SET ${changes.join(', ')} WHERE id = ?`, [...Object.values(row), visit.id]);
    },

    /** The following four return visits that may go on, the latest first. */
    visitsOfPageView: (window: Window, pageViewId: string): VisitRecord[] =>
      aliveVisits(window, 'v.id IN (SELECT visit_id FROM hits WHERE page_view_id = ? AND site_id = ?)', [
        pageViewId,
        window.siteId,
      ]),
    visitsOfUser: (window: Window, userId: string): VisitRecord[] => aliveVisits(window, 'v.user_id = ?', [userId]),
    visitsOfVisitor: (window: Window, visitorId: string): VisitRecord[] =>
      aliveVisits(window, 'v.visitor_id = ? COLLATE NOCASE', [visitorId]),
    cookielessVisits: (window: Window, fingerprint: string): VisitRecord[] =>
      aliveVisits(window, "v.visitor_id = '' AND v.fingerprint = ?", [fingerprint]),

    /** Hits of a filter, oldest first. */
    hits: (filter: HitFilter = {}): StoredHit[] => {
      const { condition, values } = conditionOf(filter);
      return rows(`SELECT ${HIT_COLUMNS} FROM hits WHERE ${condition} ORDER BY id`, values).map(hitOf);
    },
    /** The latest hits behind one ID and before another, newest first; fewer than `limit` when they are very large. */
    latestHits: (after: number, limit: number, before = Number.MAX_SAFE_INTEGER): StoredHit[] =>
      rows(
        `SELECT ${HIT_COLUMNS} FROM hits WHERE id IN (
           SELECT id FROM (
             SELECT id, length(parameters) AS size, sum(length(parameters)) OVER (ORDER BY id DESC) AS total
             FROM hits WHERE id > ? AND id < ? ORDER BY id DESC LIMIT ?
           ) WHERE total - size < ?
         ) ORDER BY id DESC`,
        [after, before, limit, LARGEST_ANSWER],
      ).map(hitOf),
    hasHit: (id: number): boolean => rows('SELECT id FROM hits WHERE id = ?', [id]).length > 0,
    visits: (): Visit[] => rows<VisitRecord>(`SELECT ${VISIT_COLUMNS} FROM visits v ORDER BY v.id`).map(publicVisit),
    visit: (id: number): Visit | undefined =>
      rows<VisitRecord>(`SELECT ${VISIT_COLUMNS} FROM visits v WHERE v.id = ?`, [id]).map(publicVisit)[0],

    clear: (): void => {
      database.transaction(() => database.exec('DELETE FROM hits; DELETE FROM visits;'))();
    },
    close: (): void => {
      if (!open) return;
      open = false;
      statements.clear();
      database.pragma('wal_checkpoint(TRUNCATE)');
      database.close();
    },
  };
}

/** A visit as the collector shows it, without what only the rules need. */
function publicVisit(visit: VisitRecord): Visit {
  const { id, siteId, visitorId, userId, startedAt, endedAt, actions, pageViews, referrer, campaign } = visit;
  return { id, siteId, visitorId, userId, startedAt, endedAt, actions, pageViews, referrer, campaign };
}

function limits(window: Window): Bound[] {
  return [window.siteId, window.from, window.to];
}

function insertInto(table: string, row: Record<string, Bound>): string {
  const columns = Object.keys(row);
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
}

function visitRow(visit: Omit<VisitRecord, 'id'>): Record<string, Bound> {
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

function hitRow(hit: NewHit): Record<string, Bound> {
  return {
    visit_id: hit.visitId,
    site_id: hit.siteId,
    visitor_id: hit.visitorId,
    user_id: hit.userId,
    page_view_id: hit.pageViewId,
    kind: hit.kind,
    received_at: hit.receivedAt,
    action_at: hit.actionAt,
    summary: hit.summary,
    parameters: JSON.stringify(hit.parameters),
    violations: JSON.stringify(hit.violations),
    notices: JSON.stringify(hit.notices),
    method: hit.method,
    packaging: hit.packaging,
    content_type: hit.contentType,
    user_agent: hit.userAgent,
  };
}

function hitOf(row: Row): StoredHit {
  const { parameters, violations, notices, ...rest } = row;
  // Written by hitRow() only, which is typed.
  return {
    ...rest,
    parameters: JSON.parse(String(parameters)),
    violations: JSON.parse(String(violations)),
    notices: JSON.parse(String(notices)),
  } as StoredHit;
}

function conditionOf(filter: HitFilter): { condition: string; values: Bound[] } {
  const parts: [string, Bound | undefined][] = [
    ['site_id = ?', filter.siteId],
    ['visitor_id = ?', filter.visitorId],
    ['kind = ?', filter.kind],
  ];
  const given = parts.filter((part): part is [string, Bound] => part[1] !== undefined);
  return { condition: ['TRUE', ...given.map(([sql]) => sql)].join(' AND '), values: given.map(([, value]) => value) };
}
