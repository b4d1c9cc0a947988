/** Goals. */
import { track } from '../hit/build';
import { isText } from '../values';
import { refuse } from '../report';
import type { Callback, Context } from '../context';

export const goals = (t: Context) => ({
  /**
   * Tracks the conversion of a goal.
   * @param idGoal - the goal's ID on the server
   * @param revenue - a monetary value; 0 is the same as none
   * @see Tracking API: `idgoal`, `revenue`
   */
  trackGoal(idGoal: string | number, revenue?: unknown, customData?: unknown, callback?: Callback): void {
    if (!isText(idGoal)) return refuse('trackGoal: idGoal', idGoal, 'a goal ID');
    track(
      t,
      { idgoal: idGoal, revenue: revenue || undefined },
      { _hook: 'goal', _data: customData, _callback: callback },
    );
  },
});
