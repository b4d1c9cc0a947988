// The package these files belong to: its version, and its bundles' hashes.
// @ts-check
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CliError } from './error.mjs';

const ROOT = new URL('../../', import.meta.url);

/** @type {string} */
export const version = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')).version;

/**
 * What a page that loads this bundle of this package writes into `integrity="…"`.
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
