/** The `Matomo` global (also `Piwik`, `AnalyticsTracker`): trackers, events, plugins, and the start of the script. */
import { isFunction, isObject } from '../values';
import { addFeature, createContext, placeNow } from '../tracker';
import { whenLoaded, whenReady } from '../page/lifecycle';
import { complain, guarded, refuse } from '../report';
import { finishWork } from '../slices';
import { createEmitter } from './emitter';
import { globals, isNamespace, publish, takeQueue } from './globals';
import { createQueue } from './queue';
import { afterStart, goOnWith, startNow } from './steps';
import { pushTagCommands } from './scriptTag';
import type { Context, Feature, FeatureList, Plugins } from '../context';
import type { Push } from './globals';
import type { Api } from './queue';

/** A tracker that can be asked where its hits go. */
type Addressed = Api & { getTrackerUrl(): string; getSiteId(): unknown };

type ListenerOptions = boolean | AddEventListenerOptions;
type Place = ReturnType<typeof placeNow>;

/** What a bundle provides besides its features. */
interface Extras {
  _suggest?: (name: string, known: Api) => string;
  /** Called once with the list of trackers, which grows. */
  _onStart?: (trackers: Api[], matomo: Matomo) => void;
  /** Further members of `Matomo.DOM`. */
  _dom?: object;
}

export type Matomo = Record<string, unknown> & ReturnType<typeof createMatomo>;

/** Makes a function that runs only once, also where the step of the start that calls it is repeated. */
const once = (run: () => void): (() => void) => {
  let isBegun = false;
  return () => {
    if (isBegun) return;
    isBegun = true;
    run();
  };
};

/** Of the script, which names each feature once. */
const addFeatures = (t: Context, features: FeatureList): void => {
  if (isFunction(features)) addFeature(t, features as Feature);
  else (features as readonly FeatureList[]).forEach((feature) => addFeatures(t, feature));
};

/** Code behind the script finds the start over: its events are past, and its commands have run. */
const whenStarted =
  <Args extends unknown[]>(method: (...args: Args) => void) =>
  (...args: Args): void => {
    startNow();
    method(...args);
  };

const createMatomo = (features: FeatureList, extras: Extras) => {
  const trackers: Api[] = [];
  const plugins = Object.create(null) as Plugins;
  const events = createEmitter();
  /** Address, referrer and title of the page when it pushed its first commands: for all trackers that these make. */
  let place: Place | undefined;

  /** @returns a tracker that has no methods yet, and the function that adds them */
  const begin = (url: unknown, siteId: unknown): [tracker: Api, complete: () => void] => {
    const t = createContext(plugins, url, siteId, place);
    const tracker = t._api as Api & { getTrackerUrl(): string };
    const complete = (): void => {
      addFeatures(t, features);
      tracker['addTracker'] = (otherUrl?: unknown, otherSiteId?: unknown): Api => {
        // In the initial queue `addTracker` runs before the first tracker's own address is set.
        const ownUrl = (): unknown => tracker.getTrackerUrl() || queue._configuredUrl();
        const other = create(otherUrl == null ? ownUrl() : otherUrl, otherSiteId);
        trackers.push(other);
        events.trigger('TrackerAdded', [tracker]);
        return other;
      };
      events.trigger('TrackerSetup', [tracker]);
    };
    return [tracker, complete];
  };

  const create = (url: unknown, siteId: unknown): Api => {
    const [tracker, complete] = begin(url, siteId);
    complete();
    return tracker;
  };

  /** @param isAsked - true: the page has asked for the tracker, and needs it complete at once; else a later step completes it */
  const createFirst = (isAsked: boolean, url?: unknown, siteId?: unknown): Api => {
    queue._hold();
    const [tracker, complete] = begin(url, siteId);
    if (isAsked) {
      complete();
      // The script itself did so when it came. What the page has put around the queue since then stays.
      takeOver();
    }
    const tell = once(() => events.trigger('TrackerAdded', [tracker]));
    let isComplete = isAsked;
    goOnWith(() => {
      if (!isComplete) complete();
      isComplete = true;
      goOnWith(() => {
        if (!trackers.length) trackers.push(tracker);
        queue._process();
        place = undefined;
        tell();
      });
    });
    return tracker;
  };

  /** All trackers. Finishes the start first, so that the one which the page's commands have configured is among them. */
  const started = (): Api[] => {
    startNow();
    return trackers;
  };

  /** For code that asks for a tracker on a page whose commands have configured none. */
  const startUnconfigured = (url: unknown, siteId: unknown): Api => {
    const tracker = createFirst(true, url, siteId);
    startNow();
    return tracker;
  };

  let isInitialized = false;
  const matomo = {
    get initialized() {
      startNow();
      return isInitialized;
    },
    set initialized(is) {
      isInitialized = is;
    },
    JSON: window.JSON,
    DOM: {
      addEventListener: (target: EventTarget, type: string, handler: EventListener, options?: ListenerOptions): void =>
        target.addEventListener(type, handler, options),
      onReady: whenReady,
      onLoad: whenLoaded,
      ...extras._dom,
    },
    on: whenStarted(events.on),
    off: whenStarted(events.off),
    trigger: whenStarted(events.trigger),
    addPlugin(name: string, hooks: Record<string, unknown>): void {
      if (!isObject(hooks)) return refuse(hooks, 'an object', 'addPlugin: hooks');
      // The plugin does not get the hits that were tracked before.
      startNow();
      finishWork();
      plugins[String(name)] = hooks;
    },
    /** A separate tracker, which gets no commands; a URL or site ID left out is that of the first tracker. */
    getTracker(url?: unknown, siteId?: unknown): Api {
      startNow();
      const first = (): Addressed => matomo.getAsyncTracker() as Addressed;
      return create(
        url === undefined ? first().getTrackerUrl() : url,
        siteId === undefined ? first().getSiteId() : siteId,
      );
    },
    getAsyncTrackers: started,
    /** A further tracker for all commands from now on. */
    addTracker(url?: unknown, siteId?: unknown): Api {
      const [first] = started() as (Api & { addTracker(url: unknown, siteId: unknown): Api })[];
      return first ? first.addTracker(url, siteId) : startUnconfigured(url, siteId);
    },
    getAsyncTracker(url?: unknown, siteId?: unknown): Api | undefined {
      const [first] = started() as Addressed[];
      if (!first) return startUnconfigured(url, siteId);
      if (!url && !siteId) return first;
      const wantedUrl = url == null ? first.getTrackerUrl() : url;
      const wantedSite = String(siteId == null ? first.getSiteId() : siteId);
      return (trackers as Addressed[]).find(
        (tracker) => tracker.getTrackerUrl() === wantedUrl && String(tracker.getSiteId()) === wantedSite,
      );
    },
    retryMissedPluginCalls: whenStarted(() => queue._retryMissed()),
  };
  const queue = createQueue(
    trackers,
    matomo,
    () => {
      place = placeNow();
      return () => createFirst(false);
    },
    extras._suggest,
  );
  /** A command that the page pushes later has run when `push` returns; only the start of the script may take its time. */
  const push: Push = (...commands) => {
    queue._push(...commands);
    startNow();
  };
  const live = { push };
  const takeOver = (): Push => {
    queue._push(...takeQueue(live, push));
    return queue._push;
  };
  // For a second copy of this file, which goes on with the queue of the first. Some pages give all objects a `get`, which a
  // property must not have beside its value.
  Object.defineProperty(matomo, 'takeOver', { __proto__: null, value: takeOver } as PropertyDescriptor);
  if (extras._onStart) extras._onStart(trackers, matomo as Matomo);
  return matomo;
};

const callAll = (callbacks: unknown): void => {
  const list = (callbacks || []) as ArrayLike<unknown>;
  // Callbacks may add further ones.
  for (let i = 0; i < list.length; i++) callOne(list[i]);
};
const callOne = (callback: unknown): void => {
  if (isFunction(callback)) guarded('async init', () => callback());
};

/** Starts the script on this page. A second copy on the same page goes on with the trackers of the first. */
export const start = (features: FeatureList, extras: Extras = {}): Matomo => {
  const present = globals.Matomo;
  const matomo = (isNamespace(present) ? present : createMatomo(features, extras)) as Matomo;
  if (matomo !== present) {
    publish('Matomo', matomo);
    publish('Piwik', matomo);
    const { define } = globals;
    if (isFunction(define) && define.amd) {
      ['piwik', 'matomo'].forEach((name) => guarded('define', () => define(name, [], () => matomo)));
    }
  }
  // The callbacks below may push commands, also on a page without a queue.
  publish('_paq', globals._paq || []);
  callAll(globals.matomoPluginAsyncInit);
  callOne(globals.piwikAsyncInit);
  callOne(globals.matomoAsyncInit);
  const { takeOver } = matomo as { takeOver?: unknown };
  if (isFunction(takeOver)) pushTagCommands((takeOver as () => Push)());
  else complain('another tracker is already on this page');
  const tell = once(() => matomo.trigger('MatomoInitialized', []));
  afterStart(() =>
    // The stub that a content blocker puts in the place of `Matomo` has no events.
    guarded('MatomoInitialized', () => {
      tell();
      matomo.initialized = true;
    }),
  );
  if (globals.AnalyticsTracker === undefined) publish('AnalyticsTracker', matomo);
  return matomo;
};
