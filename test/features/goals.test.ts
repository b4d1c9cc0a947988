// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { call, pick } from '../support/call';

describe('trackGoal', () => {
  it.each([
    [[1], { idgoal: '1' }],
    [['3', '7'], { idgoal: '3', revenue: '7' }],
    [[2, 19.99], { idgoal: '2', revenue: '19.99' }],
    [[2, -3], { idgoal: '2', revenue: '-3' }],
    [[2, '10,5'], { idgoal: '2', revenue: '10,5' }],
    [[2, 1e21], { idgoal: '2', revenue: '1e+21' }],
    [[4, 0], { idgoal: '4' }],
    [[4, '0'], { idgoal: '4', revenue: '0' }],
    [[4, NaN], { idgoal: '4' }],
    [[4, null], { idgoal: '4' }],
    [[4, ''], { idgoal: '4' }],
  ])('given %j it sends %j', async (args, expected) => {
    const { hits, errors } = await call(['trackGoal', ...args]);
    expect(hits.map((hit) => pick(hit, 'idgoal', 'revenue', 'ca'))).toEqual([expected]);
    expect(errors).toEqual([]);
  });

  it.each([[undefined], [null], [''], ['abc'], [NaN], [-1], [1.5], [{}], [true], ['1&2']])(
    'refuses %s as a goal: one line, nothing sent, no callback',
    async (idGoal) => {
      const callback = vi.fn();
      const { hits, errors } = await call(['trackGoal', idGoal, 1, undefined, callback]);
      expect(hits).toEqual([]);
      expect(errors).toEqual([expect.stringMatching(/trackGoal: idGoal is .*, expected an ID/)]);
      expect(callback).not.toHaveBeenCalled();
    },
  );

  it('sends a conversion without a revenue that would have cut the request in two', async () => {
    const { hits, errors } = await call(['trackGoal', 1, '5#6']);
    expect(hits.map((hit) => pick(hit, 'idgoal', 'revenue', 'rec'))).toEqual([{ idgoal: '1', rec: '1' }]);
    expect(errors).toEqual([expect.stringContaining('trackGoal: revenue is "5#6", expected a number')]);
  });
});
