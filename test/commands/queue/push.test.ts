// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { openPage } from '../../support/page';
import { globals } from '../trackers';

describe('push', () => {
  it('returns nothing, has no parameters of its own, and works detached', async () => {
    const page = await openPage();
    const { push } = globals._paq as { push(...commands: unknown[]): unknown };
    expect(push(['setUserId', 'anna'])).toBeUndefined();
    expect(push).toHaveLength(0);
    expect(page.tracker.getUserId()).toBe('anna');
  });

  it('is all that _paq has once the script has run', async () => {
    await openPage();
    expect(Object.getOwnPropertyNames(globals._paq)).toEqual(['push']);
    expect(Array.isArray(globals._paq)).toBe(false);
  });

  it('runs commands at once', async () => {
    const page = await openPage();
    page.push(['setUserId', 'anna']);
    expect(page.tracker.getUserId()).toBe('anna');
  });
});
