// Preferences that every Firefox of the tests is started with. Plain JavaScript, because the wire scenarios run under bare Node.

/** What a browser without a user can do without: most of what a test costs is spent on windows that nobody looks at. */
const WITHOUT_USER = {
  // Spare processes, started ahead of need, are work for nothing.
  'dom.ipc.processPrelaunch.enabled': false,
  'browser.newtab.preload': false,
  'browser.sessionstore.interval': 3_600_000, // ms
  'browser.sessionstore.resume_from_crash': false,
  'browser.sessionstore.max_tabs_undo': 0,
  'browser.sessionstore.max_windows_undo': 0,
  'browser.chrome.site_icons': false,
  'browser.pagethumbnails.capturing_disabled': true,
  'browser.translations.enable': false,
  'places.history.enabled': false,
  'reader.parse-on-load.enabled': false,
  'signon.rememberSignons': false,
  'ui.prefersReducedMotion': 1,
};

/** Playwright loses a page that comes back out of the back-forward cache. */
const WITHOUT_RESTORING = {
  'fission.bfcacheInParent': false,
  'browser.sessionhistory.max_total_viewers': 0,
};

export const FIREFOX_PREFERENCES = { ...WITHOUT_USER, ...WITHOUT_RESTORING };

/** For tests of what is sent alone: one process for all sites, and few frames a second. */
export const FIREFOX_FEW_FRAMES = {
  'fission.autostart': false,
  'dom.ipc.processCount': 1,
  'layout.frame_rate': 15,
};

/** Every host but this one is reached by a proxy at this port of 127.0.0.1. @param {number} port */
export const proxyAt = (port) => ({
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': port,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': port,
});
