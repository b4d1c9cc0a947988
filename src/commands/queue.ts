/** The `_paq` queue: who is called, and when. */
import { complain, guarded } from '../report';
import { isFunction, isObject, isString, takeOut } from '../values';
import { startNow, startWith } from './steps';

/** A tracker's public object, as commands see it. */
export type Api = Record<string, unknown>;

/**
 * Run before the others of the initial queue, whatever their place there, in this order. It is the original's, but for
 * `forgetCookieConsentGiven`, which can only delete a cookie whose path and domain it knows, and `setCookieConsentGiven`
 * behind it; and for what requires consent: without it, `setCookieDomain` must not try out the domain.
 */
const FIRST = (
  'addTracker enableFileTracking requireCookieConsent disableBrowserFeatureDetection ' +
  'disableCampaignParameters disableCookies setTrackerUrl setAPIUrl enableCrossDomainLinking setCrossDomainLinkingTimeout ' +
  'setSessionCookieTimeout setVisitorCookieTimeout setCookieNamePrefix setCookieSameSite setSecureCookie setCookiePath ' +
  'requireConsent enableExemptMode ' +
  'setCookieDomain forgetCookieConsentGiven setCookieConsentGiven setDomains setUserId setVisitorId setSiteId ' +
  'alwaysUseSendBeacon disableAlwaysUseSendBeacon enableLinkTracking setConsentGiven disablePerformanceTracking ' +
  'setPagePerformanceTiming setExcludedQueryParams setExcludedReferrers'
).split(' ');

/** These say which tracker is meant, so they are for the first one only. */
const FIRST_TRACKER_ONLY = ['addTracker', 'setTrackerUrl', 'setSiteId'];

/** Naming these more than once is normal. */
const REPEATABLE = ['addTracker', 'enableLinkTracking'];

type Command = [method: string | ((...args: unknown[]) => unknown), ...args: unknown[]];

/** Of the namespace: it needs no tracker. */
const isStatic = ([method]: Command): boolean => isString(method) && method.indexOf('::') > 0;

const isListLike = (value: unknown): value is ArrayLike<unknown> => isObject(value) && 'length' in value;

/**
 * The commands in what was pushed: a function by itself is one, a list of commands several. They are copies, since
 * callers use theirs again.
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
 * @param trackers - those that receive commands
 * @param namespace - where static commands (`Name::method`) look for their object
 * @param start - gives what creates the first tracker, between `_hold` and `_process`; that is called when the page has
 *   time for it
 * @param suggest - what to add when a method is unknown
 */
export const createQueue = (
  trackers: Api[],
  namespace: Api,
  start: () => () => void,
  suggest?: (name: string, known: Api) => string,
) => {
  /** Calls of objects that are not there yet. */
  const missed: (() => void)[] = [];
  /** Commands from before the first tracker, and those that come while these are run. */
  const waiting: Command[] = [];
  let isHeld = false;
  /** The first push is what the page has in store; whoever pushes later does so piece by piece. */
  let isFirst = true;

  const isWaiting = (name: string): boolean => waiting.some(([method]) => method === name);

  /** Without an address there is nowhere to send anything; and a page that has just pushed it is about to tell its site. */
  const isConfigured = (): boolean =>
    waiting.some(([method]) => isFunction(method)) ||
    isWaiting('addTracker') ||
    (isWaiting('setTrackerUrl') && (isFirst || isWaiting('setSiteId')));

  const call = (name: string, target: unknown, method: (...args: unknown[]) => unknown, args: unknown[]): void =>
    void guarded(name, () => method.apply(target, args));

  /** `Name::method` and `name.method`: on an object that a plugin brings, perhaps later. */
  const callMember = (owner: Api, name: string, args: unknown[], separator: string): void => {
    const [member = '', method = ''] = name.split(separator);
    const object = owner[member] as Api | undefined;
    const found = object && object[method];
    if (isFunction(found)) call(name, object, found, args);
    else if (separator === '.' && isObject(object)) complain(`there is no method ${name}`);
    else missed.push(() => callMember(owner, name, args, separator));
  };

  const run = (command: Command): void => {
    // Not taken apart by a pattern, here and above: that takes an iterator's time, for every call of the page.
    const method = command[0];
    const args = command.slice(1);
    const name = isFunction(method) ? 'function' : method;
    if (name.indexOf('::') > 0) return callMember(namespace, name, args, '::');
    for (const tracker of trackers.slice(0, FIRST_TRACKER_ONLY.includes(name) ? 1 : undefined)) {
      const own = Object.prototype.hasOwnProperty.call(tracker, name) && tracker[name];
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
    // What the page has pushed before the start comes first.
    startNow();
    for (const given of commands) {
      // Before the start, nothing at all is no mistake.
      if (given || trackers.length) guarded('_paq', () => waiting.push(...unfold(given)));
    }
    if (isHeld) return;
    if (trackers.length) waiting.splice(0).forEach(run);
    else if (isConfigured()) {
      isHeld = true;
      const create = start();
      startWith(() => trackers.length || create());
    } else waiting.filter(isStatic).forEach(takeAndRun);
    isFirst = false;
  };

  return {
    _push: push,
    /** From now on commands wait for {@link _process}. */
    _hold(): void {
      isHeld = true;
    },
    /** Runs what has waited for the first tracker: settings first, then the rest; what is pushed meanwhile comes last. */
    _process(): void {
      for (const name of FIRST) {
        waiting
          .filter(([method]) => method === name)
          .forEach((command, index) => {
            takeAndRun(command);
            if (index && !REPEATABLE.includes(name)) complain(`The method ${name} is registered more than once`);
          });
      }
      // Each is taken out before it runs: whoever was stopped in the middle of one goes on behind it.
      for (let command; (command = waiting.shift());) run(command);
      isHeld = false;
    },
    /** Where the commands that wait will have hits sent. */
    _configuredUrl: (): unknown => (waiting.filter(([method]) => method === 'setTrackerUrl').pop() || [])[1],
    _retryMissed(): void {
      missed.splice(0).forEach((retry) => retry());
    },
  };
};
