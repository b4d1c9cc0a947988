// Reads what the build has written, for the checks that need it.
import { readFileSync } from 'node:fs';

/**
 * A file of `dist`. Where it is not built, one line says so and the process ends.
 * @param {string} file
 */
export function readBuilt(file) {
  try {
    return readFileSync(new URL(`../dist/${file}`, import.meta.url), 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    console.error(`dist/${file} is missing: run npm run build`);
    process.exit(1);
  }
}
