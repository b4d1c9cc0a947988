// The types in a developer's code: commands, trackers with some features, features that the developer defines.
import { describe, expectTypeOf, it } from 'vitest';
import '../../src/globals';
import {
  coreFeatures,
  createTracker,
  defineFeature,
  events,
  fullFeatures,
  heartbeat,
  pageViews,
  type Command,
  type FeatureContext,
  type MatomoGlobal,
  type PageTracker,
  type Paq,
  type Tracker,
  type TrackerOf,
} from '../../src';

const options = { url: 'https://stats.test/matomo.php', siteId: 1 };

describe('_paq', () => {
  it('is an array until the script is there', () => {
    expectTypeOf<Command[]>().toExtend<Paq>();
    window._paq = window._paq || [];
    const queue: Paq = [];
    queue.push(['trackPageView'], ['enableLinkTracking']);
  });

  it('takes functions, with the tracker as this', () => {
    _paq.push(function () {
      expectTypeOf(this).toEqualTypeOf<PageTracker>();
      expectTypeOf(this.getVisitorId()).toBeString();
    });
    _paq.push(() => console.log('ready'));
    _paq.push([
      function (word: string, count: number) {
        this.trackSiteSearch(word, false, count);
      },
      'word',
      3,
    ]);
  });

  it('takes methods of plugins, whose names have a mark', () => {
    _paq.push(['HeatmapSessionRecording::enable'], ['MediaAnalytics::setPingInterval', 5], ['form.track', document]);
  });

  it('takes nothing else', () => {
    // @ts-expect-error: no such method
    _paq.push(['trackPageViews']);
    // @ts-expect-error: a string is no command
    _paq.push('trackPageView');
    // @ts-expect-error: an empty command
    _paq.push([]);
    // @ts-expect-error: a command begins with a name
    _paq.push([1, 'trackPageView']);
    // @ts-expect-error: the server's IDs are not objects
    _paq.push(['setSiteId', {}]);
  });
});

describe('the Matomo global', () => {
  it('may not be there yet', () => {
    expectTypeOf(Matomo).toEqualTypeOf<MatomoGlobal | undefined>();
    expectTypeOf(Matomo?.getAsyncTracker()).toEqualTypeOf<PageTracker | undefined>();
    expectTypeOf(window.Piwik).toEqualTypeOf<MatomoGlobal | undefined>();
    expectTypeOf<MatomoGlobal>().toHaveProperty('retryMissedPluginCalls');
    expectTypeOf<MatomoGlobal['DOM']['onReady']>().parameters.toEqualTypeOf<[callback: () => void]>();
  });

  it('makes trackers that can add others; those of the module cannot', () => {
    expectTypeOf<PageTracker>().toHaveProperty('addTracker');
    expectTypeOf<Tracker>().not.toHaveProperty('addTracker');
  });
});

describe('createTracker', () => {
  it('makes what its features say', () => {
    const tracker = createTracker({ ...options, features: [pageViews, events] });
    expectTypeOf(tracker.trackPageView).parameters.toEqualTypeOf<Parameters<Tracker['trackPageView']>>();
    expectTypeOf(tracker).toHaveProperty('trackEvent');
    expectTypeOf(tracker).not.toHaveProperty('trackGoal');
    // @ts-expect-error: ecommerce is not among its features
    tracker.trackEcommerceCartUpdate(1);
  });

  it('brings what a feature builds on', () => {
    const tracker = createTracker({ ...options, features: heartbeat });
    expectTypeOf(tracker.ping).returns.toBeVoid();
    expectTypeOf(tracker).toHaveProperty('enableHeartBeatTimer');
  });

  it('makes a full tracker, and a core one', () => {
    expectTypeOf(createTracker({ ...options, features: fullFeatures })).toEqualTypeOf<Tracker>();
    expectTypeOf(createTracker({ ...options, features: [coreFeatures] })).not.toHaveProperty('trackGoal');
  });

  it('needs an address, a site and features', () => {
    // @ts-expect-error: no features
    createTracker(options);
    // @ts-expect-error: no address
    createTracker({ siteId: 1, features: [pageViews] });
    // @ts-expect-error: a name is no feature
    createTracker({ ...options, features: ['pageViews'] });
  });
});

describe('defineFeature', () => {
  it('adds its methods to the tracker, and knows those that it asks for', () => {
    const videos = defineFeature(({ tracker, track }: FeatureContext<TrackerOf<typeof events>>) => ({
      trackVideo(title: string, seconds = 0): void {
        tracker.trackEvent('Video', 'play', title, seconds);
        track({ ma_ti: title });
        // @ts-expect-error: not among those
        tracker.trackPageView();
      },
    }));
    const tracker = createTracker({ ...options, features: [events, videos] });
    expectTypeOf(tracker.trackVideo).parameters.toEqualTypeOf<[title: string, seconds?: number]>();
    // @ts-expect-error: the title is a text
    tracker.trackVideo(1);
  });

  it('takes methods only', () => {
    interface Videos {
      play<Title extends string>(title: Title): Promise<void>;
    }
    defineFeature((): Videos => ({ play: () => Promise.resolve() }));
    // @ts-expect-error: a value is no method
    defineFeature(() => ({ version: '1' }));
    defineFeature(() => ({
      // @ts-expect-error: neither is a getter
      get count() {
        return 1;
      },
    }));
    // @ts-expect-error: nothing is returned
    defineFeature(() => undefined);
    // @ts-expect-error: null has no methods
    defineFeature(() => null);
  });
});

describe('answers', () => {
  it('have the types of what is returned', () => {
    expectTypeOf<ReturnType<Tracker['getVisitorId']>>().toBeString();
    expectTypeOf<ReturnType<Tracker['getAttributionInfo']>>().toEqualTypeOf<
      [campaign: string, keyword: string, time: number, referrer: string]
    >();
    expectTypeOf<ReturnType<Tracker['getCustomVariable']>>().toEqualTypeOf<[name: string, value: string] | false>();
    expectTypeOf<ReturnType<Tracker['getCookie']>>().toEqualTypeOf<string | null>();
    expectTypeOf<ReturnType<Tracker['hasConsent']>>().toBeBoolean();
    expectTypeOf<ReturnType<Tracker['getNumTrackedPageViews']>>().toBeNumber();
  });
});
