// This package: its version, and the hashes of its bundles.
// @ts-check
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CliError } from './error.mjs';

const ROOT = new URL('../../', import.meta.url);

/** @type {string} */
export const version = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')).version;

/**
 * The value of `integrity="…"` for a page that loads this bundle.
 * @param {string} bundle its file name
 * @throws CliError when the package is not built
 */
export function integrityOf(bundle) {
  try {
    return `sha384-${createHash('sha384')
      .update(readFileSync(new URL(`dist/${bundle}`, ROOT)))
      .digest('base64')}`;
  } catch {
    throw new CliError(`dist/${bundle} is missing, so it has no hash. Run npm run build`);
  }
}
