import { describe, expect, it } from 'vitest';
import { createStore } from '../../demo/inspector/public/store.js';
import { storedHit, storedVisit } from './stored-hit.js';

const ids = (store: ReturnType<typeof createStore>) => store.hits().map(({ id }) => id);
/** Newest first, as the collector answers. */
const history = (newest: number, oldest: number) =>
  Array.from({ length: newest - oldest + 1 }, (_, index) => storedHit(newest - index));

describe('store', () => {
  it('keeps hits by number, also when one arrives late or twice', () => {
    const store = createStore(10);
    for (const id of [1, 3, 2, 3]) store.add(storedHit(id), storedVisit(1));

    expect(ids(store)).toEqual([1, 2, 3]);
    expect(store.newest()).toBe(3);
  });

  it('keeps the latest data of a visit', () => {
    const store = createStore(10);
    store.add(storedHit(1), storedVisit(1, { actions: 1 }));
    store.add(storedHit(1), storedVisit(1, { actions: 2 }));

    expect(store.visit(1)?.actions).toBe(2);
    expect(store.visit(2)).toBeUndefined();
  });

  it('drops the oldest hits when there are too many, and remembers that there are more', () => {
    const store = createStore(2);
    expect(store.hasMore()).toBe(false);
    for (const id of [1, 2, 3]) store.add(storedHit(id), storedVisit(1));

    expect(ids(store)).toEqual([2, 3]);
    expect(store.hasMore()).toBe(true);
    expect(store.isFull()).toBe(true);
  });

  it('takes a hit again that it had dropped', () => {
    const store = createStore(2);
    for (const id of [1, 2, 3]) store.add(storedHit(id), storedVisit(1));
    store.clear();
    store.add(storedHit(1), storedVisit(1));

    expect(ids(store)).toEqual([1]);
  });

  describe('after a reconnection', () => {
    it('holds the collector’s hits, and keeps the objects of known ones', () => {
      const store = createStore(10);
      const known = storedHit(2);
      store.add(known, storedVisit(1));
      store.replace([storedHit(3), storedHit(2)], [storedVisit(1, { actions: 7 })], true);

      expect(ids(store)).toEqual([2, 3]);
      expect(store.hits()[0]).toBe(known);
      expect(store.visit(1)?.actions).toBe(7);
    });

    it('keeps older hits when the collector still has the ones around them', () => {
      const store = createStore(10);
      store.replace(history(6, 3), [], false);
      store.extend(history(2, 1), 3, true);
      store.replace(history(8, 5), [], false);

      expect(ids(store)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      expect(store.hasMore()).toBe(false);
    });

    it('drops all hits that a clear in between has deleted', () => {
      const store = createStore(10);
      store.replace(history(6, 3), [], false);
      store.replace(history(20, 17), [], false);

      expect(ids(store)).toEqual([17, 18, 19, 20]);
      expect(store.hasMore()).toBe(true);
    });

    it('drops hits of another database that happen to have the same numbers', () => {
      const store = createStore(10);
      store.add(storedHit(1), storedVisit(1));
      const other = storedHit(1, { receivedAt: 5 });
      store.replace([other], [], true);

      expect(store.hits()).toEqual([other]);
    });
  });

  describe('when older hits are read', () => {
    it('takes as many hits as fit', () => {
      const store = createStore(4);
      store.replace(history(9, 8), [], false);
      store.extend(history(7, 4), 8, true);

      expect(ids(store)).toEqual([6, 7, 8, 9]);
      expect(store.hasMore()).toBe(true);
    });

    it('takes no hits when everything was cleared meanwhile', () => {
      const store = createStore(10);
      store.replace(history(9, 8), [], false);
      store.clear();
      store.extend(history(7, 4), 8, false);

      expect(ids(store)).toEqual([]);
      expect(store.hasMore()).toBe(false);
    });
  });
});
