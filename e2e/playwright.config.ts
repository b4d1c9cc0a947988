import { defineConfig, type Project, type PlaywrightTestOptions, type PlaywrightWorkerOptions } from '@playwright/test';
import { type EngineName, findBrowsers, wantedEnginesOrExit } from './support/browsers.mjs';
import { CHROMIUM_SWITCHES, LOOPBACK_ONLY } from './support/chromium-switches.mjs';
import { FIREFOX_PREFERENCES, proxyAt } from './support/firefox-preferences.mjs';
import type { EngineOptions } from './support/test';

type EngineProject = Project<PlaywrightTestOptions, PlaywrightWorkerOptions & EngineOptions>;

/** Specs of commands and web servers, which need no page of an engine. */
const COMMAND_SPECS = /\.command\.spec\.ts$/;

/** Specs of what shop, guides and inspector look like: they need Playwright's own pages, and are not about the tracker. */
const SCREEN_SPECS = /\b(docs|inspector-screens|shop-looks)\.spec\.ts$/;

const found = findBrowsers();

const isSystem = (engine: EngineName) => found[engine]?.kind === 'system';
const systemPath = (engine: EngineName) => {
  const browser = found[engine];
  return browser?.kind === 'system' ? { executablePath: browser.path } : {};
};

/** As LOOPBACK_ONLY, for Firefox: nothing listens at this port. */
const DEAD_PROXY = proxyAt(9);

const engines: Record<EngineName, NonNullable<EngineProject['use']>> = {
  chromium: {
    browserName: 'chromium',
    // Of Playwright's own build the real browser in headless mode, not the smaller headless shell.
    ...(!isSystem('chromium') && { channel: 'chromium' }),
    launchOptions: {
      ...systemPath('chromium'),
      args: [...CHROMIUM_SWITCHES, LOOPBACK_ONLY],
    },
  },
  firefox: {
    browserName: 'firefox',
    // Stock Firefox speaks WebDriver BiDi; only this channel name makes Playwright do so too.
    ...(isSystem('firefox') && { channel: 'moz-firefox' }),
    launchOptions: {
      ...systemPath('firefox'),
      firefoxUserPrefs: { ...FIREFOX_PREFERENCES, ...DEAD_PROXY },
    },
  },
  webkit: {
    browserName: 'webkit',
    webDriver: found.webkit?.kind === 'webdriver' ? found.webkit.path : undefined,
  },
};

export default defineConfig<PlaywrightTestOptions, PlaywrightWorkerOptions & EngineOptions>({
  testDir: 'specs',
  outputDir: '../test-results/e2e',
  timeout: 30_000,
  expect: { timeout: 10_000 },
  globalTimeout: 20 * 60_000,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 4, // for two cores: the specs wait more than they compute
  fullyParallel: true,
  reporter: [['list'], ['json', { outputFile: '../test-results/e2e.json' }]],
  projects: [
    // First, because they take longest, and leave the other workers to the engines.
    { name: 'commands', testMatch: COMMAND_SPECS },
    ...wantedEnginesOrExit()
      .filter((engine) => found[engine])
      .map((engine): EngineProject => {
        const testIgnore = engine === 'chromium' ? COMMAND_SPECS : [COMMAND_SPECS, SCREEN_SPECS];
        return { name: engine, testIgnore, use: engines[engine] };
      }),
  ],
});
