/** The `_paq` queue: who is called, and when. */
import { complain, guarded } from '../report';
import { isFunction, isObject, isString } from '../values';

/** A tracker's public object, as commands see it. */
export type Api = Record<string, unknown>;

/** Run before the others of the initial queue, whatever their place there, in this order. */
const FIRST = (
  'setTrackerUrl addTracker enableFileTracking requireCookieConsent disableBrowserFeatureDetection ' +
  'disableCampaignParameters disableCookies setAPIUrl enableCrossDomainLinking setCrossDomainLinkingTimeout ' +
  'setSessionCookieTimeout setVisitorCookieTimeout setCookieNamePrefix setCookieSameSite setSecureCookie setCookiePath ' +
  'setCookieDomain forgetCookieConsentGiven setDomains setUserId setVisitorId setSiteId alwaysUseSendBeacon disableAlwaysUseSendBeacon ' +
  'enableLinkTracking setCookieConsentGiven requireConsent setConsentGiven disablePerformanceTracking ' +
  'setPagePerformanceTiming setExcludedQueryParams setExcludedReferrers'
).split(' ');

/** These say which tracker is meant, so they are for the first one only. */
const FIRST_TRACKER_ONLY = ['addTracker', 'setTrackerUrl', 'setSiteId'];

/** Naming these more than once is normal. */
const REPEATABLE = ['addTracker', 'enableLinkTracking'];

const isCommand = (command: unknown): command is ArrayLike<unknown> => isObject(command) && 'length' in command;

const nameOf = (command: unknown): unknown => (isCommand(command) ? command[0] : command);

/** Without one of these there is nowhere to send anything: commands wait for it. */
const configures = (command: unknown): boolean => {
  const name = nameOf(command);
  return isFunction(name) || name === 'setTrackerUrl' || name === 'addTracker' || (isCommand(name) && configures(name));
};

export interface QueueOwner {
  /** Trackers that receive commands. */
  trackers: Api[];
  /** Where static commands (`Name::method`) look for their object. */
  namespace: Record<string, unknown>;
  /** Creates the first tracker; it then calls {@link createQueue}'s `process`. */
  start(): void;
  /** What to add when a method is unknown. */
  suggest?: ((name: string, known: Api) => string) | undefined;
}

export const createQueue = ({ trackers, namespace, start, suggest }: QueueOwner) => {
  const missed: unknown[][] = [];
  /** Commands from before the first tracker. */
  let waiting: unknown[] = [];

  const call = (name: string, target: unknown, method: unknown, args: unknown[]): void =>
    void guarded(name, () => (method as (...args: unknown[]) => unknown).apply(target, args));

  /** `Name::method` and `name.method`: on an object that a plugin brings, perhaps later. */
  const callMember = (owner: Record<string, unknown>, command: unknown[], separator: string): void => {
    const [name, ...args] = command;
    const [member = '', method = ''] = String(name).split(separator);
    const object = owner[member] as Record<string, unknown> | undefined;
    const found = object && object[method];
    if (isFunction(found)) call(String(name), object, found, args);
    else if (separator === '.' && isObject(object)) complain(`there is no method ${String(name)}`);
    else if (!missed.includes(command)) missed.push(command);
  };

  const callTracker = (tracker: Api, command: unknown[]): boolean => {
    const [method, ...args] = command;
    const name = String(method);
    if (isFunction(method)) call('function', tracker, method, args);
    else if (name.indexOf('.') > 0) callMember(tracker, command, '.');
    else if (Object.prototype.hasOwnProperty.call(tracker, name) && isFunction(tracker[name])) {
      call(name, tracker, tracker[name], args);
    } else {
      complain(`there is no method ${name}${suggest ? suggest(name, tracker) : ''}`);
      return false;
    }
    return true;
  };

  const run = (given: unknown): void => {
    if (!given) return;
    const command: unknown[] = isFunction(given) ? [given] : isCommand(given) ? Array.from(given) : [];
    const [method] = command;
    if (isCommand(method) && !isString(method)) return command.forEach(run);
    if (!isFunction(method) && !isString(method)) return complain('not a command:', given);
    if (isString(method) && method.indexOf('::') > 0) return callMember(namespace, command, '::');
    const receivers = FIRST_TRACKER_ONLY.includes(String(method)) ? trackers.slice(0, 1) : trackers;
    receivers.every((tracker) => callTracker(tracker, command));
  };

  /** Runs what had waited for the first tracker: settings first, then the rest; what is pushed meanwhile comes last. */
  const process = (): void => {
    const commands = waiting;
    for (const name of FIRST) {
      commands
        .filter((command) => String(nameOf(command)) === name)
        .forEach((command, index) => {
          run(command);
          commands.splice(commands.indexOf(command), 1);
          if (index && !REPEATABLE.includes(name)) complain(`The method ${name} is registered more than once`);
        });
    }
    for (let next = 0; next < commands.length; next++) run(commands[next]);
    waiting = [];
  };

  const push = (...commands: unknown[]): void => {
    // While the queue is processed there is a tracker already, but its commands are not done: keep the order.
    if (trackers.length && !waiting.length) commands.forEach(run);
    else waiting.push(...commands);
    if (!trackers.length && waiting.some(configures)) start();
  };

  return {
    process,
    push,
    retryMissed(): void {
      missed.splice(0).forEach(run);
    },
  };
};
