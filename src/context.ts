/** What the parts of one tracker share. Public methods live on `_api`, because plugins replace methods there. */
import type { Params } from './hit/encode';
import type { Callback, Parcel, Ready } from './transport/parcel';
import type { Piece } from './transport/slices';

/** What a tracking call was given besides its action: per-call data, and who wants to know of the outcome. */
export interface Call {
  /** Name of the plugin hook. */
  _hook?: string | undefined;
  /** Custom data of this call: `dimensionN` keys become parameters, the rest is sent as `data`. */
  _data?: unknown;
  _callback?: Callback | undefined;
  /** The error behind a JavaScript error event, for plugins. */
  _error?: unknown;
  /** A complete request text, sent without common parameters. */
  _isFull?: unknown;
}

/** One tracking request. Who says it is filled in when it is released, so that a hit held for consent carries the real visitor. */
export interface Hit {
  _call: Call;
  /** Parameter text, or what makes it when the hit is released, from what stands before it. */
  _parts: (string | ((request: string) => string))[];
  /** Adds what the hit says besides its action, as things stand now; once. */
  _complete: () => void;
  /** What the page does with the text, as set at the time of the call. */
  _process: Context['_process'];
  /** The whole text, once it was released. */
  _request?: string;
  /** Time of the call, unix milliseconds. */
  _time: number;
}

/** A row adds its parameters to every hit: at once, or (a function) when the hit is released. */
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

export interface Context {
  _api: Overridable & Record<string, unknown>;
  _rows: Row[];

  // Where and for which site
  _trackerUrl: string;
  _siteId: unknown;
  _apiUrl: unknown;

  // The page as it was when the tracker was made, unless set
  _pageUrl: string;
  _customUrl?: string | undefined;
  _referrer: string;
  _title: unknown;
  _excludedParams: string[];
  _discardHash?: unknown;
  /** The page, or the address that is reported for it, is a file's. */
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
  /** Looks for a visitor ID that a linked site handed over; empty unless cross-domain linking is on. */
  _linkedId: () => string | undefined;
  _counters: boolean;
  /** When the cart was last bought, unix seconds, until it has been stored. */
  _orderedAt: number;

  // Cookies
  /** {@link PENDING} or {@link COOKIES_PENDING} where consent brings them back. */
  _cookiesOff: boolean | 1 | 2;
  _cookiePrefix: string;
  _cookieDomain?: string | undefined;
  /** Tries out the domain before the first cookie, where nothing could be stored when it was set. */
  _tryDomain: () => void;
  _cookiePath?: unknown;
  _secure?: unknown;
  _sameSite: string;
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
  /** One of these has led to the app whose views are counted now. */
  _isAssisted?: boolean | undefined;
  _referralMaxLength: number;

  // May it be said
  _consentRequired?: boolean;
  _consentGiven: boolean;
  /** Consent may still come on this page: what was stored with an earlier one waits for it. */
  _awaitsConsent?: boolean;
  /** Cookies are being disabled without deleting them. */
  _keepsCookies?: boolean;
  /** What could not be deleted when the visitor decided otherwise on this page: its word no longer counts. */
  _overruled?: string | undefined;
  /** The remembered cookie consent as last seen; undefined where none is required. */
  _cookieConsent?: string | 0 | undefined;
  _doNotTrack?: boolean;
  /** The browser sends a signal that the site may yet decide to honour. */
  _mayObject?: boolean;
  _countPrerendered?: unknown;
  /** Exempt mode: measured without consent, so nothing that would need it. */
  _exempt?: boolean;
  /** Does this visitor belong to those of whom nothing is sent? */
  _isLeftOut: () => boolean | undefined;
  _overlay: () => boolean | undefined;

  // What the browser says of itself
  _featuresOn: boolean;
  /** As text for hits; undefined until it may be read. */
  _device?: string | undefined;
  /** Client hints as JSON; undefined until asked, '' while waiting. */
  _hints?: string | undefined;
  _stopHints: (hints?: object) => void;

  // Links, as the features that know more about them see it
  /** Is a click on this link left to link tracking, be it to ignore it as the way to what a content block leads to? */
  _isTrackedLink: (link: Element, target: Element) => boolean | undefined;
  /** A link to one of the site's own hosts is followed. */
  _onOwnLink: (link: Element, target: string) => void;
  /** Looks for content again, in the way in which the page has asked for it. */
  _rescan: () => void;
  /** The content block that a link stands in, as parameters. */
  _contentOf: (link: Element, url: string) => Params | undefined;

  // Shape of the request
  _pageViewId?: unknown;
  /** Every hit carries data that is the page's own object. */
  _hasData: boolean;
  _appended: string;
  /** What proves to the server that the tracker is installed, as parameter text. */
  _installProof: string;
  _process?: ((request: string) => unknown) | undefined;
  _plugins: Plugins;

  // Transport
  _method: string;
  _contentType?: string;
  _beacons: boolean;
  /** Requests whose failure is noticed, one at a time, while the page is visible; {@link REPEATING} until what waited has left. */
  _confirmed?: boolean | 1;
  _queueOn: boolean;
  _queueInterval: number;
  /** Hits that wait until they may be said. */
  _held: Piece[];
  /** Hands a hit over for sending. */
  _send: (hit: Hit, queued?: unknown) => void;
  /** Keeps hits that could not be handed over, to repeat them. */
  _lost: (hits: Ready[]) => void;
  /** Hits that cannot leave now would be kept, on a page that goes away for the next one. */
  _canKeep: () => boolean | undefined;
  /** Batches behind a request whose outcome is awaited; undefined while there is none. */
  _line?: Parcel[] | undefined;
  /** Hits have to wait behind others that could not be handed over. */
  _isStuck: () => boolean | undefined;
  /** Only images are let through. */
  _imagesOnly?: boolean;
  /** Sending works, as far as can be told: what failed is repeated soon again. */
  _arrived: () => void;
  /** Stored hits have to go with the cookies. */
  _onForget: () => void;
  /** Notes what left without a word of how it went, for a policy that blocks it behind our back. */
  _beaconed: (sent: Parcel) => void;
  /** Hits of this page were ready to be sent; without a network they wait in the outbox. */
  _sent?: boolean;
  /** A hit has gone out without a visitor ID. */
  _sentWithoutId?: boolean;
  /** Called when hits were handed to the network or, without one, to the outbox. */
  _onSent: (() => void)[];
  /** Called when the visitor may be leaving, before everything waiting is sent. */
  _onLeave: (() => void)[];
  /** Whoever measures how long the page is looked at has told it, and begins anew; empty unless somebody does. */
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
