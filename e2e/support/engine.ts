// The interface by which specs use a browser, the same for every engine and driver.
import type { EngineName } from './browsers.mjs';

/**
 * What not every driver can show or do; a spec that needs it skips itself where it is missing.
 * console: Tab.messages(). bfcache: a page that comes back out of the back-forward cache can be used.
 * buttons: Tab.click() with another mouse button than the left one.
 * privacyStates: openProfile(), which blocks cookies by the profile and watches pages, client hints included.
 * devTools: sessions of the DevTools protocol. offline: Playwright's profiles, which can be put offline while they live.
 */
export type Capability = 'console' | 'bfcache' | 'buttons' | 'privacyStates' | 'devTools' | 'offline';

export type MouseButton = 'left' | 'middle' | 'right';

/** Something a page said on its console, or an exception that nothing caught. */
export interface PageMessage {
  type: string;
  text: string;
}

/** A browser tab. A small interface, since every engine has to support it. */
export interface Tab {
  goto(url: string): Promise<void>;
  url(): Promise<string>;
  /** @param button - the left one unless given; others need the capability 'buttons' */
  click(css: string, button?: MouseButton): Promise<void>;
  /** Replaces what a text field holds. */
  fill(css: string, text: string): Promise<void>;
  /** Runs fn in the page and waits for it. It is sent as text: it must not use names of its file. */
  evaluate<R>(fn: () => R | Promise<R>): Promise<R>;
  evaluate<R, A>(fn: (argument: A) => R | Promise<R>, argument: A): Promise<R>;
  /** Starts going back; the spec waits for what it expects. */
  back(): Promise<void>;
  /** A second tab of the same profile. */
  open(): Promise<Tab>;
  close(): Promise<void>;
  /** Everything this tab's pages have said so far, oldest first. Needs the capability 'console'. */
  messages(): readonly PageMessage[];
}

/** A tab in a fresh profile: no cookies, no storage. */
export interface Profile {
  tab: Tab;
  dispose(): Promise<void>;
}

export interface Engine {
  readonly name: EngineName;
  can(capability: Capability): boolean;
  profile(): Promise<Profile>;
  dispose(): Promise<void>;
}
