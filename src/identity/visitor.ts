/** The visitor: ID, visits and session, kept in the `id` and `ses` cookies. */
import { timeNow } from '../page/clock';
import { documentText } from '../page/document';
import { workSoon } from '../slices';
import { attribute } from './attribution';
import { deleteCookies, keepCookie, keptCookie, mayStore } from './cookies';
import type { Context } from '../context';
import type { Params } from '../encode';

/** Number of visits, start of this one, start of the one before, last order: the fields of the cookie behind ID and creation. */
type Counters = [visits: number, current: number, previous: number, ordered: number];

/** What the visitor cookie holds; times are unix seconds, 0 for unknown. */
export interface Visitor {
  _id: string;
  _created: number;
  _counters: Counters;
  /** There was no visitor cookie. */
  _isNew: boolean;
}

/** The server accepts nothing else as a visitor ID. */
export const VISITOR_ID = /^[\da-f]{16}$/i;

/** Unix seconds, rounded as the original rounds them. */
export const seconds = (): number => Math.round(timeNow() / 1000);

/** A number as the cookie holds it; 0 where it is damaged. */
const numberOf = (text = ''): number => (/^\d{1,10}$/.test(text) ? Number(text) : 0);

/** Eight random bytes as 16 hexadecimal digits. */
const randomId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * The visitor as stored. Forced IDs win over the cookie, the cookie over a new ID; without cookies there is no ID.
 * Reads `id.created`, the layout of Matomo 4 and 5, and behind it the counters of the 3.x layout.
 */
export const loadVisitor = (t: Context): Visitor => {
  const canStore = mayStore(t);
  const fields = keptCookie(t, 'id').split('.');
  const isKnown = VISITOR_ID.test(fields[0] as string);
  const [id, created, ...counters] = isKnown ? fields : [];
  // The ID lives in the cookie: if that gets another name, or is deleted from outside, there is a new visitor.
  if (isKnown) t._memoryId = undefined;
  const forced = t._consentGiven && (t._forcedId || t._linkedId());
  const fresh = (): string => (canStore && navigator.cookieEnabled ? (t._memoryId = t._memoryId || randomId()) : '');
  return {
    _id: forced || id || fresh(),
    _created: numberOf(created) || seconds(),
    _counters: [0, 1, 2, 3].map((index) => numberOf(counters[index])) as Counters,
    _isNew: !isKnown,
  };
};

/** Writes the visitor cookie. Its lifetime counts from the first visit: it does not slide. */
export const saveVisitor = (t: Context, visitor: Visitor): void => {
  if (!visitor._id || t._siteId === '') return;
  const counters = t._countersOff ? [''] : visitor._counters.map((count) => count || '');
  const value = [visitor._id, visitor._created, ...counters].join('.');
  const left = (visitor._created + t._visitorTimeout - seconds()) * 1000;
  keepCookie(t, 'id', value, left <= 0 ? -1 : left);
  // Has the browser kept it? In a task of its own, because reading cookies right behind writing one takes long.
  if (t._memoryId) workSoon(() => loadVisitor(t));
};

/** All parameters of a hit about the visitor (Tracking API: `_id`, acquisition channel). Writes the cookies that go with them. */
export const identify = (t: Context, url: string, referrer: string): Params => {
  const now = seconds();
  if (t._cookiesOff === true || (t._cookiesOff && !t._awaitsConsent)) deleteCookies(t);
  const session = keptCookie(t, 'ses');
  const [campaign, keyword, time, source] = attribute(t, now, session, url, referrer);
  const visitor = loadVisitor(t);
  let [visits, current, previous, ordered] = visitor._counters;
  // A visit begins with the first hit that finds no session cookie. If another tracker has begun it without counting, it counts
  // as the first.
  if (!session || !visits) {
    visits++;
    previous = current;
    current = now;
  }
  ordered = t._orderedAt || ordered;
  visitor._counters = [visits, current, previous, ordered];
  saveVisitor(t, visitor);
  // The time of the order now lives in the cookie: another tab may order later, or another visitor may come.
  if (t._orderedAt && keptCookie(t, 'id')) t._orderedAt = 0;
  keepCookie(t, 'ses', '1', t._sessionTimeout * 1000);
  const charset = documentText('characterSet');
  const isCounted = !t._countersOff && visitor._id && mayStore(t);
  return {
    _id: visitor._id,
    _idn: +visitor._isNew,
    ...(isCounted && {
      _idts: visitor._created,
      _idvc: visits,
      _viewts: previous || undefined,
      _ects: ordered || undefined,
    }),
    cs: /^utf-?8$/i.test(charset) ? undefined : charset,
    send_image: 0,
    _rcn: campaign || undefined,
    _rck: keyword || undefined,
    _refts: time,
    _ref: source || undefined,
  };
};
