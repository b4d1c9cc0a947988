// Hits and visits as the collector sends them to the inspector's page.
import type { StoredHit, Visit } from '../../demo/collector/types.js';

/** Markup whose script must never run, wherever a hit carries it. */
export const MARKUP = '<img src=x onerror=alert(1)>';

/** Unix ms of the first test hit: 12 Nov 2025, 10:00 UTC. */
export const NOON = Date.UTC(2025, 10, 12, 10);

/** Makes a page view that arrived one second after the one with the ID before. */
export const storedHit = (id: number, differences: Partial<StoredHit> = {}): StoredHit => ({
  id,
  receivedAt: NOON + id * 1000,
  actionAt: NOON + id * 1000,
  visitId: 1,
  siteId: 1,
  visitorId: '8d425121a8a11feb',
  userId: '',
  pageViewId: 'lTkRpN',
  kind: 'page view',
  summary: `Page view: Page ${id}`,
  parameters: [
    ['action_name', `Page ${id}`],
    ['idsite', '1'],
    ['rec', '1'],
  ],
  violations: [],
  notices: [],
  method: 'GET',
  packaging: 'query',
  contentType: '',
  userAgent: 'Mozilla/5.0',
  ...differences,
});

export const storedVisit = (id: number, differences: Partial<Visit> = {}): Visit => ({
  id,
  siteId: 1,
  visitorId: '8d425121a8a11feb',
  userId: '',
  startedAt: NOON,
  endedAt: NOON + 192_000,
  actions: 12,
  pageViews: 4,
  referrer: '',
  campaign: '',
  ...differences,
});
