/** Public types, derived from what the features return, so that a method, its documentation and its command always agree. */
import type { Text } from './arguments';
import type { Feature, FeatureList } from './context';
import type { fullFeatures } from './features/full';

type Flat<List> = List extends readonly (infer Item)[] ? Flat<Item> : List;

type MethodsOf<Each> = Each extends Feature<infer Methods> ? Methods : never;

type UnionToIntersection<Union> = (Union extends unknown ? (value: Union) => void : never) extends (
  value: infer All,
) => void
  ? All
  : never;

/** Everything a tracker with these features can do. */
export type TrackerOf<Features extends FeatureList> = UnionToIntersection<MethodsOf<Flat<Features>>>;

/** A tracker with every feature. */
export type Tracker = TrackerOf<typeof fullFeatures>;

/** A tracker of the page's script: it gets the commands of `_paq`. */
export type PageTracker = Tracker & {
  /**
   * Adds a tracker for all commands from now on.
   * @param url - the tracking end point; the first tracker's unless given
   * @param siteId - the site's ID on that server
   */
  addTracker(url?: string | null, siteId?: Text): PageTracker;
};

/** `[method, ...arguments]` for every method of a tracker. */
export type MethodCommand = {
  [Name in keyof PageTracker]: [method: Name, ...args: Parameters<PageTracker[Name]>];
}[keyof PageTracker];

/** A function is called with the tracker as `this`, once the script has loaded. */
export type FunctionCommand = (this: PageTracker) => void;

/** A method of an object that a plugin provides: `Name::method` of the `Matomo` global, `name.method` of a tracker. */
export type PluginCommand = [method: `${string}::${string}` | `${string}.${string}`, ...args: unknown[]];

/** One argument of `_paq.push`. */
export type Command =
  | MethodCommand
  | FunctionCommand
  | [run: (this: PageTracker, ...args: never[]) => void, ...args: unknown[]]
  | PluginCommand;

/** The page's queue: an array of commands until the script has loaded, which then runs each command at once. */
export interface Paq {
  push(...commands: Command[]): unknown;
}

/** The `Matomo` global of the page's script. */
export interface MatomoGlobal {
  readonly initialized: boolean;
  /** A separate tracker, which gets no commands; a URL or site ID left out is that of the first tracker. */
  getTracker(url?: string, siteId?: Text): PageTracker;
  /** The tracker that gets the commands, or that of this address and site. */
  getAsyncTracker(url?: string, siteId?: Text): PageTracker | undefined;
  getAsyncTrackers(): PageTracker[];
  /** A further tracker for all commands from now on. */
  addTracker(url?: string, siteId?: Text): PageTracker;
  addPlugin(name: string, hooks: object): void;
  /** Runs the commands for objects of plugins (`Name::method`) that did not exist when they were pushed. */
  retryMissedPluginCalls(): void;
  readonly DOM: {
    addEventListener(
      target: EventTarget,
      type: string,
      handler: (event: Event) => void,
      options?: boolean | AddEventListenerOptions,
    ): void;
    /** Calls back once the document is parsed. */
    onReady(callback: () => void): void;
    /** Calls back once the page and its images are loaded. */
    onLoad(callback: () => void): void;
    /** Is the element drawn at all? Full script only. */
    isNodeVisible?(node: Element): boolean;
    /** Is the element in the viewport, or was it once seen there? Full script only. */
    isOrWasNodeVisible?(node: Element): boolean;
  };
  on(event: 'TrackerSetup' | 'TrackerAdded', handler: (tracker: PageTracker) => void): void;
  on(event: string, handler: (...args: never[]) => void): void;
  off(event: string, handler: (...args: never[]) => void): void;
  trigger(event: string, args?: unknown[], context?: unknown): void;
}
