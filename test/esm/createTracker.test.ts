// @vitest-environment happy-dom
// Trackers of the ES module: their methods, their hits, and that they do not change the page.
import { describe, expect, it, vi } from 'vitest';
import methods from '../api/methods.json';
import { override } from '../support/overrides';
import { openPage, TRACKER_URL, type Page } from '../support/page';
import { isBundle } from '../support/script';
import type * as Module from '../../src';

// In the run against the built files, the built module is tested.
const index = () => import(isBundle ? '../../dist/index.js' : '../../src/index') as Promise<typeof Module>;

/** A page without a snippet. */
async function open(): Promise<{ page: Page } & typeof Module> {
  const page = await openPage({ trackerUrl: null, siteId: null });
  return { page, ...(await index()) };
}

const names = (tracker: object) => Object.keys(tracker).sort();

const OPTIONS = { url: TRACKER_URL, siteId: 1 };

describe('createTracker', () => {
  it('makes a tracker that sends to its own site, and only when its methods are called', async () => {
    const { page, createTracker, pageViews } = await open();
    const tracker = createTracker({ url: TRACKER_URL, siteId: 7, features: [pageViews] });
    await page.pass(5000);
    expect(page.requests()).toEqual([]);
    tracker.trackPageView('Title');
    const [hit] = page.params();
    expect(hit).toMatchObject({ idsite: '7', action_name: 'Title', url: 'https://shop.test/p?x=1' });
  });

  it.each([
    ['consent is not required, then they leave by themselves', false, ['kept']],
    ['consent is required in the same task, then they stay', true, []],
  ])('given hits that an earlier page has kept, when %s', async (_, isRequired, sent) => {
    const { page, createTracker, fullFeatures } = await open();
    localStorage.setItem(`tinypaq.outbox.${Date.now()}.1`, `${TRACKER_URL}\nidsite=1&rec=1&e_c=c&e_a=kept`);
    const tracker = createTracker({ ...OPTIONS, features: fullFeatures });
    if (isRequired) tracker.requireConsent();
    await page.pass(5000);
    expect(page.params().map(({ e_a }) => e_a)).toEqual(sent);
  });

  it('calls methods of a feature of one’s own on the tracker, so that they find each other', async () => {
    const { page, createTracker, defineFeature } = await open();
    const player = defineFeature(({ track }) => ({
      play() {
        this.log('play');
      },
      log(action: string) {
        track({ e_c: 'player', e_a: action });
      },
    }));
    createTracker({ ...OPTIONS, features: [player] }).play();
    expect(page.last()).toMatchObject({ e_a: 'play' });
  });

  it('has the methods of its features, and of the features on which these depend', async () => {
    const { createTracker, pageViews, heartbeat, requests } = await open();
    const tracker = createTracker({ ...OPTIONS, features: [pageViews, heartbeat] });
    const alone = [pageViews, requests].flatMap((feature) => names(createTracker({ ...OPTIONS, features: [feature] })));
    expect(names(tracker)).toEqual([...alone, 'enableHeartBeatTimer', 'disableHeartBeatTimer'].sort());
  });

  it('with all features has every method but the global’s', async () => {
    const { createTracker, fullFeatures } = await open();
    expect(names(createTracker({ ...OPTIONS, features: fullFeatures }))).toEqual(
      methods
        .map(({ name }) => name)
        .filter((name) => name !== 'addTracker')
        .sort(),
    );
  });

  it('with the core’s features has those of the small script', async () => {
    const { createTracker, coreFeatures } = await open();
    const core = methods.filter(({ bundle, name }) => bundle === 'core' && name !== 'addTracker');
    expect(names(createTracker({ ...OPTIONS, features: coreFeatures }))).toEqual(core.map(({ name }) => name).sort());
  });

  it('given an old library whose Array.from does not support sets, has the methods of its features', async () => {
    const { createTracker, pageViews } = await open();
    override(Array, 'from', (given: ArrayLike<unknown>) => Array.prototype.slice.call(given));
    const tracker = createTracker({ ...OPTIONS, features: [pageViews] });
    expect(names(tracker)).toContain('trackPageView');
  });

  it('runs a feature once, however often it is listed', async () => {
    const { createTracker, defineFeature } = await open();
    let made = 0;
    const counted = defineFeature(() => ({ count: () => ++made }));
    createTracker({ ...OPTIONS, features: [counted, [counted, [counted]]] });
    const tracker = createTracker({ ...OPTIONS, features: counted });
    expect(tracker.count()).toBe(1);
  });

  it('works beside the snippet’s tracker: each has its own methods, site and commands', async () => {
    const page = await openPage({ commands: [['trackPageView', 'Snippet']] });
    const { createTracker, events } = await index();
    const tracker = createTracker({ url: TRACKER_URL, siteId: 2, features: [events] });
    tracker.trackEvent('c', 'a');
    page.push(['trackEvent', 'of', 'snippet']);
    await page.pass(1000);
    expect(page.params().map(({ idsite, action_name, e_c }) => [idsite, action_name ?? e_c])).toEqual([
      ['1', 'Snippet'],
      ['2', 'c'],
      ['1', 'of'],
    ]);
    expect(page.matomo.getAsyncTrackers()).toHaveLength(1);
  });

  it('makes no global variable', async () => {
    const page = await openPage({ trackerUrl: null, siteId: null, run: () => undefined });
    const before = new Set(Object.getOwnPropertyNames(window));
    vi.resetModules();
    const { createTracker, fullFeatures } = await index();
    createTracker({ ...OPTIONS, features: fullFeatures }).trackPageView();
    expect(page.hits()).toHaveLength(1);
    expect(Object.getOwnPropertyNames(window).filter((name) => !before.has(name))).toEqual([]);
  });

  it.each([
    ['url', '', '""'],
    ['url', undefined, 'undefined'],
    ['siteId', '', '""'],
    ['siteId', undefined, 'undefined'],
  ])('given the %s %j, then one line says so, and the tracker has its methods', async (name, value, quoted) => {
    const { page, createTracker, pageViews } = await open();
    const tracker = createTracker({ ...OPTIONS, features: [pageViews], [name]: value as never });
    expect(names(tracker)).toContain('trackPageView');
    expect(page.errors).toEqual([
      `tinypaq: createTracker: ${name} is ${quoted}, expected ${name === 'url' ? 'a URL' : 'an ID'}`,
    ]);
  });

  it.each([undefined, null, 'pageViews', { pageViews: true }])(
    'refuses %j as features with one line, and makes a tracker without any',
    async (features) => {
      const { page, createTracker } = await open();
      const tracker = createTracker({ ...OPTIONS, features: features as never });
      expect(names(tracker as object)).toEqual([]);
      expect(page.errors).toHaveLength(1);
      expect(page.errors[0]).toMatch(/^tinypaq: createTracker: features is .*, expected a list of features$/);
    },
  );

  describe.each([
    ['consent', 'forgetConsentGiven'],
    ['consent', 'setCookieConsentGiven'],
    ['crossDomain', 'getCrossDomainLinkingUrlParameter'],
    ['doNotTrack', 'setDoNotTrack'],
    ['exempt', 'enableExemptMode'],
    ['singlePage', 'enableSinglePageTracking'],
  ] as const)('%s alone', (feature, method) => {
    it(`can ${method}`, async () => {
      const module = await open();
      const tracker = module.createTracker({ ...OPTIONS, features: module[feature] });
      expect(tracker).toHaveProperty(method, expect.any(Function));
      (tracker as unknown as Record<typeof method, () => unknown>)[method]();
      expect(module.page.errors).toEqual([]);
    });
  });

  it('heartbeat alone sends its ping', async () => {
    const { page, createTracker, heartbeat, events } = await open();
    const tracker = createTracker({ ...OPTIONS, features: [heartbeat, events] });
    tracker.enableHeartBeatTimer(5);
    tracker.trackEvent('c', 'a');
    await page.pass(6000);
    page.leave();
    expect(page.params().filter(({ ping }) => ping)).toHaveLength(1);
  });
});

describe('defineFeature', () => {
  it('adds methods that track, and that can call methods of other features', async () => {
    const { page, createTracker, defineFeature, events } = await open();
    type Events = ReturnType<typeof events>;
    const videos = defineFeature(({ tracker, track }: Module.FeatureContext<Events>) => ({
      trackVideo(title: string) {
        tracker.trackEvent('Video', 'play', title);
        track({ ma_id: 'v1', ma_ti: title, ma_re: undefined });
      },
    }));
    const tracker = createTracker({ ...OPTIONS, features: [events, videos] });
    tracker.trackVideo('Ä');
    await page.pass(1000);
    const [event, video] = page.params();
    expect(event).toMatchObject({ e_c: 'Video', e_n: 'Ä', idsite: '1' });
    expect(video).toMatchObject({ ma_id: 'v1', ma_ti: 'Ä', idsite: '1' });
    expect(video).not.toHaveProperty('ma_re');
  });

  it('tracks its parameters as they are at that moment, even if it changes them later', async () => {
    const { page, createTracker, defineFeature } = await open();
    const videos = defineFeature(({ track }) => ({
      trackProgress(...steps: number[]) {
        const params: Record<string, unknown> = { ma_id: 'v1' };
        for (const step of steps) {
          params['ma_st'] = step;
          track(params);
        }
      },
    }));
    createTracker({ ...OPTIONS, features: [videos] }).trackProgress(1, 2);
    await page.pass(1000);
    expect(page.params().map(({ ma_st }) => ma_st)).toEqual(['1', '2']);
  });

  it('is called for page views only, and its exceptions cost neither page nor hit', async () => {
    const { page, createTracker, defineFeature, pageViews, siteSearch } = await open();
    let count = 0;
    const faulty = defineFeature(({ onPageView }) => {
      onPageView(() => {
        count++;
        throw new Error('mine');
      });
      return {};
    });
    const tracker = createTracker({ ...OPTIONS, features: [pageViews, siteSearch, faulty] });
    tracker.trackPageView('A');
    tracker.trackSiteSearch('b');
    await page.pass(1000);
    expect(page.params()).toMatchObject([{ action_name: 'A' }, { search: 'b' }]);
    expect(count).toBe(1);
    expect(page.errors).toEqual([expect.stringContaining('mine')]);
  });

  it('is called for page views and when the page is left', async () => {
    const { page, createTracker, defineFeature, pageViews } = await open();
    const told: string[] = [];
    const watch = defineFeature(({ onPageView, onLeave }) => {
      onPageView(() => told.push('page view'));
      onLeave(() => told.push('leave'));
      return {};
    });
    createTracker({ ...OPTIONS, features: [pageViews, watch] }).trackPageView();
    page.leave();
    expect(told.slice(0, 2)).toEqual(['page view', 'leave']);
  });
});
