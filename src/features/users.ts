/** Who the visitor is: user ID, visitor ID, visits. */
import { keptCookie, mayStore } from '../identity/cookies';
import { VISITOR_ID, loadVisitor, saveVisitor } from '../identity/visitor';
import { refuse } from '../report';
import { isAbsent, isString, isText } from '../values';
import type { Text } from '../arguments';
import type { Context } from '../context';

export const users = (t: Context) => ({
  /**
   * Sets the user: who has signed in, on whatever device.
   * @param id - a number or text; nothing at all is ignored, since {@link resetUserId} clears
   * @see Tracking API: `uid`
   */
  setUserId(id?: Text | null): void {
    if (isText(id)) t._userId = id;
    else if (!isAbsent(id) && id !== '') refuse('setUserId', id, 'text');
  },
  /** The user ID, as it was set; `''` if it was not. */
  getUserId: () => t._userId as string | number,
  /** Forgets the user, such as when they sign out. */
  resetUserId(): void {
    t._userId = '';
  },

  /**
   * Sets the visitor ID of this page; the cookie takes it over.
   * @param id - 16 hexadecimal digits; else refused
   * @see Tracking API: `_id`
   */
  setVisitorId(id: string): void {
    if (!isString(id) || !VISITOR_ID.test(id)) return refuse('setVisitorId', id, '16 hexadecimal digits');
    t._forcedId = String(id);
  },
  /** The visitor ID, 16 hexadecimal digits; `''` where nothing may be stored. */
  getVisitorId: (): string => t._api.getVisitorInfo()[1] as string,
  /** What is known of the visitor: `['0', id, created, …]` as the cookie has it, or `['1', id, created]` where there is none. */
  getVisitorInfo(): unknown[] {
    const visitor = loadVisitor(t);
    if (visitor._isNew && mayStore(t)) saveVisitor(t, visitor);
    const fields = keptCookie(t, 'id').split('.');
    return VISITOR_ID.test(fields[0] as string)
      ? ['0', visitor._id].concat(fields.slice(1))
      : ['1', visitor._id, visitor._created];
  },
  /** Neither counts visits in the visitor cookie nor sends `_idts`, `_idvc`, `_viewts`, `_ects`. */
  disableVisitCounters(): void {
    t._counters = false;
  },
});
