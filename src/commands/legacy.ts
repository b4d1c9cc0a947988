/** `piwik_log()` and its globals, for very old pages. */
import { isFunction } from '../values';
import type { Matomo } from './matomo';

interface LegacyGlobals {
  piwik_log?: unknown;
  piwik_track?: unknown;
  piwik_download_extensions?: unknown;
  piwik_hosts_alias?: unknown;
  piwik_ignore_classes?: unknown;
  piwik_install_tracker?: unknown;
}

type Methods = Record<string, (...args: unknown[]) => void>;

export const defineLegacyLog = (matomo: Matomo): void => {
  const globals = window as LegacyGlobals;
  if (isFunction(globals.piwik_log)) return;

  globals.piwik_log = (title: unknown, siteId: unknown, url: unknown, customData: unknown): void => {
    const tracker = matomo.getTracker(url, siteId) as Methods;
    const call = (method: string, ...args: unknown[]): void =>
      (tracker[method] as (...args: unknown[]) => void)(...args);
    const set = (method: string, value: unknown): void => {
      if (value) call(method, value);
    };
    call('setDocumentTitle', title);
    call('setCustomData', customData);
    set('setDownloadExtensions', globals.piwik_download_extensions);
    set('setDomains', globals.piwik_hosts_alias);
    set('setIgnoreClasses', globals.piwik_ignore_classes);
    call('trackPageView');
    if (!globals.piwik_install_tracker) return;
    globals.piwik_track = (source: unknown, otherSite: unknown, otherUrl: unknown, kind: unknown): void => {
      call('setSiteId', otherSite);
      call('setTrackerUrl', otherUrl);
      call('trackLink', source, kind);
    };
    call('enableLinkTracking');
  };
};
