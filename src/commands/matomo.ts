/** The `Matomo` global (also `Piwik`, `AnalyticsTracker`): trackers, events, plugins, and the start of the script. */
import { addFeatures, createContext, placeNow } from '../tracker';
import { whenLoaded, whenReady } from '../page/lifecycle';
import { complain, guarded, refuse } from '../report';
import { finish } from '../transport/slices';
import { isFunction, isObject } from '../values';
import { createEvents } from './events';
import { createQueue } from './queue';
import { afterStart, goOnWith, startNow } from './steps';
import { pushTagCommands } from './scriptTag';
import type { FeatureList, Plugins } from '../context';
import type { Api } from './queue';

/** A tracker that tells where its hits go. */
type Addressed = Api & { getTrackerUrl(): string; getSiteId(): unknown };

type AnyFunction = (...args: unknown[]) => unknown;
type Push = (...commands: unknown[]) => void;
type Place = ReturnType<typeof placeNow>;

/** What a bundle brings besides its features. */
interface Extras {
  _suggest?: (name: string, known: Api) => string;
  /** Called once with the list of trackers, which grows. */
  _onStart?: (trackers: Api[], matomo: Matomo) => void;
  /** Further members of `Matomo.DOM`. */
  _dom?: object;
}

export type Matomo = Record<string, unknown> & ReturnType<typeof createMatomo>;

interface Globals {
  _paq?: unknown;
  Matomo?: unknown;
  Piwik?: unknown;
  AnalyticsTracker?: unknown;
  matomoPluginAsyncInit?: unknown;
  matomoAsyncInit?: unknown;
  piwikAsyncInit?: unknown;
  define?: AnyFunction & { amd?: unknown };
}

const globals = window as unknown as Globals;

/** A name may be taken by something that cannot be replaced: the page's own business. */
const publish = (name: keyof Globals, value: unknown): void =>
  void guarded(name, () => {
    (globals as Record<string, unknown>)[name] = value;
  });

/** For what is not to be done again where a step of the start is taken anew. */
const once = (run: () => void): (() => void) => {
  let isBegun = false;
  return () => {
    if (isBegun) return;
    isBegun = true;
    run();
  };
};

const createMatomo = (features: FeatureList, extras: Extras) => {
  const trackers: Api[] = [];
  const plugins = Object.create(null) as Plugins;
  const events = createEvents();

  /** @returns the tracker as long as it can do nothing, and what completes it */
  const begin = (url: unknown, siteId: unknown, place?: Place): [tracker: Api, complete: () => void] => {
    const t = createContext(plugins, url, siteId, place);
    const tracker = t._api as Api & { getTrackerUrl(): string };
    const complete = (): void => {
      addFeatures(t, features);
      tracker['addTracker'] = (otherUrl?: unknown, otherSiteId?: unknown): Api => {
        // In the initial queue this comes before the first tracker's own address.
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

  /**
   * @param isWhole - it is asked for, and has to be complete: only the script itself has time
   * @param place - where the page was when the script came
   */
  const createFirst = (url?: unknown, siteId?: unknown, isWhole?: boolean, place?: Place): Api => {
    queue._hold();
    const [tracker, complete] = begin(url, siteId, place);
    if (isWhole) complete();
    takeOver();
    const tell = once(() => events.trigger('TrackerAdded', [tracker]));
    goOnWith(() => {
      if (!isWhole) complete();
      isWhole = true;
      goOnWith(() => {
        if (!trackers.length) trackers.push(tracker);
        queue._process();
        tell();
      });
    });
    return tracker;
  };

  /** The trackers, with the one that the page's commands have configured. */
  const started = (): Api[] => {
    startNow();
    return trackers;
  };

  const startWithout = (url: unknown, siteId: unknown): Api => {
    const tracker = createFirst(url, siteId, true);
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
      addEventListener: (target: EventTarget, type: string, handler: EventListener, capture?: boolean): void =>
        target.addEventListener(type, handler, !!capture),
      onReady: whenReady,
      onLoad: whenLoaded,
      ...extras._dom,
    },
    on: events.on,
    off: events.off,
    trigger: events.trigger,
    addPlugin(name: string, hooks: Record<string, unknown>): void {
      if (!isObject(hooks)) return refuse('addPlugin: hooks', hooks, 'an object');
      // What was tracked before does not concern it.
      finish();
      plugins[String(name)] = hooks;
    },
    /** A tracker of one's own, which gets no commands; what is left out comes from the first one. */
    getTracker(url?: unknown, siteId?: unknown): Api {
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
      return first ? first.addTracker(url, siteId) : startWithout(url, siteId);
    },
    getAsyncTracker(url?: unknown, siteId?: unknown): Api | undefined {
      const [first] = started() as Addressed[];
      if (!first) return startWithout(url, siteId);
      if (!url && !siteId) return first;
      const wantedUrl = url == null ? first.getTrackerUrl() : url;
      const wantedSite = String(siteId == null ? first.getSiteId() : siteId);
      return (trackers as Addressed[]).find(
        (tracker) => tracker.getTrackerUrl() === wantedUrl && String(tracker.getSiteId()) === wantedSite,
      );
    },
    retryMissedPluginCalls(): void {
      queue._retryMissed();
    },
  };
  const queue = createQueue(
    trackers,
    matomo,
    () => {
      const place = placeNow();
      return () => createFirst(undefined, undefined, false, place);
    },
    extras._suggest,
  );
  /** What is pushed later is done when it returns; only the script itself has time. */
  const push: Push = (...commands) => {
    queue._push(...commands);
    startNow();
  };
  const live = { push };
  const takeOver = (): Push => {
    queue._push(...takeQueue(live, push));
    return queue._push;
  };
  // For a second copy of this file: it goes on with the first one's queue.
  Object.defineProperty(matomo, 'takeOver', { value: takeOver });
  if (extras._onStart) extras._onStart(trackers, matomo as Matomo);
  return matomo;
};

/** A frame of that name is none, and of another site it may not be asked for anything else. */
const isNamespace = (value: unknown): value is Matomo =>
  isObject(value) && !value['window'] && isFunction(value['getAsyncTracker']);

const callAll = (callbacks: unknown): void => {
  const list = (callbacks || []) as ArrayLike<unknown>;
  // Callbacks may add further ones.
  for (let i = 0; i < list.length; i++) callOne(list[i]);
};
const callOne = (callback: unknown): void => {
  if (isFunction(callback)) guarded('async init', () => callback());
};

declare const _paq: unknown;

/**
 * Takes over the page's queue: later commands are handed over at once, also through an old reference.
 * @param live - takes its place: always the same object, since the page may have put something around its `push`
 * @returns the commands so far
 */
const takeQueue = (live: object, push: Push): unknown[] => {
  const commands: unknown[] = [];
  const takeFrom = (old: unknown): void => {
    if (!Array.isArray(old)) return;
    commands.push(...(old as unknown[]));
    // It may be frozen, or keep its push.
    guarded('_paq', () => {
      old.splice(0);
      // Not an assignment: where Array.prototype is frozen, that is an error.
      Object.defineProperty(old, 'push', {
        value: (...more: unknown[]) => (push(...more), 0),
        configurable: true,
        writable: true,
      });
    });
  };
  takeFrom(globals._paq);
  publish('_paq', live);
  // A `let` or `const` of a classic script is no property of the window.
  if (typeof _paq !== 'undefined') takeFrom(_paq);
  return commands;
};

/** Starts the script on this page. A second copy on the same page goes on with the first one's trackers. */
export const start = (features: FeatureList, extras: Extras = {}): Matomo => {
  const present = globals.Matomo;
  const matomo = isNamespace(present) ? present : (createMatomo(features, extras) as Matomo);
  if (matomo !== present) {
    publish('Matomo', matomo);
    publish('Piwik', matomo);
    const { define } = globals;
    if (isFunction(define) && define.amd) {
      ['piwik', 'matomo'].forEach((name) => guarded('define', () => define(name, [], () => matomo)));
    }
  }
  // Callbacks may push, also where the page itself does not.
  publish('_paq', globals._paq || []);
  callAll(globals.matomoPluginAsyncInit);
  callOne(globals.piwikAsyncInit);
  callOne(globals.matomoAsyncInit);
  const { takeOver } = matomo as { takeOver?: unknown };
  if (isFunction(takeOver)) pushTagCommands((takeOver as () => Push)());
  else complain('another tracker is already on this page');
  const tell = once(() => matomo.trigger('MatomoInitialized', []));
  afterStart(() =>
    // A stub that a blocker leaves has no events.
    guarded('MatomoInitialized', () => {
      tell();
      matomo.initialized = true;
    }),
  );
  if (globals.AnalyticsTracker === undefined) publish('AnalyticsTracker', matomo);
  return matomo;
};
