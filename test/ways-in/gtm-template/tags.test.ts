// A tag loads the script, configures the tracker and tracks what is chosen in its fields.
import { describe, expect, it } from 'vitest';
import { openContainer } from './container';

describe('given a tag that fires first on a page', () => {
  /** A case: a tag that tracks nothing, with one further command. */
  const further = (
    method: string,
    value: unknown,
    args: unknown[],
  ): [data: Record<string, unknown>, command: unknown[]][] => [
    [{ action: 'nothing', commands: [{ method, value }] }, [method, ...args]],
  ];

  it.each([
    [
      { linkTracking: true, heartbeat: '15' },
      ['trackPageView', undefined],
      ['enableLinkTracking'],
      ['enableHeartBeatTimer', '15'],
    ],
    [{ title: 'Home' }, ['trackPageView', 'Home']],
    [
      { action: 'event', eventCategory: 'c', eventAction: 'a', eventName: '', eventValue: 0 },
      ['trackEvent', 'c', 'a', undefined, 0],
    ],
    [{ action: 'search', searchKeyword: 'k', searchCount: '3' }, ['trackSiteSearch', 'k', undefined, '3']],
    [{ action: 'goal', goalId: '4', goalRevenue: '9.5' }, ['trackGoal', '4', '9.5']],
    [{ action: 'nothing' }],
    [{ commands: [{ method: 'setUserId', value: 'anna' }] }, ['setUserId', 'anna'], ['trackPageView', undefined]],
    [{ action: 'nothing', commands: [{ method: 'disableCookies', value: '' }] }, ['disableCookies', undefined]],
    ...further('setCustomDimension', '[1, "Member"]', [1, 'Member']),
    ...further('setDoNotTrack', '[false]', [false]),
    ...further('setExcludedQueryParams', '[["email", "token"]]', [['email', 'token']]),
    ...further('setUserId', '[""]', ['']),
    ...further('setVariable', ['of', 'another type'], [['of', 'another type']]),
  ])('when it is %j, then it configures the tracker and pushes its commands', (data, ...expected) => {
    const container = openContainer();
    container.fire(data);
    const [, ...rest] = container.commands;
    expect(container.commands[0]).toEqual(['setTrackerUrl', 'https://stats.test/m/matomo.php']);
    expect(rest).toEqual([['setSiteId', '7'], ...expected]);
    expect(container.gtmOnSuccess).toHaveBeenCalledTimes(1);
    expect(container.gtmOnFailure).not.toHaveBeenCalled();
  });

  it('when the value of a further command begins like a list and is none, then the others are pushed, with a message', () => {
    const container = openContainer();
    container.fire({
      action: 'nothing',
      commands: [
        { method: 'setCustomDimension', value: '[1, Member]' },
        { method: 'setUserId', value: 'anna' },
      ],
    });
    expect(container.commands.slice(2)).toEqual([['setUserId', 'anna']]);
    expect(container.log).toHaveBeenCalledWith('tinypaq: setCustomDimension: this is no JSON list: [1, Member]');
    expect(container.gtmOnSuccess).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['', 'https://stats.test/m/tinypaq.js'],
    ['https://cdn.test/x.js', 'https://cdn.test/x.js'],
  ])('when the address of the script is "%s", then %s is loaded, once for all tags', (scriptUrl, expected) => {
    const container = openContainer();
    container.fire({ scriptUrl });
    expect(container.injectScript.mock.calls.map(([url, , , token]) => [url, token])).toEqual([[expected, 'tinypaq']]);
  });

  it('when the script is on the page already, then it is not loaded again', () => {
    const container = openContainer({ present: true });
    container.fire({});
    expect(container.injectScript).not.toHaveBeenCalled();
    expect(container.gtmOnSuccess).toHaveBeenCalledTimes(1);
  });

  it('when the script does not load, then the tag fails with a message', () => {
    const container = openContainer();
    container.injectScript.mockImplementation((_url, _onSuccess, onFailure) => onFailure());
    container.fire({});
    expect(container.gtmOnFailure).toHaveBeenCalledTimes(1);
    expect(container.log).toHaveBeenCalledWith('tinypaq: could not load https://stats.test/m/tinypaq.js');
  });

  it('when the template may not load the script, then nothing is pushed', () => {
    const container = openContainer({ mayInject: false });
    container.fire({});
    expect(container.commands).toEqual([]);
    expect(container.gtmOnFailure).toHaveBeenCalledTimes(1);
  });
});

describe('given further tags on the same page', () => {
  it('when they are for the same site, then they only push what they track', () => {
    const container = openContainer();
    container.fire({});
    container.commands.splice(0);
    container.fire({ action: 'event', eventCategory: 'c', eventAction: 'a' });
    expect(container.commands).toEqual([['trackEvent', 'c', 'a', undefined, undefined]]);
  });

  it('when one is for another site, then it fails with a message', () => {
    const container = openContainer();
    container.fire({});
    container.commands.splice(0);
    container.fire({ siteId: 8 });
    expect(container.commands).toEqual([]);
    expect(container.gtmOnFailure).toHaveBeenCalledTimes(1);
    expect(container.log.mock.calls[0]?.[0]).toContain('another site already');
  });
});
