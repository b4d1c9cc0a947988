// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { openPage } from '../support/page';
import { globals, onTrackerSetup, recordCalls, type Tracker } from './trackers';

const SECOND = 'https://two.test/matomo.php';

describe('a command', () => {
  it('calls the method with its arguments', async () => {
    const page = await openPage();
    await page.track(['trackEvent', 'c', 'a', 'n', 3]);
    expect(page.last()).toMatchObject({ e_c: 'c', e_a: 'a', e_n: 'n', e_v: '3' });
  });

  it.each<[string, (act: (this: Tracker, ...args: unknown[]) => void) => unknown]>([
    ['a list that begins with a function', (act) => [act, 'x', 2]],
    ['the arguments object of a function', (act) => asArguments(act, 'x', 2)],
  ])('given %s, the function gets the tracker as this and the rest as arguments', async (_, command) => {
    const page = await openPage();
    const seen: unknown[] = [];
    page.push(
      command(function (...args) {
        seen.push(this.getSiteId(), ...args);
      }),
    );
    expect(seen).toEqual(['1', 'x', 2]);
  });

  it('may be a bare function', async () => {
    const page = await openPage();
    let siteId: unknown;
    page.push(function (this: Tracker) {
      siteId = this.getSiteId();
    });
    expect(siteId).toBe('1');
  });

  it.each([
    ['a String object as name', [new String('trackEvent'), 'c', 'a']],
    ['a list of commands', [['trackEvent', 'c', 'a']]],
    ['lists in lists', [[[['trackEvent', 'c', 'a']]]]],
    ['the arguments object of a function', asArguments('trackEvent', 'c', 'a')],
  ])('may be written as %s', async (_, command) => {
    const page = await openPage();
    expect(await page.track(command)).toMatchObject([{ e_c: 'c', e_a: 'a' }]);
    expect(page.errors).toEqual([]);
  });

  it('may be one of several in a push, which run in their order', async () => {
    const page = await openPage();
    const hits = await page.track(['setUserId', 'anna'], ['trackEvent', 'c', '1'], ['trackEvent', 'c', '2']);
    expect(hits).toMatchObject([
      { e_a: '1', uid: 'anna' },
      { e_a: '2', uid: 'anna' },
    ]);
  });

  it('is left as it is, so that a page can push the same list twice', async () => {
    const page = await openPage();
    const command = ['trackEvent', 'c', 'a'];
    expect(await page.track(command, command)).toHaveLength(2);
    expect(command).toEqual(['trackEvent', 'c', 'a']);
  });
});

describe('a bad command', () => {
  it.each<[string, unknown]>([
    ['a bare name', 'trackPageView'],
    ['a number', 5],
    ['an empty list', []],
    ['a list without name', [null]],
    ['a list that begins with a number', [5, 'a']],
    ['nothing at all', null],
    ['undefined', undefined],
    ['an object', {}],
    ['a list that contains itself', cyclic()],
    ['an unknown method', ['noSuchMethodAtAll']],
    ['an inherited method', ['toString']],
    ['an inherited property', ['constructor']],
    ['a name in another case', ['TRACKPAGEVIEW']],
    ['a name with blanks', [' trackPageView ']],
    ['a function that throws', [throwing]],
    ['a bare function that throws', throwing],
    ['a method that throws', ['Broken.method']],
  ])('given %s, then it is one line on the console and the others go on', async (_, command) => {
    onTrackerSetup((tracker) => (tracker['Broken'] = { method: throwing }));
    const page = await openPage();
    const hits = await page.track(['trackEvent', 'c', 'before'], command, ['trackEvent', 'c', 'after']);
    expect(hits.map(({ e_a }) => e_a)).toEqual(['before', 'after']);
    expect(page.errors).toHaveLength(1);
  });

  it('does not keep the queue from starting', async () => {
    const page = await openPage({ commands: [5, ['nope'], [throwing], 'text', [[]], ['trackPageView']] });
    expect(page.params()).toMatchObject([{ action_name: 'T1', idsite: '1' }]);
    expect(page.errors).toHaveLength(5);
    expect(await page.track(['trackEvent', 'c', 'a'])).toHaveLength(1);
  });

  it.each([[null], [undefined], [false], [0], ['']])('%s in the initial queue is skipped silently', async (nothing) => {
    const page = await openPage({ commands: [nothing, ['trackPageView']] });
    expect(page.params()).toHaveLength(1);
    expect(page.errors).toEqual([]);
  });

  it('with an unknown method is answered with the known one that is nearest', async () => {
    const page = await openPage();
    page.push(['trackPageVeiw']);
    expect(page.errors).toEqual(['tinypaq: there is no method trackPageVeiw, did you mean trackPageView?']);
  });

  it('with an unknown method is one complaint, however many trackers there are', async () => {
    const page = await openPage({ commands: [['addTracker', SECOND, 2]] });
    page.push(['trackPageVeiw']);
    expect(page.errors).toHaveLength(1);
  });

  it('says in the small script that there is no such method', async () => {
    const page = await openPage({ script: 'core' });
    page.push(['trackPageVeiw']);
    expect(page.errors).toEqual(['tinypaq: there is no method trackPageVeiw']);
  });
});

describe('push', () => {
  it('returns nothing, has no parameters of its own, and works detached', async () => {
    const page = await openPage();
    const { push } = globals._paq as { push(...commands: unknown[]): unknown };
    expect(push(['setUserId', 'anna'])).toBeUndefined();
    expect(push).toHaveLength(0);
    expect(page.tracker['getUserId']?.()).toBe('anna');
  });

  it('is all that _paq has once the script has run', async () => {
    await openPage();
    expect(Object.getOwnPropertyNames(globals._paq)).toEqual(['push']);
    expect(Array.isArray(globals._paq)).toBe(false);
  });

  it('runs commands at once', async () => {
    const page = await openPage();
    page.push(['setUserId', 'anna']);
    expect(page.tracker['getUserId']?.()).toBe('anna');
  });
});

/** The original's 32 in its order, but for four that have to do with consent and with where its cookies are. */
const FIRST = [
  ...['addTracker', 'enableFileTracking', 'requireCookieConsent', 'disableBrowserFeatureDetection'],
  ...['disableCampaignParameters', 'disableCookies', 'setTrackerUrl', 'setAPIUrl', 'enableCrossDomainLinking'],
  ...['setCrossDomainLinkingTimeout', 'setSessionCookieTimeout', 'setVisitorCookieTimeout', 'setCookieNamePrefix'],
  ...['setCookieSameSite', 'setSecureCookie', 'setCookiePath'],
  ...['setCookieConsentGiven', 'requireConsent', 'enableExemptMode', 'setCookieDomain', 'forgetCookieConsentGiven'],
  ...['setDomains', 'setUserId', 'setVisitorId', 'setSiteId', 'alwaysUseSendBeacon', 'disableAlwaysUseSendBeacon'],
  ...['enableLinkTracking', 'setConsentGiven', 'disablePerformanceTracking'],
  ...['setPagePerformanceTiming', 'setExcludedQueryParams', 'setExcludedReferrers'],
];

describe('the initial queue', () => {
  it('runs the settings first, in the order of the documents, whatever their order in the queue', async () => {
    const calls = recordCalls(...FIRST, 'trackPageView');
    await openPage({ trackerUrl: null, siteId: null, commands: ['trackPageView', ...FIRST].reverse().map((n) => [n]) });
    expect(calls.map(([, name]) => name)).toEqual([...FIRST, 'trackPageView']);
  });

  it('runs all commands of a name, in their order, before the next name', async () => {
    const calls = recordCalls('setUserId', 'setDomains');
    await openPage({
      commands: [
        ['setUserId', 'a'],
        ['setDomains', 'x'],
        ['setUserId', 'b'],
      ],
    });
    expect(calls.map(([, ...call]) => call)).toEqual([
      ['setDomains', 'x'],
      ['setUserId', 'a'],
      ['setUserId', 'b'],
    ]);
  });

  it('leaves the others where they are', async () => {
    const page = await openPage({
      commands: [
        ['trackPageView', 'early'],
        ['setCustomDimension', 1, 'late'],
        ['trackPageView', 'late'],
      ],
    });
    await page.pass(800);
    expect(page.params().map((hit) => [hit['action_name'], hit['dimension1']])).toEqual([
      ['early', undefined],
      ['late', 'late'],
    ]);
  });

  it('looks into lists of commands', async () => {
    const page = await openPage({
      trackerUrl: null,
      siteId: null,
      commands: [[['trackPageView'], ['setSiteId', 5], ['setTrackerUrl', SECOND]]],
    });
    expect(page.requests()).toMatchObject([{ to: SECOND }]);
    expect(page.last()).toMatchObject({ idsite: '5' });
  });

  it('says once for each repetition of a setting that it is repeated, and runs it', async () => {
    const page = await openPage({
      commands: [
        ['setUserId', 'a'],
        ['setUserId', 'b'],
        ['setUserId', 'c'],
        ['setCustomDimension', 1, 'x'],
        ['setCustomDimension', 1, 'y'],
        ['enableLinkTracking'],
        ['enableLinkTracking'],
        ['addTracker', SECOND, 2],
        ['addTracker', SECOND, 3],
        ['trackPageView'],
      ],
    });
    expect(page.params()).toMatchObject([{ uid: 'c', dimension1: 'y' }, { idsite: '2' }, { idsite: '3' }]);
    expect(page.errors).toEqual(
      Array.from({ length: 2 }, () => 'tinypaq: The method setUserId is registered more than once'),
    );
  });

  it('says nothing of repetitions later', async () => {
    const page = await openPage();
    page.push(['setUserId', 'a'], ['setUserId', 'b']);
    expect(page.errors).toEqual([]);
  });

  it('runs at its end what is pushed meanwhile, settings included', async () => {
    const order: unknown[] = [];
    const note = (what: unknown) => [() => void order.push(what)];
    await openPage({
      commands: [
        [
          function (this: Tracker) {
            (globals._paq as unknown[]).push(note('pushed'), ['setUserId', 'late']);
            order.push('first');
          },
        ],
        [
          function (this: Tracker & { getUserId(): unknown }) {
            order.push(['user', this.getUserId()]);
          },
        ],
        note('last'),
      ],
    });
    expect(order).toEqual(['first', ['user', ''], 'last', 'pushed']);
    expect((globals.Matomo.getAsyncTracker() as unknown as { getUserId(): unknown }).getUserId()).toBe('late');
  });

  it('runs at once what is pushed by a function later', async () => {
    const page = await openPage();
    const order: string[] = [];
    page.push(
      () => {
        page.push(() => order.push('inner'));
        order.push('outer');
      },
      () => order.push('next'),
    );
    expect(order).toEqual(['inner', 'outer', 'next']);
  });
});

describe('before there is a tracker address', () => {
  it('commands wait for it', async () => {
    const page = await openPage({
      trackerUrl: null,
      siteId: null,
      commands: [['trackPageView'], ['setUserId', 'anna'], ['setSiteId', 4]],
    });
    expect(globals.Matomo.getAsyncTrackers()).toEqual([]);
    page.push(['trackEvent', 'c', 'a']);
    expect(page.requests()).toEqual([]);
    page.push(['setTrackerUrl', SECOND]);
    await page.pass(800);
    expect(page.params()).toMatchObject([
      { action_name: 'T1', uid: 'anna', idsite: '4' },
      { e_c: 'c', uid: 'anna' },
    ]);
    expect(page.errors).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['addTracker', ['addTracker', SECOND, 4]],
    [
      'a function',
      function (this: Record<string, (value: unknown) => void>) {
        this['setTrackerUrl']?.(SECOND);
        this['setSiteId']?.(4);
      },
    ],
  ])('%s gives one, too', async (_, command) => {
    const page = await openPage({ trackerUrl: null, siteId: null });
    page.push(command, ['trackEvent', 'c', 'a']);
    await page.pass(800);
    expect(page.requests().filter(({ to }) => to === SECOND)).toHaveLength(1);
  });

  it('a tracker that is made by hand gets them', async () => {
    const page = await openPage({ trackerUrl: null, siteId: null, commands: [['trackPageView']] });
    globals.Matomo.addTracker(SECOND, 4);
    expect(page.params()).toMatchObject([{ action_name: 'T1', idsite: '4' }]);
  });
});

describe('with several trackers', () => {
  const two = { commands: [['addTracker', SECOND, 2]] };

  it('each command goes to each, in the order in which they were made', async () => {
    const page = await openPage(two);
    const hits = await page.track(['trackEvent', 'c', 'a']);
    expect(hits.map(({ idsite }) => idsite)).toEqual(['1', '2']);
  });

  it('trackers that are added in the initial queue get its other commands, too', async () => {
    const page = await openPage({ commands: [['trackPageView'], ['addTracker', SECOND, 2]] });
    expect(page.requests().map(({ to }) => to)).toEqual(['https://stats.test/matomo.php', SECOND]);
  });

  it('a tracker added in the initial queue without address has the last one that is set there', async () => {
    const page = await openPage({
      trackerUrl: null,
      commands: [['addTracker', null, 2], ['setTrackerUrl', 'https://x.test/'], ['setTrackerUrl', SECOND], ['ping']],
    });
    expect(page.requests().map(({ to }) => to)).toEqual([SECOND, SECOND]);
  });

  it.each(['setSiteId', 'setTrackerUrl'])('%s is for the first only', async (method) => {
    const page = await openPage(two);
    page.push([method, 'https://new.test/']);
    const [first, second] = globals.Matomo.getAsyncTrackers();
    const get = method.replace('set', 'get') as 'getSiteId';
    expect(first?.[get]()).toBe('https://new.test/');
    expect(second?.[get]()).not.toBe('https://new.test/');
  });

  it('addTracker adds one tracker, not one for each', async () => {
    const page = await openPage(two);
    page.push(['addTracker', SECOND, 3]);
    expect(globals.Matomo.getAsyncTrackers().map((tracker) => tracker.getSiteId())).toEqual(['1', 2, 3]);
  });

  it('a function is called once for each', async () => {
    const page = await openPage(two);
    const sites: unknown[] = [];
    page.push([
      function (this: Tracker) {
        sites.push(this.getSiteId());
      },
    ]);
    expect(sites).toEqual(['1', 2]);
  });

  it('a function that adds a tracker is not called for that one', async () => {
    const page = await openPage();
    page.push([
      function (this: Tracker) {
        this.addTracker(SECOND, 7);
      },
    ]);
    expect(globals.Matomo.getAsyncTrackers()).toHaveLength(2);
  });

  it("a plugin's method is called on each tracker's own object", async () => {
    const calls: unknown[] = [];
    onTrackerSetup((tracker) => {
      tracker['Helper'] = {
        mark(this: unknown, value: unknown) {
          calls.push([tracker.getSiteId(), value, this === tracker['Helper']]);
        },
      };
    });
    const page = await openPage(two);
    page.push(['Helper.mark', 'x']);
    expect(calls).toEqual([
      ['1', 'x', true],
      [2, 'x', true],
    ]);
  });
});

describe('a static command', () => {
  it('calls the function of the object, once, without a tracker', async () => {
    const page = await openPage({ commands: [['addTracker', SECOND, 2]] });
    const calls: unknown[] = [];
    globals.Matomo['Extra'] = {
      note(this: unknown, ...args: unknown[]) {
        calls.push([this === globals.Matomo['Extra'], ...args]);
      },
    };
    page.push(['Extra::note', 1, 'b']);
    expect(calls).toEqual([[true, 1, 'b']]);
  });

  it('reaches the members that are always there', async () => {
    const page = await openPage();
    let isReady = false;
    page.push(['DOM::onReady', () => (isReady = true)]);
    expect(isReady).toBe(true);
  });

  it.each([[['Late::act', 1]], [['Late.act', 1]]])('%j is kept silently until its object is there', async (command) => {
    const page = await openPage();
    page.push(command);
    globals.Matomo.retryMissedPluginCalls();
    expect(page.errors).toEqual([]);
    const calls: unknown[] = [];
    const late = { act: (value: unknown) => calls.push(value) };
    globals.Matomo['Late'] = late;
    page.tracker['Late'] = late as never;
    expect(calls).toEqual([]);
    globals.Matomo.retryMissedPluginCalls();
    globals.Matomo.retryMissedPluginCalls();
    expect(calls).toEqual([1]);
  });

  it('that was missed by one tracker is repeated for that one only', async () => {
    const calls: unknown[] = [];
    const helperOf = (tracker: Tracker) => ({ mark: () => calls.push(tracker.getSiteId()) });
    onTrackerSetup((tracker) => {
      if (tracker.getTrackerUrl() !== SECOND) tracker['Helper'] = helperOf(tracker);
    });
    const page = await openPage({ commands: [['addTracker', SECOND, 2]] });
    page.push(['Helper.mark']);
    const second = globals.Matomo.getAsyncTrackers()[1] as Tracker;
    second['Helper'] = helperOf(second);
    globals.Matomo.retryMissedPluginCalls();
    expect(calls).toEqual(['1', 2]);
  });

  it('missed calls are repeated in their order', async () => {
    const page = await openPage();
    const calls: unknown[] = [];
    page.push(['Late::act', 1], ['Other::act', 2], ['Late::act', 3]);
    globals.Matomo['Late'] = { act: (value: unknown) => calls.push(value) };
    globals.Matomo.retryMissedPluginCalls();
    globals.Matomo['Other'] = globals.Matomo['Late'];
    globals.Matomo.retryMissedPluginCalls();
    expect(calls).toEqual([1, 3, 2]);
  });

  it("without the method in a plugin's object is one complaint", async () => {
    onTrackerSetup((tracker) => (tracker['Helper'] = {}));
    const page = await openPage();
    page.push(['Helper.nope'], ['Helper.nope']);
    expect(page.errors).toHaveLength(2);
  });
});

function throwing(): never {
  throw new Error('bad command');
}

function asArguments(..._args: unknown[]): IArguments {
  // eslint-disable-next-line prefer-rest-params -- this is what some pages push
  return arguments;
}

function cyclic(): unknown[] {
  const list: unknown[] = [];
  list.push(list);
  return list;
}
