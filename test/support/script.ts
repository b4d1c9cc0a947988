// Which tracker is tested: the sources, or a built file (npm run unit:bundle).
import { readFileSync } from 'node:fs';
import { vi } from 'vitest';

export type Script = 'full' | 'core';

const BUNDLE = process.env['TINYPAQ_BUNDLE'];
const GLOBALS = ['_paq', 'Matomo', 'Piwik', 'AnalyticsTracker', 'piwik_log', 'piwik_track'];

/** True where the minified file is tested, in which private members have other names. */
export const isBundle = BUNDLE !== undefined;

/** Runs the script as a page does, with fresh state each time. */
export async function loadScript(script: Script = 'full'): Promise<void> {
  if (BUNDLE) {
    const file = script === 'core' ? BUNDLE.replace(/(\.core)?\.js$/, '.core.js') : BUNDLE;
    // Run here, in the page's window: a script element would load the file only later.
    new Function(readFileSync(file, 'utf8'))();
    return;
  }
  vi.resetModules();
  await (script === 'core' ? import('../../src/core') : import('../../src/tinypaq'));
}

/** Removes the globals of the script from the window. */
export function unloadScript(): void {
  for (const name of GLOBALS) Reflect.deleteProperty(window, name);
}
