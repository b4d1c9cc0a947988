// Installs the dependencies if they are missing or differ from the lock file, for `npm start` and `npm test`.
// Needs nothing but Node, because nothing is installed when it begins.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmCommand } from './npm.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean }> }} Lock */

/** Compares npm's record of the packages in node_modules with the lock file. */
export function areDependenciesInstalled() {
  const installed = readLock('node_modules/.package-lock.json');
  const locked = readLock('package-lock.json');
  if (!installed || !locked) return false;
  return Object.entries(locked.packages).every(
    ([path, { version, optional }]) => path === '' || optional || installed.packages[path]?.version === version,
  );
}

/** @returns {boolean} false when the installation failed; npm has printed why */
export function installDependencies() {
  const { command, args, shell } = npmCommand(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  // The tests install browsers in a step of their own, and the demo needs none.
  const env = { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env, shell });
  if (error) console.error(`npm could not be started: ${error.message}`);
  return status === 0;
}

/** @param {string} file @returns {Lock | undefined} */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
  } catch {
    return undefined;
  }
}
