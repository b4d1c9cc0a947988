// Makes sure that each engine under test has a browser: Playwright's own (downloaded where that works), else the
// system's, else (root on Debian) the distribution's packages, else one line that says what to do.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { findBrowsers, onPath, systemBrowsersOnly, wantedEnginesOrExit } from './browsers.mjs';

/** @typedef {import('./browsers.mjs').EngineName} EngineName */

const PLAYWRIGHT = join(dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')), 'cli.js');
const DEBIAN_PACKAGES = { chromium: ['chromium'], firefox: ['firefox-esr'], webkit: ['webkit2gtk-driver', 'xvfb'] };
const SECOND = 1000;
const MINUTE = 60 * SECOND;

const isRoot = process.getuid?.() === 0;
const wanted = wantedEnginesOrExit();

/** @param {string} text */
function say(text) {
  console.error(`browsers: ${text}`);
}

/** @param {string} command @param {string[]} args @param {number} timeout milliseconds @param {Record<string, string>} env */
function run(command, args, timeout, env = {}) {
  say(`${command} ${args.join(' ')}`);
  const options = { stdio: 'inherit', timeout, killSignal: 'SIGKILL', env: { ...process.env, ...env } };
  return spawnSync(command, args, options).status === 0;
}

/** @param {(kind: string | undefined) => boolean} test @returns {EngineName[]} */
function enginesWhere(test) {
  const found = findBrowsers();
  return wanted.filter((engine) => test(found[engine]?.kind));
}

const missing = () => enginesWhere((kind) => !kind);

/** Engines whose only browser would be one without Playwright's patches are worth a download, if one is to be had. */
const withoutOwnBuild = () => enginesWhere((kind) => kind !== 'bundled');

/**
 * True when a download host answers within five seconds. By itself Playwright would try each file five times and wait
 * half a minute each time, so it is only asked which hosts those are.
 * @param {EngineName[]} engines
 */
async function downloadHostAnswers(engines) {
  // Node's fetch knows no proxy, Playwright's downloader does: leave it to the connection timeout.
  if (process.env.HTTPS_PROXY || process.env.https_proxy) return true;
  const plan = spawnSync(process.execPath, [PLAYWRIGHT, 'install', '--dry-run', ...engines], {
    encoding: 'utf8',
    timeout: MINUTE,
  });
  const hosts = new Set((plan.stdout?.match(/https?:\/\/\S+/g) ?? []).map((url) => new URL(url).origin));
  const asked = [...hosts].map((host) => fetch(host, { method: 'HEAD', signal: AbortSignal.timeout(5 * SECOND) }));
  return Promise.any(asked).then(
    () => true,
    () => false,
  );
}

/** @param {EngineName[]} engines */
function download(engines) {
  const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: String(10 * SECOND) };
  if (!run(process.execPath, [PLAYWRIGHT, 'install', '--no-shell', ...engines], 15 * MINUTE, env)) return;
  const mayInstall = process.platform === 'linux' && (isRoot || spawnSync('sudo', ['-n', 'true']).status === 0);
  if (mayInstall) run(process.execPath, [PLAYWRIGHT, 'install-deps', ...engines], 15 * MINUTE);
}

/** @param {EngineName[]} engines */
function installDebianPackages(engines) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const packages = engines.flatMap((engine) => DEBIAN_PACKAGES[engine]);
  if (!run('apt-get', ['update', '-q'], 3 * MINUTE, env)) return;
  run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], 15 * MINUTE, env);
}

/** @param {EngineName[]} engines */
function instructions(engines) {
  const debian = engines.flatMap((engine) => DEBIAN_PACKAGES[engine]).join(' ');
  const others = wanted.filter((engine) => !engines.includes(engine)).join(',');
  return [
    `no browser for ${engines.join(', ')}.`,
    `Run "npx playwright install --with-deps ${engines.join(' ')}", or on Debian "apt-get install ${debian}"`,
    others && `or leave it out with E2E_BROWSERS=${others}`,
  ]
    .filter(Boolean)
    .join(' ');
}

const mayDownload = !process.env.PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD && !systemBrowsersOnly();
const improvable = mayDownload ? withoutOwnBuild() : [];
if (improvable.length && (await downloadHostAnswers(improvable))) download(improvable);
if (missing().length && isRoot && onPath('apt-get')) installDebianPackages(missing());

const absent = missing();
if (absent.length) say(instructions(absent));
const found = findBrowsers();
const present = wanted.flatMap((engine) => found[engine] ?? []).map(({ kind, path }) => `${kind} ${path}`);
if (present.length) say(present.join(', '));
// In CI a missing engine must not pass unseen; elsewhere the others are tested and the summary names it.
process.exitCode = absent.length && (process.env.CI || !present.length) ? 1 : 0;
