// What a visitor has allowed, as a site and a browser express it; and browsers in these states.
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, LaunchOptions } from '@playwright/test';
import { addScript, watchAccesses } from './access-watch';

export interface PrivacyState {
  name: string;
  /** Commands that every page pushes before its others, as JavaScript. */
  commands?: string[];
  /** Command that the page pushes when the visitor chooses, after the first page has loaded. */
  choice?: string;
  /** The visitor has opted out before. */
  isOptedOut?: boolean;
  /** Privacy signals: properties of `navigator`. */
  signal?: Record<string, unknown>;
  /** The browser refuses all cookies and storage. */
  blocksCookies?: boolean;
}

const requireConsent = ["['requireConsent']"];
const requireCookieConsent = ["['requireCookieConsent']"];
const honourSignals = ["['setDoNotTrack', true]"];
const exempt = ["['enableExemptMode']"];

export const STATES = {
  unrestricted: { name: 'nothing required' },
  consentRequired: { name: 'consent required', commands: requireConsent },
  consentGiven: { name: 'consent required, then given', commands: requireConsent, choice: "['rememberConsentGiven']" },
  cookieConsentRequired: { name: 'cookie consent required', commands: requireCookieConsent },
  cookieConsentGiven: {
    name: 'cookie consent required, then given',
    commands: requireCookieConsent,
    choice: "['rememberCookieConsentGiven']",
  },
  cookiesDisabled: { name: 'cookies disabled by the site', commands: ["['disableCookies']"] },
  cookiesBlocked: { name: 'cookies blocked by the browser', blocksCookies: true },
  optedOut: { name: 'opted out', isOptedOut: true },
  doNotTrack: { name: 'Do Not Track with `setDoNotTrack(true)`', commands: honourSignals, signal: { doNotTrack: '1' } },
  globalPrivacyControl: {
    name: 'Global Privacy Control with `setDoNotTrack(true)`',
    commands: honourSignals,
    signal: { globalPrivacyControl: true },
  },
  exempt: { name: 'exempt mode', commands: exempt },
  exemptThenConsent: { name: 'exempt mode, then consent', commands: exempt, choice: "['rememberConsentGiven']" },
} satisfies Record<string, PrivacyState>;

/** Host of the pages in these states, which is the scope of their cookies. */
const HOST = 'shop.localhost';

const cookieName = (base: string): string => {
  const hash = createHash('sha1').update(`${HOST}/`).digest('hex').slice(0, 4);
  return `_pk_${base}.1.${hash}`;
};

/** Cookies of the tracker from an earlier visit, when storing was allowed. */
const LEFTOVERS = {
  [cookieName('id')]: '8d425121a8a11feb.1790000000.',
  [cookieName('ref')]: encodeURIComponent('["autumn","",1790000000,""]'),
};

/**
 * Opens a fresh browser profile in this state, whose pages are watched; `close()` ends it.
 * @param options - launchOptions: for the separate browser that some states need
 */
export async function openProfile(
  browser: Browser,
  { isOptedOut, signal, blocksCookies }: PrivacyState,
  { hasLeftovers = false, launchOptions = {} }: { hasLeftovers?: boolean; launchOptions?: LaunchOptions } = {},
): Promise<{ context: BrowserContext; close(): Promise<void> }> {
  const profile = blocksCookies
    ? await launchBlockingCookies(browser, launchOptions)
    : await browser.newContext().then((context) => ({ context, close: () => context.close() }));
  const { context } = profile;
  const cookies = { ...(hasLeftovers && LEFTOVERS), ...(isOptedOut && { mtm_consent_removed: '1795219365284' }) };
  await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, domain: HOST, path: '/' })));
  if (signal) await addScript(context, sendSignal, signal);
  await watchAccesses(context);
  return profile;
}

/** Blocks cookies by the browser's settings, as a visitor does, in a separate browser. Emulation would not block storage. */
async function launchBlockingCookies(browser: Browser, options: LaunchOptions) {
  const directory = await mkdtemp(join(tmpdir(), 'tinypaq-profile-'));
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
  await mkdir(join(directory, 'Default'), { recursive: true });
  await writeFile(join(directory, 'Default', 'Preferences'), JSON.stringify(preferences));
  const context = await browser.browserType().launchPersistentContext(directory, options);
  return {
    context,
    async close() {
      await context.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function sendSignal(signal: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(signal)) {
    Object.defineProperty(Navigator.prototype, name, { configurable: true, get: () => value });
  }
}
