// In CI as root on Debian: installs the web servers whose example configurations are tested. Elsewhere a system service
// would be too much to install for a test: what is missing is named, and its tests are left out.
import { spawnSync } from 'node:child_process';
import { onPath } from './browsers.mjs';
import { WEB_SERVERS, findWebServer } from './web-servers.mjs';

const MINUTE = 60_000;

const missing = () => Object.keys(WEB_SERVERS).filter((name) => !findWebServer(name));
const packagesOf = (names) => names.map((name) => WEB_SERVERS[name]);
const say = (text) => console.error(`web servers: ${text}`);

/** @param {string[]} args @param {number} timeout milliseconds */
function aptGet(args, timeout) {
  say(`apt-get ${args.join(' ')}`);
  // Run level 1: the packages do not start their services.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  return spawnSync('apt-get', args, { stdio: 'inherit', timeout, killSignal: 'SIGKILL', env }).status === 0;
}

const mayInstall = Boolean(process.env.CI) && process.getuid?.() === 0 && onPath('apt-get');
if (missing().length && mayInstall && aptGet(['update', '-q'], 3 * MINUTE)) {
  aptGet(['install', '-y', '-q', '--no-install-recommends', ...packagesOf(missing())], 5 * MINUTE);
}

const absent = missing();
if (absent.length)
  say(
    `no ${absent.join(' and no ')}: the example configuration is not tested (Debian: apt-get install ${packagesOf(absent).join(' ')})`,
  );
else say(Object.keys(WEB_SERVERS).map(findWebServer).join(', '));
// In CI a configuration must not go untested unseen.
process.exitCode = absent.length && process.env.CI ? 1 : 0;
