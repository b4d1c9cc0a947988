// Installs the other trackers beside their package.json: 80 MB that only this bench needs, and `npm ci` is spared.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { npmCommand } from '../../../demo/npm.mjs';

/** Where the packages are. */
export const PACKAGES = fileURLToPath(new URL('.', import.meta.url));

const readJson = <Content>(file: string): Content | undefined => {
  try {
    return JSON.parse(readFileSync(PACKAGES + file, 'utf8')) as Content;
  } catch {
    return undefined;
  }
};

const wanted = readJson<{ dependencies: Record<string, string> }>('package.json')?.dependencies ?? {};

/** @returns the installed version of a package; undefined without one */
export const installedVersion = (name: string): string | undefined =>
  readJson<{ version: string }>(`node_modules/${name}/package.json`)?.version;

/**
 * Installs what is missing. None of the packages runs a script for that.
 * @throws when npm fails; npm has said why
 */
export const installTrackers = (): void => {
  if (Object.entries(wanted).every(([name, version]) => installedVersion(name) === version)) return;
  console.error('Installing the other trackers (once)');
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { command, args, shell } = npmCommand(['ci', ...options]);
  const { status, error } = spawnSync(command, args, { cwd: PACKAGES, stdio: ['ignore', 2, 2], shell });
  if (error || status !== 0)
    throw new Error(`the other trackers could not be installed: ${error?.message ?? 'see npm'}`);
};
