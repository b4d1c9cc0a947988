#!/usr/bin/env node
// `npx tinypaq`, by which site owners make their snippet on the terminal. Not part of any bundle.
// @ts-check
import { CliError, Interrupted } from './error.mjs';
import { HELP, readFlags } from './flags.mjs';
import { askForMissing } from './questions.mjs';
import { namesFile, settingsOf } from './settings.mjs';
import { snippet } from './snippet.mjs';
import { policy } from './policy.mjs';
import { version } from './package.mjs';

/** Exit code of shells for a command that Ctrl+C has ended. */
const INTERRUPTED = 130;

/** @param {string[]} args what follows `tinypaq` on the command line */
async function main([command, ...args]) {
  if (command === '--version') return console.log(version);
  if (command === undefined || command === '--help' || command === '-h') return console.log(HELP);
  if (command !== 'snippet') throw new CliError(`There is no command '${command}'. See npx tinypaq --help`);

  const flags = readFlags(args);
  if (flags.help) return console.log(HELP);
  const settings = settingsOf(await askForMissing(flags));
  console.log(snippet(settings));
  if (!namesFile(settings.url))
    console.error(`tinypaq: hits go to ${settings.url}; if that is the directory of Matomo, end it with /`);
  if (flags.csp) console.log(`\n${policy(settings)}`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Interrupted)) console.error(error instanceof CliError ? `tinypaq: ${error.message}` : error);
  process.exitCode = error instanceof Interrupted ? INTERRUPTED : 1;
}
