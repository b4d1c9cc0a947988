// `npm start`: installs and builds what is missing, then runs shop and collector until Ctrl+C.
// Needs nothing but Node, because nothing is installed when it begins.
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { areDependenciesInstalled, installDependencies } from './dependencies.mjs';
import { complaintAboutNode } from './node-version.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DATA_DIR = join(ROOT, 'demo/.data');
const BUNDLES = ['dist/tinypaq.js', 'dist/tinypaq.core.js'];
const SOURCES = ['src', 'rollup.config.mjs', 'package.json'];
const ROLLUP = join(ROOT, 'node_modules/rollup/dist/bin/rollup');
const DEFAULT_PORT = '8123';

const HELP = `Starts the demo shop and the collector that receives its hits, on this machine only.

npm start -- [options]
  --port <number>  port to listen on, 0 for a free one (default ${DEFAULT_PORT}, or PORT)
  --watch          rebuild the tracker whenever its source changes
  --reset          forget all collected hits first
  --help           show this text

Environment
  PORT             like --port
  MATOMO_URL       address of a Matomo server that gets the shop's hits instead of the collector
  SITE_ID          site ID in the snippet (default 1)`;

/** An error whose message is printed in one line. */
class StartError extends Error {}

/** Errors of other modules of the demo whose messages are for the user at the terminal. */
const PLAIN_ERRORS = ['DemoError', 'CollectorError'];

const options = () => {
  try {
    return parseArgs({
      options: {
        port: { type: 'string' },
        watch: { type: 'boolean', default: false },
        reset: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    const [sentence] = error.message.split(/[.;]\s|\n/);
    throw new StartError(`${sentence}. See npm start -- --help`);
  }
};

const portOf = (text) => {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new StartError(`The port must be a whole number from 0 to 65535, not '${text}'.`);
};

const checkNode = () => {
  const complaint = complaintAboutNode();
  if (complaint) throw new StartError(complaint);
};

const run = (what, command, args) => {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit' });
  if (error) throw new StartError(`${what} could not be started: ${error.message}`);
  if (status !== 0) throw new StartError(`${what} failed, see above.`);
};

const installMissing = () => {
  if (areDependenciesInstalled()) return;
  console.log('Installing dependencies …');
  if (!installDependencies()) throw new StartError('npm ci failed, see above.');
};

const newestChange = (path) => {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
};

const isBuilt = () => {
  const changed = Math.max(...SOURCES.map((path) => newestChange(join(ROOT, path))));
  return BUNDLES.every((path) => newestChange(join(ROOT, path)) >= changed);
};

const build = () => {
  if (isBuilt()) return;
  console.log('Building the tracker …');
  run('The build', process.execPath, [ROLLUP, '-c', '--silent']);
};

const watch = () =>
  spawn(process.execPath, [ROLLUP, '-c', '--watch', '--no-watch.clearScreen'], { cwd: ROOT, stdio: 'inherit' });

const serve = async ({ port, reset }) => {
  const { register } = await import('tsx/esm/api');
  register();
  const { startDemo } = await import('./server.ts');
  const { MATOMO_URL: matomoUrl = '', SITE_ID: siteId = '1' } = process.env;
  return startDemo({ port, reset, dataDir: DATA_DIR, matomoUrl, siteId });
};

const announce = ({ url, otherUrl }) => {
  const matomoUrl = process.env.MATOMO_URL;
  console.log(`
  Shop       ${url}/
  Inspector  ${url}/inspector${matomoUrl ? '  (sees nothing: the hits go to MATOMO_URL)' : ''}
  Guides     ${url}/docs

  The same server under ${otherUrl}/ plays another domain of the same owner.
  Ctrl+C stops it.
`);
};

/** Closes the demo on the first Ctrl+C, and ends the process at once on the second. */
const stopOnSignal = (demo, watcher) => {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    watcher?.kill();
    await demo.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
};

const main = async () => {
  const { port: flag, watch: wantsWatch, reset, help } = options();
  if (help) return console.log(HELP);
  checkNode();
  const port = portOf(flag ?? (process.env.PORT || DEFAULT_PORT));
  installMissing();
  build();
  const demo = await serve({ port, reset });
  announce(demo);
  stopOnSignal(demo, wantsWatch ? watch() : undefined);
};

try {
  await main();
} catch (error) {
  const isPlain = error instanceof StartError || PLAIN_ERRORS.includes(error?.name);
  console.error(isPlain ? error.message : error);
  process.exit(1);
}
