// Questions on the terminal for settings without a flag. They are written to stderr, so that the snippet can be piped.
// @ts-check
import { createInterface } from 'node:readline';
import { CliError, Interrupted } from './error.mjs';
import { isSmall, readConsent, readDomains, readMatomo, readSite, refuseContradictions } from './settings.mjs';

/** @typedef {import('./flags.mjs').Flags} Flags */
/** @typedef {import('./settings.mjs').Consent} Consent */
/** @typedef {(question: string) => Promise<string | undefined>} Ask undefined at the end of the input */

/**
 * Asks for address and site if one is missing, and then also for settings that many sites need; else only the flags count.
 * @param {Flags} flags
 * @returns {Promise<Flags>}
 * @throws CliError when the input ends before the address and the site are known, or flags exclude each other
 * @throws Interrupted at Ctrl+C
 */
export async function askForMissing(flags) {
  if (flags.url !== undefined && flags.site !== undefined) return flags;
  refuseContradictions(flags);
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: process.stdin.isTTY });
  try {
    return await questions(flags, asker(lines));
  } finally {
    lines.close();
  }
}

/** @param {import('node:readline').Interface} lines @returns {Ask} */
function asker(lines) {
  const answers = lines[Symbol.asyncIterator]();
  let ended = false;
  // Without a listener Ctrl+C is the same as the end of the input.
  let interrupted = false;
  lines.once('SIGINT', () => {
    interrupted = true;
    lines.close();
  });
  return async (question) => {
    // A prompt would open the terminal's input again.
    if (ended) return undefined;
    lines.setPrompt(question);
    lines.prompt();
    const { value, done } = await answers.next();
    if (!done) return value;
    ended = true;
    console.error(); // what follows is not on the line of the question
    if (interrupted) throw new Interrupted();
    return undefined;
  };
}

/** @param {Flags} flags @param {Ask} ask @returns {Promise<Flags>} */
async function questions(flags, ask) {
  const answers = { ...flags };
  answers.url ??= await required(ask, 'Address of your Matomo (https://stats.example/): ', 'url', readMatomo);
  answers.site ??= await required(ask, 'ID of the site in Matomo (1): ', 'site', (text) => readSite(text || '1'));
  // The following settings need code on the page; those after consent need the full script.
  if (answers['no-inline']) return answers;
  answers.consent ??= await askForConsent(answers, ask);
  if (isSmall(answers)) return answers;
  answers['cross-domain'] ??= await optional(ask, 'Your other domains, separated by commas (none): ', (text) =>
    readDomains(text).join(','),
  );
  answers['single-page'] ??= (await optional(ask, 'A single-page application, yes or no (no): ', readYes)) === 'yes';
  return answers;
}

/** @param {Flags} flags @param {Ask} ask */
function askForConsent(flags, ask) {
  /** @type {Consent[]} */
  const choices = flags['no-cookies'] ? ['tracking'] : ['tracking', 'cookies'];
  return optional(ask, `Wait for consent: ${choices.join(', ')} or no (no): `, (text) => readConsent(text, choices));
}

/** @param {Ask} ask @param {string} question @param {string} flag @param {(text: string) => string} read */
async function required(ask, question, flag, read) {
  const answer = await untilRight(ask, question, read);
  if (answer !== undefined) return answer;
  throw new CliError(`--${flag} is missing. See npx tinypaq --help`);
}

/** @param {Ask} ask @param {string} question @param {(text: string) => string} read */
const optional = (ask, question, read) =>
  untilRight(ask, question, (text) => (/^(no|none|)$/i.test(text) ? '' : read(text))).then(
    (answer) => answer || undefined,
  );

/** @param {Ask} ask @param {string} question @param {(text: string) => string} read */
async function untilRight(ask, question, read) {
  for (;;) {
    const line = await ask(question);
    if (line === undefined) return undefined;
    try {
      return read(line.trim());
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      console.error(error.message.replace(/^--/, ''));
    }
  }
}

/** @param {string} text */
function readYes(text) {
  if (/^y(es)?$/i.test(text)) return 'yes';
  throw new CliError(`'${text}', expected yes or no`);
}
