import { describe, expect, it } from 'vitest';
import { NO_FILTER } from '../../demo/inspector/public/filter.js';
import { viewOf } from '../../demo/inspector/public/view.js';
import { storedHit } from './stored-hit.js';

const ALL = { filter: NO_FILTER, upTo: Infinity, most: 500 };

describe('view', () => {
  it('groups hits by visit; the visit with the newest hit and the newest hit come first', () => {
    const hits = [1, 2, 3, 4].map((id) => storedHit(id, { visitId: id === 2 ? 7 : 8 }));
    const { groups } = viewOf(hits, ALL);

    expect(groups.map(({ visitId, hits }) => [visitId, hits.map(({ id }) => id)])).toEqual([
      [8, [4, 3, 1]],
      [7, [2]],
    ]);
  });

  it('groups hits without a visit by their visitor', () => {
    const hits = ['aa', 'bb', 'aa'].map((visitorId, index) => storedHit(index + 1, { visitId: 0, visitorId }));

    expect(viewOf(hits, ALL).groups.map(({ hits }) => hits.map(({ id }) => id))).toEqual([[3, 1], [2]]);
  });

  it('lists the newest hits only and counts the rest', () => {
    const hits = Array.from({ length: 3000 }, (_, index) => storedHit(index + 1));
    const view = viewOf(hits, ALL);

    expect(view).toMatchObject({ listed: 500, matching: 3000, total: 3000, waiting: 0 });
    expect(view.groups[0]?.hits[0].id).toBe(3000);
  });

  it('holds back hits that arrived since the pause', () => {
    const view = viewOf(
      [1, 2, 3].map((id) => storedHit(id)),
      { ...ALL, upTo: 1 },
    );

    expect(view).toMatchObject({ listed: 1, total: 1, waiting: 2 });
  });

  it('counts kinds, visitors and violations over all hits, filtered or not', () => {
    const violations = [{ parameter: 'e_v', message: 'must be a number' }];
    const hits = [
      storedHit(1, { userId: 'anna' }),
      storedHit(2, { kind: 'event', violations }),
      storedHit(3, { kind: 'event', visitorId: 'ffffffffffffffff' }),
    ];
    const view = viewOf(hits, { ...ALL, filter: { ...NO_FILTER, kinds: new Set(['page view']) } });

    expect(view.matching).toBe(1);
    expect([...view.kinds]).toEqual([
      ['event', 2],
      ['page view', 1],
    ]);
    expect(view.violating).toBe(1);
    expect(view.visitors).toEqual([
      { key: 'ffffffffffffffff', visitorId: 'ffffffffffffffff', userId: '', hits: 1 },
      { key: '8d425121a8a11feb', visitorId: '8d425121a8a11feb', userId: 'anna', hits: 2 },
    ]);
  });
});
