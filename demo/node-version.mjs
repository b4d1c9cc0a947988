// Which Node.js the project's own commands need. Imports nothing that is installed, because they ask before anything is.
import { readFileSync } from 'node:fs';

/**
 * Why this Node.js is too old for what package.json asks; undefined where it is not.
 * @param {string} [present] its version, such as `20.19.2`
 */
export function complaintAboutNode(present = process.versions.node) {
  const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const oldest = engines.node.replace('>=', '');
  const [[major = 0, minor = 0], [leastMajor = 0, leastMinor = 0]] = [numbersOf(present), numbersOf(oldest)];
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return undefined;
  return `Node.js ${oldest} or newer is needed, this is ${present}.`;
}

/** @param {string} version */
const numbersOf = (version) => version.split('.').map(Number);
