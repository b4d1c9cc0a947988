/** The identity of the visitor: user ID, visitor ID, visits. */
import { keptCookie, mayStore } from '../identity/cookies';
import { VISITOR_ID, loadVisitor, saveVisitor } from '../identity/visitor';
import { refuse } from '../report';
import { isAbsent, isString, isText } from '../values';
import type { Text } from '../arguments';
import type { Context } from '../context';

export const users = (t: Context) => ({
  /**
   * Sets the user ID: who has signed in, the same on every device.
   * @param id - a number or text; an empty value is ignored, since {@link resetUserId} clears the ID
   * @see Tracking API: `uid`
   */
  setUserId(id?: Text | null): void {
    if (isText(id)) t._userId = id;
    else if (!isAbsent(id) && id !== '') refuse(id, 'text');
  },
  /** The user ID, as it was set; `''` if it was not. */
  getUserId: () => t._userId as string | number,
  /** Clears the user ID, such as when the user signs out. */
  resetUserId(): void {
    t._userId = '';
  },

  /**
   * Sets the visitor ID of this page; the next hit stores it in the visitor cookie.
   * @param id - 16 hexadecimal digits; else refused
   * @see Tracking API: `_id`
   */
  setVisitorId(id: string): void {
    if (!isString(id) || !VISITOR_ID.test(id)) return refuse(id, '16 hexadecimal digits');
    t._forcedId = String(id);
  },
  /**
   * The visitor ID, 16 hexadecimal digits; where nothing may be stored the one that was set or handed over, else `''`. Stores
   * that of a new visitor.
   */
  getVisitorId: (): string => t._api.getVisitorInfo()[1] as string,
  /** The visitor's data: `['0', id, created, …]` with the fields of the cookie, or `['1', id, created]` if none can be stored. */
  getVisitorInfo(): unknown[] {
    const visitor = loadVisitor(t);
    if (visitor._isNew && mayStore(t)) saveVisitor(t, visitor);
    const fields = keptCookie(t, 'id').split('.');
    return VISITOR_ID.test(fields[0] as string)
      ? ['0', visitor._id].concat(fields.slice(1))
      : ['1', visitor._id, visitor._created];
  },
  /** Stops counting visits in the visitor cookie, and sending `_idts`, `_idvc`, `_viewts`, `_ects`. */
  disableVisitCounters(): void {
    t._countersOff = true;
  },
});
