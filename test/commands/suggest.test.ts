import { describe, expect, it } from 'vitest';
import { suggest } from '../../src/commands/suggest';

const KNOWN = { trackPageView: 1, trackEvent: 1, setAPIUrl: 1, ping: 1, enableHeartBeatTimer: 1 };

describe('the nearest known name', () => {
  it.each([
    ['trackPageview', 'trackPageView'],
    ['trackPageVeiw', 'trackPageView'],
    ['TrackEvent', 'trackEvent'],
    ['trackEvents', 'trackEvent'],
    ['setApiUrl', 'setAPIUrl'],
    ['setHeartBeatTimer', 'enableHeartBeatTimer'],
  ])('of %s is %s', (name, expected) => {
    expect(suggest(name, KNOWN)).toBe(`, did you mean ${expected}?`);
  });

  it.each(['', 'foo', 'completelyDifferent', 'x'.repeat(100_000)])('is not given for something else (%#)', (name) => {
    expect(suggest(name, KNOWN)).toBe('');
  });
});
