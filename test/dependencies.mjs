// Installs the dependencies where they are missing or not those of the lock file. Runs under bare Node.
import { readFileSync } from 'node:fs';
import { runNpm } from './processes.mjs';

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean }> }} Lock */

/** @returns {Promise<boolean> | true} false when the installation failed */
export function installDependencies() {
  if (areInstalled()) {
    console.log('installed as locked');
    return true;
  }
  // Browsers are chosen by a step of their own.
  return runNpm(['ci', '--no-audit', '--no-fund'], { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' });
}

/** What npm notes about the packages it put into node_modules, against what the lock file asks for. */
function areInstalled() {
  const installed = readLock('node_modules/.package-lock.json');
  const locked = readLock('package-lock.json');
  if (!installed || !locked) return false;
  return Object.entries(locked.packages).every(
    ([path, { version, optional }]) => path === '' || optional || installed.packages[path]?.version === version,
  );
}

/** @param {string} file @returns {Lock | undefined} */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
