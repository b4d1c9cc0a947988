// The command line of `npx tinypaq snippet`.
// @ts-check
import { parseArgs } from 'node:util';
import { CliError } from './error.mjs';

export const HELP = `Prints the code that a page needs to be tracked.

npx tinypaq snippet [options]      asks for the address and the site where they are not given

Where hits go and where the script is
  --url <address>         address of matomo.php, or of its directory with / at the end
  --site <id>             ID of the site in Matomo
  --file <address>        address of the script; a bare name stands beside matomo.php (default tinypaq.js)
  --core                  the small script, tinypaq.core.js: no goals, content, custom dimensions, single-page apps,
                          cross-domain linking, outbox, privacy signals and some more, see README.md

How it gets onto the page
  --nonce <value>         for a Content Security Policy with nonces; also a placeholder such as {{ nonce }}
  --sri                   with the hash of this package's script: the page runs no other file
  --no-inline             one tag without any inline code
  --csp                   also print the Content Security Policy that the snippet needs

What is tracked
  --consent <what>        wait for the visitor's consent: 'tracking' (no hit before) or 'cookies' (no cookie before)
  --no-cookies            no cookies, unless the page says that the visitor consents
  --do-not-track          leave out visitors who ask for it
  --cross-domain <a,b>    your domains, separated by commas, among which a visitor stays one visitor
  --single-page           page views at changes of the address, without a call in the router
  --hash                  with --single-page: what follows # is part of the address
  --heartbeat <seconds>   measure the time on the last page of a visit

  --help, --version`;

const OPTIONS = /** @type {const} */ ({
  url: { type: 'string' },
  site: { type: 'string' },
  file: { type: 'string' },
  core: { type: 'boolean' },
  nonce: { type: 'string' },
  sri: { type: 'boolean' },
  'no-inline': { type: 'boolean' },
  csp: { type: 'boolean' },
  consent: { type: 'string' },
  'no-cookies': { type: 'boolean' },
  'do-not-track': { type: 'boolean' },
  'cross-domain': { type: 'string' },
  'single-page': { type: 'boolean' },
  hash: { type: 'boolean' },
  heartbeat: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
});

/**
 * @typedef {ReturnType<typeof parse>} Parsed
 * @typedef {{ [Name in keyof Parsed]: Parsed[Name] | undefined }} Flags
 */

/** @param {string[]} args */
const parse = (args) => parseArgs({ args, options: OPTIONS }).values;

/**
 * @param {string[]} args
 * @returns {Flags} their values unchecked, as they were written
 * @throws CliError when there is no such flag, or a value is missing
 */
export function readFlags(args) {
  const complaint = complaintAbout(args);
  if (complaint) throw new CliError(`${complaint}. See npx tinypaq --help`);
  return parse(args);
}

/** What Node would refuse, in words of this command. @param {string[]} args */
function complaintAbout(args) {
  const { tokens } = parseArgs({ args, options: OPTIONS, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'positional') return `'${token.value}' belongs to no flag`;
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    if (!isKnown(name)) return `There is no flag '${rawName}'`;
    // What looks like a flag is one, unless = is before it.
    const hasValue = value !== undefined && (inlineValue || !/^-./.test(value));
    if (OPTIONS[name].type === 'string' && !hasValue) return `${rawName} needs a value`;
    if (OPTIONS[name].type === 'boolean' && hasValue) return `${rawName} takes no value`;
  }
  return undefined;
}

/** @param {string} name @returns {name is keyof typeof OPTIONS} */
const isKnown = (name) => Object.hasOwn(OPTIONS, name);
