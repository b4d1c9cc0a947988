/** The `_paq` queue: on which object each command is called, and when. */
import { takeOut } from '../lists';
import { complain, guarded } from '../report';
import { isFunction, isObject, isString } from '../values';
import { startNow, startWith } from './steps';

/** A tracker's public object, as commands see it. */
export type Api = Record<string, unknown>;

/**
 * Commands of the initial queue that run before all others, in this order, wherever the page has put them. It is the original's
 * order with these exceptions: `forgetCookieConsentGiven`, which can delete a cookie only when its path and domain are set, and
 * `setCookieConsentGiven` run later; `requireConsent` and `enableExemptMode` run before `setCookieDomain`, which must not try
 * out the domain without consent.
 */
const FIRST = (
  'addTracker,enableFileTracking,requireCookieConsent,disableBrowserFeatureDetection,' +
  'disableCampaignParameters,disableCookies,setTrackerUrl,setAPIUrl,enableCrossDomainLinking,setCrossDomainLinkingTimeout,' +
  'setSessionCookieTimeout,setVisitorCookieTimeout,setCookieNamePrefix,setCookieSameSite,setSecureCookie,setCookiePath,' +
  'requireConsent,enableExemptMode,' +
  'setCookieDomain,forgetCookieConsentGiven,setCookieConsentGiven,setDomains,setUserId,setVisitorId,setSiteId,' +
  'alwaysUseSendBeacon,disableAlwaysUseSendBeacon,enableLinkTracking,setConsentGiven,disablePerformanceTracking,' +
  'setPagePerformanceTiming,setExcludedQueryParams,setExcludedReferrers'
).split(',');

/** These tell trackers apart, so only the first tracker gets them. */
const FIRST_TRACKER_ONLY = ['addTracker', 'setTrackerUrl', 'setSiteId'];

type Command = [method: string | ((...args: unknown[]) => unknown), ...args: unknown[]];

/** Is it a command of the `Matomo` namespace (`Name::method`)? It needs no tracker. */
const isStatic = ([method]: Command): boolean => isString(method) && method.indexOf('::') > 0;

const isListLike = (value: unknown): value is ArrayLike<unknown> => isObject(value) && 'length' in value;

/**
 * The commands in one pushed value: a bare function is one command, a list of commands is several. They are copies, since the
 * page may reuse its arrays.
 */
const unfold = (given: unknown): Command[] => {
  const command = isListLike(given) ? Array.from(given) : [given];
  const first = command[0];
  if (isFunction(first)) return [command as Command];
  if (isListLike(given)) {
    if (isString(first)) {
      command[0] = String(first);
      return [command as Command];
    }
    if (isListLike(first)) return ([] as Command[]).concat(...command.map(unfold));
  }
  complain('not a command:', given);
  return [];
};

/**
 * @param trackers - the trackers that receive commands
 * @param namespace - where static commands (`Name::method`) look for their object
 * @param start - returns a function that creates the first tracker, between `_hold` and `_process`; that function is called
 *   when the page has time for it
 * @param suggest - text to add to the complaint about an unknown method
 */
export const createQueue = (
  trackers: Api[],
  namespace: Api,
  start: () => () => void,
  suggest?: (name: string, known: Api) => string,
) => {
  /** Calls of objects that do not exist yet. */
  const missed: (() => void)[] = [];
  /** Commands pushed before the first tracker is there, or while these are being run. */
  const waiting: Command[] = [];
  let isHeld = false;
  /** The first push brings all commands that the page has queued so far; later ones come one by one. */
  let isFirst = true;

  const isWaiting = (name: string): boolean => waiting.some(([method]) => method === name);

  /** May the first tracker be made? It needs an address; and a page that pushes that later is about to push its site ID, too. */
  const isConfigured = (): boolean =>
    waiting.some(([method]) => isFunction(method)) ||
    isWaiting('addTracker') ||
    (isWaiting('setTrackerUrl') && (isFirst || isWaiting('setSiteId')));

  const call = (name: string, target: unknown, method: (...args: unknown[]) => unknown, args: unknown[]): void =>
    void guarded(name, () => method.apply(target, args));

  /** Calls `Name::method` or `name.method`, a method of an object that a plugin provides, perhaps later. */
  const callMember = (owner: Api, name: string, args: unknown[], separator: string): void => {
    const [member = '', method = ''] = name.split(separator);
    const object = owner[member] as Api | undefined;
    const found = object && object[method];
    if (isFunction(found)) call(name, object, found, args);
    else if (separator === '.' && isObject(object)) complain(`there is no method ${name}`);
    else missed.push(() => callMember(owner, name, args, separator));
  };

  const run = (command: Command): void => {
    // No destructuring here and in `unfold`: its iterator would cost time in every call of the page.
    const method = command[0];
    const args = command.slice(1);
    const name = isFunction(method) ? 'function' : method;
    if (name.indexOf('::') > 0) return callMember(namespace, name, args, '::');
    for (const tracker of trackers.slice(0, FIRST_TRACKER_ONLY.includes(name) ? 1 : undefined)) {
      const own = {}.hasOwnProperty.call(tracker, name) && tracker[name];
      if (isFunction(method)) call(name, tracker, method, args);
      else if (name.indexOf('.') > 0) callMember(tracker, name, args, '.');
      else if (isFunction(own)) call(name, tracker, own, args);
      else return complain(`there is no method ${name}${suggest ? suggest(name, tracker) : ''}`);
    }
  };

  const takeAndRun = (command: Command): void => {
    takeOut(waiting, command);
    run(command);
  };

  const push = (...commands: unknown[]): void => {
    // Commands that the page has pushed before the start run first.
    startNow();
    for (const given of commands) {
      // Before the first tracker is there, pushing an empty value such as undefined is no mistake.
      if (given || trackers.length) guarded('_paq', () => waiting.push(...unfold(given)));
    }
    if (isHeld) return;
    if (trackers.length) waiting.splice(0).forEach(run);
    else if (isConfigured()) {
      isHeld = true;
      const create = start();
      startWith(() => trackers.length || create());
      // The very next script may be the app's router. A function may enable single-page tracking, too.
      if (waiting.some(([method]) => /enableS/.test(method as string))) startNow();
    } else waiting.filter(isStatic).forEach(takeAndRun);
    isFirst = false;
  };

  return {
    _push: push,
    /** Lets commands wait for {@link _process} from now on. */
    _hold(): void {
      isHeld = true;
    },
    /** Runs the commands that have waited for the first tracker: settings first, then the rest, those pushed meanwhile last. */
    _process(): void {
      for (const name of FIRST) {
        waiting
          .filter(([method]) => method === name)
          .forEach((command, index) => {
            takeAndRun(command);
            const isRepeatable = name === 'addTracker' || name === 'enableLinkTracking';
            if (index && !isRepeatable) complain(`The method ${name} is registered more than once`);
          });
      }
      // Each is removed before it runs: if the browser stops the script in the middle of one, the second run goes on behind it.
      for (let command; (command = waiting.shift());) run(command);
      isHeld = false;
    },
    /** The tracker URL that the waiting commands set; undefined if none does. */
    _configuredUrl: (): unknown => (waiting.filter(([method]) => method === 'setTrackerUrl').pop() || [])[1],
    _retryMissed(): void {
      missed.splice(0).forEach((retry) => retry());
    },
  };
};
