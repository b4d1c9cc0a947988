/** Who the visitor is: user ID, visitor ID, visits. */
import { keptCookie, mayStore } from '../identity/cookies';
import { VISITOR_ID, loadVisitor, saveVisitor } from '../identity/visitor';
import { refuse } from '../report';
import { isAbsent, isString, isText } from '../values';
import type { Context } from '../context';

export const users = (t: Context) => ({
  /** Sets the user ID (`uid`): a number or non-empty text. Nothing at all is ignored, {@link resetUserId} clears. */
  setUserId(id?: unknown): void {
    if (isText(id)) t._userId = id;
    else if (!isAbsent(id) && id !== '') refuse('setUserId', id, 'text');
  },
  getUserId: () => t._userId as string | number,
  resetUserId(): void {
    t._userId = '';
  },

  /** Sets the visitor ID (`_id`): 16 hexadecimal digits. */
  setVisitorId(id: string): void {
    if (!isString(id) || !VISITOR_ID.test(id)) return refuse('setVisitorId', id, '16 hexadecimal digits');
    t._forcedId = String(id);
  },
  getVisitorId: (): string => t._api.getVisitorInfo()[1] as string,
  /** `['0', id, created, …]` as the cookie has it, or `['1', id, created]` where there is none. */
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
