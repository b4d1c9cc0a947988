// Which browser each engine uses on this machine: Playwright's own build where it was downloaded, else one the
// system has. Plain JavaScript, because the set-up script and the test command run it under bare Node.
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, firefox, webkit } from '@playwright/test';

/** @typedef {import('./browsers.mjs').EngineName} EngineName */
/** @typedef {import('./browsers.mjs').Found} Found */

/** @type {readonly EngineName[]} */
const ALL_ENGINES = ['chromium', 'firefox', 'webkit'];

/** The first of these programs that is on the PATH. @param {string[]} names */
export function onPath(...names) {
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      const file = join(directory, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        continue;
      }
    }
  }
  return undefined;
}

/** The engines to test: every one, or those that E2E_BROWSERS=chromium,firefox names. */
export function wantedEngines() {
  const asked = process.env.E2E_BROWSERS?.trim();
  if (!asked || asked === 'all') return ALL_ENGINES;
  return asked.split(',').map((name) => {
    const engine = ALL_ENGINES.find((known) => known === name.trim());
    if (!engine)
      throw new Error(`E2E_BROWSERS: there is no engine "${name}", only ${ALL_ENGINES.join(', ')} and "all"`);
    return engine;
  });
}

/** As wantedEngines, for commands: an engine that does not exist ends the process with one line. */
export function wantedEnginesOrExit() {
  try {
    return wantedEngines();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

/** True when downloaded builds are to be ignored and no download host is to be asked. */
export const systemBrowsersOnly = () => process.env.E2E_SYSTEM_BROWSERS === '1';

/** @returns {Partial<Record<EngineName, Found>>} */
export function findBrowsers() {
  return {
    chromium: bundled(chromium) ?? system('system', onPath('chromium', 'chromium-browser', 'google-chrome')),
    firefox: bundled(firefox) ?? system('system', onPath('firefox-esr', 'firefox')),
    webkit: bundled(webkit) ?? (hasDisplay() ? system('webdriver', onPath('WebKitWebDriver')) : undefined),
  };
}

/** @param {import('@playwright/test').BrowserType} type @returns {Found | undefined} */
function bundled(type) {
  try {
    const path = type.executablePath();
    return !systemBrowsersOnly() && existsSync(path) ? { kind: 'bundled', path } : undefined;
  } catch {
    return undefined; // Playwright has no build for this system
  }
}

/** @param {'system' | 'webdriver'} kind @param {string | undefined} path @returns {Found | undefined} */
const system = (kind, path) => (path && process.platform === 'linux' ? { kind, path } : undefined);

const hasDisplay = () => Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY || onPath('Xvfb'));
