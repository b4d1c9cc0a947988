// The table of hits: how a hit becomes a row and a row a hit.
import type { Bound, Queries, Row } from './queries.js';
import type { HitFilter, StoredHit } from './types.js';

const COLUMNS = `id, visit_id AS visitId, site_id AS siteId, visitor_id AS visitorId, user_id AS userId,
  page_view_id AS pageViewId, kind, received_at AS receivedAt, action_at AS actionAt, summary, parameters, violations,
  notices, method, packaging, content_type AS contentType, user_agent AS userAgent`;
/** Characters of parameters that are read at once. */
const LARGEST_ANSWER = 4 * 1024 * 1024;

export type NewHit = Omit<StoredHit, 'id'>;

/** A part of the stored hits; both IDs are excluded. */
export interface HitRange {
  after?: number | undefined;
  before?: number | undefined;
  limit: number;
}

export interface HitTable {
  /** @returns the new hit's ID */
  add(hit: NewHit): number;
  has(id: number): boolean;
  /** Oldest first. */
  matching(filter?: HitFilter): StoredHit[];
  /** Newest first; fewer than `limit` when they are very large. */
  latest(range: HitRange): StoredHit[];
}

export function hitTable(queries: Queries): HitTable {
  return {
    add: (hit) => queries.insert('hits', rowOf(hit)),
    has: (id) => queries.select('SELECT id FROM hits WHERE id = ?', [id]).length > 0,
    matching(filter = {}) {
      const { condition, values } = conditionOf(filter);
      return queries.select(`SELECT ${COLUMNS} FROM hits WHERE ${condition} ORDER BY id`, values).map(hitOf);
    },
    latest({ after = 0, before = Number.MAX_SAFE_INTEGER, limit }) {
      const sizes = `SELECT id, length(parameters) AS size, sum(length(parameters)) OVER (ORDER BY id DESC) AS total
        FROM hits WHERE id > ? AND id < ? ORDER BY id DESC LIMIT ?`;
      const sql = `SELECT ${COLUMNS} FROM hits
        WHERE id IN (SELECT id FROM (${sizes}) WHERE total - size < ?) ORDER BY id DESC`;
      return queries.select(sql, [after, before, limit, LARGEST_ANSWER]).map(hitOf);
    },
  };
}

function rowOf(hit: NewHit): Record<string, Bound> {
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

function hitOf({ parameters, violations, notices, ...rest }: Row): StoredHit {
  // Every row was written by rowOf(), which is typed.
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
