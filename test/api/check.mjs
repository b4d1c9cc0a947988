// `npm run api`: compares the list of public methods with the trackers of the built scripts.
// `npm run -s api -- --table` prints the list as a Markdown table.
import { readFileSync } from 'node:fs';
import { Window } from 'happy-dom';
import { readBuilt } from '../built.mjs';

/** @typedef {{ name: string, parameters: string[], bundle: 'core' | 'full', since: string }} Method */

/** The methods of the tracker that a script makes on a page. @param {string} bundle @returns {string[]} */
function methodsOf(bundle) {
  const window = new Window({
    url: 'https://shop.test/',
    settings: { enableJavaScriptEvaluation: true, suppressInsecureJavaScriptEnvironmentWarning: true },
  });
  window.eval(readBuilt(bundle));
  const tracker = window.eval("Matomo.getTracker('https://stats.test/matomo.php', 1)");
  return Object.keys(tracker).filter((name) => typeof tracker[name] === 'function');
}

/** @type {Method[]} */
const methods = JSON.parse(readFileSync(new URL('methods.json', import.meta.url), 'utf8'));
/** @type {Record<string, string[]>} */
const LISTED = {
  'tinypaq.js': methods.map(({ name }) => name),
  'tinypaq.core.js': methods.filter(({ bundle }) => bundle === 'core').map(({ name }) => name),
};

if (process.argv.includes('--table')) {
  const row = (/** @type {Method} */ { name, parameters, bundle, since }) =>
    `| \`${name}(${parameters.join(', ')})\` | ${bundle} | ${since} |`;
  console.log(['| method | bundle | since |', '| --- | --- | --- |', ...methods.map(row)].join('\n'));
  process.exit();
}

/** @type {Set<string>} */
const missing = new Set();
for (const [bundle, listed] of Object.entries(LISTED)) {
  const present = methodsOf(bundle);
  for (const name of listed.filter((each) => !present.includes(each))) {
    console.error(`api: ${bundle} has no ${name}`);
    missing.add(name);
  }
  for (const name of present.filter((each) => !listed.includes(each))) {
    console.error(`api: ${name} of ${bundle} is not listed`);
    process.exitCode = 1;
  }
}

/** @type {Record<string, number>} */
const counts = { 'in the full script': methods.length, 'in the core script': LISTED['tinypaq.core.js']?.length ?? 0 };
for (const { since } of methods) counts[`since ${since}`] = (counts[`since ${since}`] ?? 0) + 1;
console.table(counts);
console.log(`methods ${methods.length - missing.size}/${methods.length}`);
if (missing.size) process.exitCode = 1;
