/** Makes a tracker: the shared context with its defaults, and the public object composed of features. */
import { CAMPAIGN_KEYWORDS, CAMPAIGN_NAMES } from './identity/attribution';
import { ownHost } from './identity/domains';
import { removal } from './gate';
import { commonRow, completeHits, identityRow } from './hit/build';
import { COMMON, IDENTITY } from './hit/rows';
import { isPrerendering, whenActivated } from './page/lifecycle';
import { runPaintTasks } from './page/paint';
import { decodeUrl, isOnDisk } from './page/url';
import { pageReferrer } from './page/referrer';
import { guarded } from './report';
import { startQueue } from './transport/queue';
import { finishWork } from './slices';
import { nothing, textOf } from './values';
import type { Context, Feature, Plugins } from './context';

/** 393 days, in seconds: browsers keep no cookie longer than 400 days. */
const VISITOR_TIMEOUT = 33_955_200;
/** Seconds. */
const SESSION_TIMEOUT = 1800;
/** Six months, in seconds. */
const REFERRAL_TIMEOUT = 15_768_000;
/** Assistants that add campaign parameters to the links they show. */
const ASSISTANTS = ['chatgpt.com', 'chat.openai.com'];

/** Address, referrer and title of the page as they are now: what a tracker reports unless others are set. */
export const placeNow = () => ({
  _pageUrl: decodeUrl(location.href),
  _referrer: decodeUrl(pageReferrer()),
  _title: document.title as unknown,
});

/** What the parts of a tracker share, with the defaults. */
export const createContext = (plugins: Plugins, trackerUrl: unknown, siteId: unknown, place = placeNow()): Context => {
  let consentGiven: boolean | undefined;
  const t: Context = {
    // Looked up on first use: the first reading of the cookies is slow, and should not delay the start of the script.
    get _consentGiven() {
      return (consentGiven = consentGiven === undefined ? !removal(t) : consentGiven);
    },
    set _consentGiven(isGiven) {
      consentGiven = isGiven;
    },
    _api: {} as Context['_api'],
    _rows: [],
    _trackerUrl: trackerUrl == null ? '' : String(trackerUrl),
    _siteId: textOf(siteId),
    ...place,
    _onDisk: isOnDisk(place._pageUrl),
    _excludedParams: [],
    _domains: [ownHost()],
    _excludedReferrers: ['.paypal.com'],
    _userId: '',
    _linkedId: nothing,
    _cookiePrefix: '_pk_',
    _sameSite: 'Lax',
    _tryDomain: nothing,
    _visitorTimeout: VISITOR_TIMEOUT,
    _sessionTimeout: SESSION_TIMEOUT,
    _referralTimeout: REFERRAL_TIMEOUT,
    _writes: {},
    _cookieBases: ['id', 'ses', 'cvar', 'ref'],
    _campaignNames: CAMPAIGN_NAMES,
    _campaignKeywords: CAMPAIGN_KEYWORDS,
    _ignoredSources: ASSISTANTS,
    _ignoredCampaignReferrers: ASSISTANTS,
    _referralMaxLength: 1024,
    _isLeftOut: nothing,
    _overlay: nothing,
    _stopHints: nothing,
    _appended: '',
    _installProof: '',
    _plugins: plugins,
    _beacons: true,
    _queueInterval: 2500,
    _held: [],
    _send: nothing,
    _keep: nothing,
    _canKeep: nothing,
    _isStuck: nothing,
    _arrived: nothing,
    _onForget: nothing,
    _onPing: nothing,
    _noteRequest: nothing,
    _isTrackedLink: nothing,
    _onOwnLink: nothing,
    _rescan: nothing,
    _contentOf: nothing,
    _onSent: [],
    _onLeave: [],
    _onPageView: [],
  };
  t._rows[COMMON] = (_, time) => commonRow(t, time);
  t._rows[IDENTITY] = () => identityRow(t);
  startQueue(t);
  // The link that the visitor follows may differ from the prerendered address, for instance in campaign parameters.
  if (isPrerendering()) {
    const { pathname, search } = location;
    whenActivated(() => {
      const isMore = location.search.split('&').some((pair) => !search.includes(pair));
      if (isMore && location.pathname === pathname) t._pageUrl = decodeUrl(location.href);
    });
  }
  return t;
};

interface Method {
  (...args: unknown[]): unknown;
  /** This method as it is published, once for a method that has two names. */
  _published?: Method;
}

/** Adds the methods of a feature to the public object, each an own, replaceable property. */
export const addFeature = (t: Context, feature: Feature): void => {
  const methods = feature(t) as Record<string, Method>;
  for (const [name, method] of Object.entries(methods)) {
    // These neither change nor return anything that earlier hits are still to carry, which need not be completed first: what
    // tracks, but for orders and carts (an order sets the time of the last one), `addEcommerceItem`, `enableHeartBeatTimer`,
    // `enableJSErrorTracking`, `enableLinkTracking` and `enableSinglePageTracking`.
    const isIndependent = /^(track(?!Ec)|queue|ping|addEc|enable[HJLS])/.test(name);
    t._api[name] = method._published =
      method._published ||
      function (this: unknown, ...args) {
        if (!isIndependent) {
          // Clicks are among the hits. A view that waits for its title is not: the method may be about to give it one.
          runPaintTasks(false);
          finishWork();
          completeHits();
        }
        return guarded(name, () => method.apply(this, args));
      };
  }
};
