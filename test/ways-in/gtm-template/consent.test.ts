// A tag passes the visitor's consent on to the tracker.
import { describe, expect, it } from 'vitest';
import { openContainer } from './container';

describe('given a consent setting', () => {
  const first = (data: object, granted = false) => {
    const container = openContainer({ granted });
    container.fire({ action: 'nothing', ...data });
    return container.commands.map(([method]) => method);
  };
  const CONFIGURED = ['setTrackerUrl', 'setSiteId'];

  it.each([
    [{ consent: 'none' }, []],
    [{ consent: 'hits', consentSource: 'page' }, ['requireConsent']],
    [{ consent: 'cookies', consentSource: 'page' }, ['requireCookieConsent']],
    [{ consent: 'hits' }, ['requireConsent']],
    [{ consent: 'cookies' }, ['requireCookieConsent']],
  ])('when it is %j, then %j comes before all other commands', (data, expected) => {
    expect(first(data)).toEqual([...expected, ...CONFIGURED]);
  });

  it.each([
    ['hits', ['requireConsent', 'setConsentGiven']],
    ['cookies', ['requireCookieConsent', 'setCookieConsentGiven']],
  ])('when it is for %s and consent is granted already, then the tracker gets that at once', (consent, expected) => {
    expect(first({ consent }, true)).toEqual([...expected, ...CONFIGURED]);
  });

  it('when consent mode changes, then the tracker gets each change once', () => {
    const container = openContainer();
    container.fire({ consent: 'hits' });
    container.fire({ consent: 'hits', action: 'goal', goalId: '1' });
    container.commands.splice(0);
    container.change(false);
    container.change(true);
    container.change(true);
    container.change(false);
    expect(container.commands).toEqual([['setConsentGiven'], ['forgetConsentGiven']]);
  });

  it('when consent was granted from the start and is withdrawn, then the tracker gets that', () => {
    const container = openContainer({ granted: true });
    container.fire({ consent: 'cookies' });
    container.commands.splice(0);
    container.change(true);
    container.change(false);
    expect(container.commands).toEqual([['forgetCookieConsentGiven']]);
  });
});
