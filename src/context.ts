/** What the parts of one tracker share. Public methods live on `_api`, because plugins replace methods there. */
import type { Callback } from './arguments';
import type { Params } from './encode';
import type { Parcel, Ready } from './transport/request';
import type { Piece } from './slices';

/** What a tracking call was given besides its action: its own data, and the callback for the outcome. */
export interface Call {
  /** Kind of hit: the name of its plugin hook; exempt mode and custom data depend on it. */
  _kind?: string | undefined;
  /** Custom data of this call: `dimensionN` keys become parameters, the rest is sent as `data`. */
  _data?: unknown;
  _callback?: Callback | undefined;
  /** The error behind a JavaScript error event, for plugins. */
  _error?: unknown;
  /** A complete request text, sent without common parameters. */
  _isFull?: unknown;
}

/** One tracking request. The visitor is filled in when the hit is released, so that one held for consent carries the real ID. */
export interface Hit {
  _call: Call;
  /** Parameter text, or a function that makes it when the hit is released; it is given the text before it. */
  _parts: (string | ((request: string) => string))[];
  /** Adds the parameters besides those of the action, with their present values. Only the first call counts. */
  _complete: () => void;
  /** The page's own processing of the text (`setCustomRequestProcessing`), as set at the time of the call. */
  _process: Context['_process'];
  /** The whole text, once the hit was released. */
  _request?: string;
  /** Time of the call, unix milliseconds; on a prerendered page, when that was shown. */
  _time: number;
}

/** A row adds its parameters to every hit: when the hit is completed or, if it returns a function, when the hit is released. */
export type Row = (call: Call, time: number) => Params | (() => Params);

/** The methods that are called through the public object, so that a plugin's replacement is respected. */
interface Overridable {
  getTrackerUrl(): string;
  getMatomoUrl(): string;
  getVisitorId(): string;
  getVisitorInfo(): unknown[];
  trackPageView(): void;
  trackRequest(request: string, data?: unknown, callback?: Callback, hook?: string): void;
  ping(): void;
  disableCookies(): void;
  setSecureCookie(enable: unknown): void;
  disableAlwaysUseSendBeacon(): void;
  enableBrowserFeatureDetection(): void;
  requireConsent(): void;
  setConsentGiven(withCookies?: unknown): void;
  setCookieConsentGiven(): void;
  getRememberedConsent(): string | null;
  hasRememberedConsent(): boolean;
  getRememberedCookieConsent(): string | 0;
  forgetCookieConsentGiven(): void;
  getCustomVariable(index: unknown, scope?: unknown): unknown;
  setCustomVariable(index: unknown, name: unknown, value?: unknown, scope?: unknown): void;
  trackVisibleContentImpressions(checkOnScroll?: unknown, interval?: unknown): void;
  trackContentInteractionNode(node: unknown, interaction?: unknown): unknown;
}

/**
 * What the parts of a tracker share. It is published only so that a list of features can be exported: at run time its members
 * have other names. Features of your own are made by `defineFeature`.
 */
export interface Context {
  _api: Overridable & Record<string, unknown>;
  _rows: Row[];

  // Where and for which site
  _trackerUrl: string;
  _siteId: unknown;
  _apiUrl?: unknown;

  // The page as it was when the tracker was made, unless set
  _pageUrl: string;
  _customUrl?: string | undefined;
  _referrer: string;
  _title: unknown;
  _excludedParams: string[];
  _discardHash?: unknown;
  /** The page's address, or the one reported for it, is that of a local file (`file:`). */
  _onDisk: boolean;
  _filePages?: unknown;

  // Whose hosts these are
  _domains: string[];
  _excludedReferrers: string[];

  // The visitor
  _userId: unknown;
  _forcedId?: string | undefined;
  /** The visitor ID of this page where it could not be stored. */
  _memoryId?: string | undefined;
  /**
   * The visitor ID that a link from another of the site's domains handed over, accepted while cross-domain linking was on;
   * undefined if there is none.
   */
  _linkedId: () => string | undefined;
  _countersOff?: boolean;
  /** Time of an order on this page, unix seconds, until the visitor cookie holds it; 0 for none. */
  _orderedAt?: number;

  // Cookies
  /**
   * False or undefined: on; true: the page has switched them off, and only it can switch them on again, by giving consent;
   * {@link PENDING}, {@link COOKIES_PENDING}: off until there is consent, here or in another tab.
   */
  _cookiesOff?: boolean | 1 | 2;
  _cookiePrefix: string;
  _cookieDomain?: string | undefined;
  /** Tries out the cookie domain before the first cookie is written, where nothing could be stored when the domain was set. */
  _tryDomain: () => void;
  _cookiePath?: string | undefined;
  _secure?: unknown;
  _sameSite: string;
  /** Lifetimes of the cookies, in seconds. */
  _visitorTimeout: number;
  _sessionTimeout: number;
  _referralTimeout: number;
  /** Last write of each cookie, so that a burst of hits does not write the same value again and again. */
  _writes: Record<string, { _text: string; _ends: number }>;
  /** Bases of the cookies that belong to this tracker, for deletion. */
  _cookieBases: string[];

  // Attribution
  _campaignNames: string[];
  _campaignKeywords: string[];
  _campaignsOff?: boolean;
  _firstReferrer?: unknown;
  _ignoredSources: string[];
  _ignoredCampaignReferrers: string[];
  /** One of these hosts has led the visitor to the single-page app whose views are counted now. */
  _isAssisted?: boolean | undefined;
  /** UTF-16 units. */
  _referralMaxLength: number;

  // Consent: may hits be sent
  _consentRequired?: boolean;
  _consentGiven: boolean;
  /** Consent may still come on this page: until then cookies stored with an earlier consent are kept. */
  _awaitsConsent?: boolean;
  /** Cookies are being disabled without deleting them. */
  _keepsCookies?: boolean;
  /**
   * The value of a consent cookie, or the joined values of removal cookies, that stay although the visitor decided otherwise on
   * this page: it no longer counts.
   */
  _overruled?: string | undefined;
  /** The remembered cookie consent as last seen; undefined where none is required. */
  _cookieConsent?: string | 0 | undefined;
  _doNotTrack?: boolean;
  /** The browser sends a privacy signal, which the site may yet decide to honour. */
  _mayObject?: boolean;
  _countPrerendered?: unknown;
  /** Exempt mode: hits are sent without consent, and so without anything that would need it. */
  _exempt?: boolean;
  /** Is this visitor outside of the sample, so that nothing is sent? */
  _isLeftOut: () => boolean | undefined;
  _overlay: () => boolean | undefined;

  // What the browser says of itself
  _featuresOff?: boolean;
  /** As text for hits; undefined until it may be read. */
  _device?: string | undefined;
  /** Client hints as JSON; undefined until asked, '' while waiting. */
  _hints?: string | undefined;
  _stopHints: (hints?: object) => void;

  // Links: what one feature asks another
  /** Is a click on this link left to link tracking: reported, or ignored although the link holds a content block's target? */
  _isTrackedLink: (link: Element, target: Element) => boolean | undefined;
  /** Called when a link to one of the site's own hosts is followed. */
  _onOwnLink: (link: Element, target: string) => void;
  /** Looks for content again, the way the page has asked for it: all blocks, or those that are seen. */
  _rescan: () => void;
  /** Parameters of the content block around a link. */
  _contentOf: (link: Element, url: string) => Params | undefined;

  // Shape of the request
  _pageViewId?: unknown;
  /** Every hit carries custom data, which may be an object that the page changes later. */
  _hasData?: boolean;
  _appended: string;
  /** What proves to the server that the tracker is installed, as parameter text. */
  _installProof: string;
  _process?: ((request: string) => unknown) | undefined;
  _plugins: Plugins;

  // Transport
  _method?: string;
  _contentType?: string;
  _beacons: boolean;
  /**
   * Confirmed delivery: while the page is visible, one request at a time, whose failure is noticed.
   * {@link FOR_NOW}: only until everything in the line has left.
   */
  _confirmed?: boolean | 1;
  _queueOff?: boolean;
  /** Milliseconds. */
  _queueInterval: number;
  /** Work that is held until hits may be sent. */
  _held: Piece[];
  /** Hands a hit over for sending. */
  _send: (hit: Hit, queued?: unknown) => void;
  /** Keeps hits that could not be handed over, to repeat them. */
  _keep: (hits: Ready[]) => void;
  /** Would the outbox keep hits that cannot leave now? When the page goes away: only if it may store them for the next page. */
  _canKeep: () => boolean | undefined;
  /** Batches that wait behind a request whose outcome is not known yet; undefined while there is no such request. */
  _line?: Parcel[] | undefined;
  /** Hits have to wait behind others that could not be handed over. */
  _isStuck: () => boolean | undefined;
  /** The page's content security policy lets only images through. */
  _imagesOnly?: boolean;
  /** Called when sending seems to work: the next failure is repeated soon again. */
  _arrived: () => void;
  /** Called when the cookies are deleted: stored hits have to go with them. */
  _onForget: () => void;
  /** Notes a request in case the page's content security policy blocks it, which only a report of the browser tells. */
  _noteRequest: (sent: Parcel) => void;
  /** Hits of this page were sent, or wait for the network or for client hints only. */
  _sent?: boolean;
  /** A hit has gone out without a visitor ID. */
  _sentWithoutId?: boolean;
  /** Called when hits were handed to the network or, without one, to the outbox. */
  _onSent: (() => void)[];
  /** Called when the visitor may be leaving, before everything waiting is sent. */
  _onLeave: (() => void)[];
  /** Called with each ping: the heartbeat measures anew from here. Does nothing without the heartbeat. */
  _onPing: () => void;
  /** Called when a new page view (or site search) begins. */
  _onPageView: ((isSearch?: boolean) => void)[];
}

/** Plugin hooks by name, in the order of registration; one table for all trackers of a page, without a prototype. */
export type Plugins = Record<string, Record<string, unknown>>;

/** A feature returns its public methods; leaving it out of a bundle's list leaves its code out of the file. */
export type Feature<Methods extends object = object> = (tracker: Context) => Methods;

/** A feature, or a list of features and lists. */
export type FeatureList = Feature | readonly FeatureList[];
