export type EngineName = 'chromium' | 'firefox' | 'webkit';

/** A browser on this machine: Playwright's own build, one of the system, or a WebDriver server that starts it. */
export interface Found {
  kind: 'bundled' | 'system' | 'webdriver';
  path: string;
}

export function onPath(...names: string[]): string | undefined;
export function wantedEngines(): readonly EngineName[];
export function wantedEnginesOrExit(): readonly EngineName[];
export function systemBrowsersOnly(): boolean;
export function findBrowsers(): Partial<Record<EngineName, Found>>;
