// Checks flags and answers, and converts them to settings of the snippet.
// @ts-check
import { CliError } from './error.mjs';
import { integrityOf } from './package.mjs';

/** @typedef {import('./flags.mjs').Flags} Flags */

/**
 * @typedef {object} Settings
 * @property {string} url address of matomo.php
 * @property {string} site
 * @property {string} script address of the script
 * @property {string} [nonce]
 * @property {string} [integrity]
 * @property {'loader' | 'tags' | 'no code'} form code that adds the script's tag, code beside the tag, or the tag alone
 * @property {Command[]} commands before the page view
 *
 * @typedef {[method: string, ...args: unknown[]]} Command
 * @typedef {'tracking' | 'cookies'} Consent
 */

const FULL = 'tinypaq.js';
const CORE = 'tinypaq.core.js';
const CONSENT = { tracking: 'requireConsent', cookies: 'requireCookieConsent' };
/** Flags whose methods only the full script has. */
const FULL_ONLY = /** @type {const} */ (['do-not-track', 'cross-domain', 'single-page']);
/** Shortest time that the heartbeat accepts, in seconds. */
const SHORTEST_HEARTBEAT = 5;
/** The base for reading an address without a host, instead of the page's own, which is not known. */
const PAGE = 'https://page.invalid';

/**
 * @param {Flags} flags
 * @returns {Settings}
 * @throws CliError that names the flag and what it should be
 */
export function settingsOf(flags) {
  const url = readUrl(flags.url ?? '');
  const bundle = bundleOf(flags);
  refuseContradictions(flags);
  if (flags.hash && !flags['single-page']) throw new CliError('--hash goes with --single-page');

  const commands = commandsOf(flags);
  if (flags['no-inline'] && commands.length) throw new CliError(noRoom(commands));
  return {
    url,
    site: readSite(flags.site ?? ''),
    script: readFile(flags.file ?? bundle, url),
    ...(flags.nonce !== undefined && { nonce: readNonce(flags.nonce) }),
    ...(flags.sri && { integrity: integrityOf(bundle) }),
    form: formOf(flags),
    commands,
  };
}

/**
 * @param {Flags} flags
 * @throws CliError when two of them exclude each other, whatever the others are
 */
export function refuseContradictions(flags) {
  const missing = isSmall(flags) ? FULL_ONLY.find((flag) => flags[flag]) : undefined;
  if (missing) throw new CliError(`--${missing} needs the full script, ${FULL}, not ${CORE}`);
  if (flags['no-cookies'] && flags.consent === 'cookies')
    throw new CliError('--no-cookies leaves nothing for --consent cookies: leave out one of them');
}

/**
 * Which of the package's scripts the page loads: the one that --file names; only a file of another name may be either.
 * @param {Flags} flags
 * @throws CliError when --file names one and --core the other
 */
function bundleOf({ file = '', core }) {
  const name = file.trim().replace(/\?.*/, '').replace(/.*\//, '');
  if (name === FULL && core) throw new CliError(`--core is ${CORE}, but --file names ${FULL}: leave out one of them`);
  return core || name === CORE ? CORE : FULL;
}

/** @param {Flags} flags */
export const isSmall = (flags) => bundleOf(flags) === CORE;

/** @param {Flags} flags @returns {Settings['form']} */
function formOf(flags) {
  if (flags['no-inline']) return 'no code';
  // A hash, and Trusted Types, which are often used with nonces, need a tag in the page instead of one made by code.
  return flags.nonce !== undefined || flags.sri ? 'tags' : 'loader';
}

/** @param {string} text @returns {string} the address of matomo.php */
export function readUrl(text) {
  const address = readAddress('--url', text);
  return address.endsWith('/') ? `${address}matomo.php` : address;
}

/** Whether its path ends in the name of a file, such as `matomo.php`, but not `matomo-5.2`. @param {string} url */
export const namesFile = (url) => /\.[a-z][^/]*$/i.test(url.replace(/\?.*/, '').replace(/^[^/]*\/\/[^/]*/, ''));

/** @param {string} text the directory of Matomo, or matomo.php @returns {string} the address of matomo.php */
export function readMatomo(text) {
  const url = readUrl(text);
  if (namesFile(url)) return url;
  if (url.includes('?'))
    throw new CliError(`the address is '${text}', expected a directory or matomo.php before the ?`);
  return `${url}/matomo.php`;
}

/** @param {string} text */
export function readSite(text) {
  const site = text.trim();
  if (/^\w+$/.test(site)) return site;
  throw new CliError(`--site is '${text}', expected the ID of a site in Matomo, such as 1`);
}

/** @param {string} text @param {Consent[]} choices */
export function readConsent(text, choices = ['tracking', 'cookies']) {
  const choice = choices.find((each) => each === text);
  if (choice) return choice;
  throw new CliError(`--consent is '${text}', expected ${choices.join(' or ')}`);
}

/** @param {string} text @returns {string[]} */
export function readDomains(text) {
  return text.split(',').map((domain) => readDomain(domain.trim()));
}

/** @param {string} text a host, with its subdomains after `*.`, perhaps with a path @returns {string} as browsers spell it */
function readDomain(text) {
  const [, subdomains = '', rest = ''] = /^(\*\.)?(.*)$/.exec(text) ?? [];
  const url =
    /^[^\s:@?#'"<>*]+$/.test(rest) && URL.canParse(`https://${rest}`) ? new URL(`https://${rest}`) : undefined;
  if (!url) throw new CliError(`--cross-domain has '${text}', expected domains such as shop.example,*.blog.example`);
  return subdomains + url.hostname + url.pathname.replace(/\/$/, '');
}

/** A host without a scheme. Not `js/t.js` and `matomo.php`: these are files, relative to a page that is not known. */
const HOST = /^(localhost|\[::1\]|(?!.*\.(php|js)$)[\w-]+(\.[\w-]+)+)$/;

/** This machine, which is rarely served over https. */
const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])([:/?]|$)/i;

/** @param {string} name @param {string} text @param {string} example */
function readAddress(name, text, example = 'https://stats.example/matomo.php') {
  const trimmed = text.trim();
  const hasScheme = /^(\/|[a-z][a-z\d+.-]*:\/\/)/i.test(trimmed);
  const address = hasScheme ? trimmed : `${LOCAL.test(trimmed) ? 'http' : 'https'}://${trimmed}`;
  const url = trimmed && URL.canParse(address, PAGE) ? new URL(address, PAGE) : undefined;
  const isAddress = url && /^https?:$/.test(url.protocol) && !url.username && !url.hash && !/\s/.test(trimmed);
  if (!isAddress || !(hasScheme || HOST.test(url.hostname)))
    throw new CliError(`${name} is '${text}', expected an address such as ${example}`);
  if (trimmed.startsWith('//')) return url.href.slice(url.protocol.length);
  return url.origin === PAGE ? url.pathname + url.search : url.href;
}

/** @param {string} text @param {string} trackerUrl */
function readFile(text, trackerUrl) {
  const isBareName = /^[\w.-]+\.js$/.test(text);
  return isBareName ? trackerUrl.replace(/[^/]*$/, text) : readAddress('--file', text, '/js/tinypaq.js');
}

/** @param {string} text */
function readNonce(text) {
  if (text && !/["\r\n]/.test(text)) return text;
  throw new CliError(`--nonce is '${text}', expected a value or placeholder without double quotes`);
}

/** @param {string} text */
function readHeartbeat(text) {
  if (/^\d{1,5}$/.test(text) && Number(text) >= SHORTEST_HEARTBEAT) return Number(text);
  throw new CliError(`--heartbeat is '${text}', expected seconds, ${SHORTEST_HEARTBEAT} or more`);
}

/** @param {Flags} flags @returns {Command[]} */
function commandsOf(flags) {
  /** @type {(Command | false | undefined)[]} */
  const commands = [
    flags.consent !== undefined && [CONSENT[readConsent(flags.consent)]],
    flags['no-cookies'] && ['disableCookies'],
    flags['do-not-track'] && ['setDoNotTrack', true],
    ...(flags['cross-domain'] === undefined ? [] : crossDomain(readDomains(flags['cross-domain']))),
    flags.heartbeat !== undefined && ['enableHeartBeatTimer', readHeartbeat(flags.heartbeat)],
    flags['single-page'] && ['enableSinglePageTracking', ...(flags.hash ? [{ hash: true }] : [])],
  ];
  return commands.filter((command) => command !== undefined && command !== false);
}

/** @param {string[]} domains @returns {Command[]} */
const crossDomain = (domains) => [['setDomains', domains], ['enableCrossDomainLinking']];

/** With a line that makes the queue: nothing before the tag has done so. @param {Command[]} commands */
const noRoom = (commands) => {
  const pushes = commands.map((command) => `_paq.push(${JSON.stringify(command)})`);
  const code = ['window._paq = window._paq || []', ...pushes].join('; ');
  return `--no-inline has no room for settings; put them into a script file before the tag: ${code}`;
};
