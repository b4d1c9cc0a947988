// Commands that run in browsers refuse an engine that does not exist.
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

const PLAYWRIGHT = 'node_modules/@playwright/test/cli.js';

it.each([
  ['npm run browsers', ['e2e/support/install-browsers.mjs']],
  ['npm run wire', ['test/wire.mjs']],
  ['npm run e2e', [PLAYWRIGHT, 'test', '--config', 'e2e/playwright.config.ts', '--list']],
])('given a misspelt engine, then %s ends with one line that names the known ones', (_, args) => {
  const env = { ...process.env, E2E_BROWSERS: 'firefox,crome' };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toBe('E2E_BROWSERS: there is no engine "crome", only chromium, firefox, webkit and "all"\n');
});
