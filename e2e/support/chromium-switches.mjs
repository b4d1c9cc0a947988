// Switches that every Chromium of this project is started with, in tests and benchmarks. Plain JavaScript, because the wire
// scenarios run under bare Node.

/**
 * Playwright disables these (and some of Edge and of Windows). A second --disable-features takes the place of the one it
 * passes, so they are repeated here.
 */
const AS_PLAYWRIGHT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'DialMediaRouteProvider',
  'GlobalMediaControls',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'BlockOriginHeaderModificationOnRedirect',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'Translate',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
];

/** Chromium opens two pages of its own behind the address bar of each window: nearly half of what a test costs. */
const PAGES_OF_THE_ADDRESS_BAR = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

/** Addresses of the tests are meant to be http. */
const HTTPS_FIRST = ['HttpsFirstBalancedModeAutoEnable'];

/** No page speaks to the outside, whatever link it follows. */
export const LOOPBACK_ONLY =
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1';

/** What a browser without a screen, an account and an update service can do without. */
export const CHROMIUM_SWITCHES = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[...AS_PLAYWRIGHT, ...PAGES_OF_THE_ADDRESS_BAR, ...HTTPS_FIRST].join(',')}`,
];
