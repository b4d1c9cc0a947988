/** Goals. */
import { track } from '../hit/build';
import { isWhole } from '../values';
import { numeric } from '../hit/validate';
import { refuse } from '../report';
import type { Amount, Callback, CustomData, Text } from '../arguments';
import type { Context } from '../context';

export const goals = (t: Context) => ({
  /**
   * Tracks the conversion of a goal.
   * @param idGoal - the goal's ID on the server, a whole number; else refused
   * @param revenue - a monetary value; 0 is the same as none
   * @param customData - data of this call: `dimensionN` keys become custom dimensions
   * @param callback - called when the request is over; never if the hit is not sent
   * @see Tracking API: `idgoal`, `revenue`
   */
  trackGoal(idGoal: Text, revenue?: Amount, customData?: CustomData, callback?: Callback): void {
    if (!isWhole(idGoal)) return refuse(idGoal, 'an ID', 'idGoal');
    track(
      t,
      { idgoal: idGoal, revenue: numeric(revenue || undefined, 'revenue') },
      { _kind: 'goal', _data: customData, _callback: callback },
    );
  },
});
