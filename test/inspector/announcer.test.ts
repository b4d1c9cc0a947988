// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createAnnouncer } from '../../demo/inspector/public/announcer.js';
import { storedHit } from './stored-hit.js';

describe('announcement of new hits', () => {
  let region: HTMLElement;
  let announcer: ReturnType<typeof createAnnouncer>;

  beforeEach(() => {
    vi.useFakeTimers();
    region = document.createElement('p');
    announcer = createAnnouncer(region);
    return () => vi.useRealTimers();
  });

  it('collects hits for a moment, then announces their number and the latest one', () => {
    announcer.arrived(storedHit(1));
    announcer.arrived(storedHit(2, { violations: [{ parameter: 'e_v', message: 'must be a number' }] }));
    expect(region.textContent).toBe('');
    vi.advanceTimersByTime(1000);

    expect(region.textContent).toBe('2 new hits, 1 with violations. Latest: Page view: Page 2');
  });

  it('makes at most one announcement in eight seconds, however many hits arrive', () => {
    const said = new Set<string>();
    for (let id = 1; id <= 160; id++) {
      announcer.arrived(storedHit(id));
      vi.advanceTimersByTime(100);
      said.add(region.textContent ?? '');
    }

    expect([...said].filter(Boolean)).toHaveLength(2);
  });

  it('announces no hits after it was silenced', () => {
    announcer.arrived(storedHit(1));
    announcer.silence();
    vi.advanceTimersByTime(20_000);

    expect(region.textContent).toBe('');
  });
});
