// Puts hits into visits: which visit a hit continues, when a new one begins, and what a hit adds to it.
import { campaignOf, externalReferrer, type Campaign } from './campaign.js';
import { text, type Values } from './parameters.js';
import type { Store } from './store.js';
import type { HitKind, StoredHit, Visit } from './types.js';
import type { NewVisit, VisitRecord, Window } from './visit-table.js';
import type { Visitor } from './visitor.js';

/** A visit ends this many milliseconds after its last hit. */
const VISIT_TIMEOUT = 30 * 60 * 1000;

/** What counts as an action of a visit; goals, orders and content belong to an action that was counted already. */
const ACTIONS: readonly HitKind[] = ['page view', 'event', 'search', 'outlink', 'download'];

/** The part of a hit that decides about its visit. */
export interface Arrival {
  siteId: number;
  visitor: Visitor;
  kind: HitKind;
  /** Unix time in milliseconds. */
  actionAt: number;
  values: Values;
}

/**
 * Finds or begins the visit of a hit and counts the hit in it.
 * @returns the visit's ID; 0 for a ping that found no visit, as a ping never begins one
 */
export function recordInVisit(store: Store, arrival: Arrival): number {
  const campaign = campaignOf(text(arrival.values, 'url'));
  const visit = continuedVisit(store, arrival, campaign);
  if (visit) {
    store.visits.update(extended(visit, arrival));
    return visit.id;
  }
  return arrival.kind === 'ping' ? 0 : store.visits.add(begun(arrival, campaign));
}

/** The visit of a stored hit; for a ping without one a stand-in with the number 0. */
export function visitOf(store: Store, hit: StoredHit): Visit {
  const { siteId, visitorId, userId, actionAt } = hit;
  const none = { actions: 0, pageViews: 0, referrer: '', campaign: '' };
  return (
    store.visits.find(hit.visitId) ?? {
      id: 0,
      siteId,
      visitorId,
      userId,
      startedAt: actionAt,
      endedAt: actionAt,
      ...none,
    }
  );
}

function continuedVisit(store: Store, arrival: Arrival, campaign: Campaign): VisitRecord | undefined {
  const isPing = arrival.kind === 'ping';
  if (text(arrival.values, 'new_visit') === '1' && !isPing) return undefined;
  const window = around(arrival);
  const ofPageView = visitOfPageView(store, window, arrival);
  if (ofPageView) return ofPageView;
  const visits = visitsOf(store, window, arrival.visitor);
  if (campaign.name === '' || isPing) return visits[0];
  return visits.find((visit) => visit.campaign === campaign.name && visit.campaignKeyword === campaign.keyword);
}

/** Late hits may lie before the visit's beginning, so the window is open to both sides. */
function around({ siteId, actionAt }: Arrival): Window {
  return { siteId, from: actionAt - VISIT_TIMEOUT, to: actionAt + VISIT_TIMEOUT };
}

/** A page view belongs to one visit, so do its hits: also when the visitor gets an ID or logs in meanwhile. */
function visitOfPageView(store: Store, window: Window, { visitor, values }: Arrival): VisitRecord | undefined {
  const pageViewId = text(values, 'pv_id');
  if (pageViewId === '') return undefined;
  return store.visits
    .ofPageView(window, pageViewId)
    .find(
      (visit) =>
        isOpenTo(visit, visitor.userId) && (isSameVisitor(visit, visitor) || visit.fingerprint === visitor.fingerprint),
    );
}

/** The user ID decides where there is one; a visit without user joins the user who logs in during it. */
function visitsOf(store: Store, window: Window, visitor: Visitor): VisitRecord[] {
  const ofUser = visitor.userId === '' ? [] : store.visits.ofUser(window, visitor.userId);
  const ofVisitor =
    visitor.visitorId === ''
      ? store.visits.cookieless(window, visitor.fingerprint)
      : store.visits.ofVisitor(window, visitor.visitorId);
  return [...ofUser, ...ofVisitor.filter((visit) => isOpenTo(visit, visitor.userId))];
}

function isOpenTo(visit: VisitRecord, userId: string): boolean {
  return userId === '' || visit.userId === '' || visit.userId === userId;
}

function isSameVisitor(visit: VisitRecord, visitor: Visitor): boolean {
  return visitor.visitorId !== '' && visit.visitorId.toLowerCase() === visitor.visitorId.toLowerCase();
}

function extended(visit: VisitRecord, { visitor, kind, actionAt }: Arrival): VisitRecord {
  return {
    ...visit,
    visitorId: visit.visitorId || visitor.visitorId,
    userId: visit.userId || visitor.userId,
    startedAt: Math.min(visit.startedAt, actionAt),
    endedAt: Math.max(visit.endedAt, actionAt),
    ...counted(visit, kind),
  };
}

function begun({ siteId, visitor, kind, actionAt, values }: Arrival, campaign: Campaign): NewVisit {
  return {
    siteId,
    ...visitor,
    startedAt: actionAt,
    endedAt: actionAt,
    referrer: externalReferrer(text(values, 'url'), text(values, 'urlref')),
    campaign: campaign.name,
    campaignKeyword: campaign.keyword,
    ...counted({ actions: 0, pageViews: 0 }, kind),
  };
}

function counted(visit: { actions: number; pageViews: number }, kind: HitKind): { actions: number; pageViews: number } {
  return {
    actions: visit.actions + (ACTIONS.includes(kind) ? 1 : 0),
    pageViews: visit.pageViews + (kind === 'page view' ? 1 : 0),
  };
}
