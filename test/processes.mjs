// Starts the commands of the test run as children that share its terminal, or print to it when they have ended.
import { spawn } from 'node:child_process';
import { npmCommand } from '../demo/npm.mjs';

/** @param {string} file @param {string[]} args @returns {Promise<boolean>} whether its exit code is 0 */
export const runNode = (file, ...args) => run(process.execPath, [file, ...args]);

/** Runs a script of package.json. @param {string} name @param {string[]} args @returns {Promise<boolean>} */
export const runScript = (name, ...args) => runNpm(['run', '--silent', name, ...(args.length ? ['--', ...args] : [])]);

/** As {@link runScript}, beside others: prints when it has ended. @param {string} name @returns {Promise<boolean>} */
export const runScriptBeside = (name) => runNpm(['run', '--silent', name], { isHeld: true });

/**
 * @typedef {object} Options
 * @property {boolean} [shell]
 * @property {boolean} [isHeld] its output is printed when it has ended
 */

/** @param {string[]} npmArgs @param {Options} [options] @returns {Promise<boolean>} */
function runNpm(npmArgs, options) {
  const { command, args, shell } = npmCommand(npmArgs);
  return run(command, args, { ...options, shell });
}

/** @param {string} command @param {string[]} args @param {Options} [options] @returns {Promise<boolean>} */
export function run(command, args, { shell = false, isHeld = false } = {}) {
  const child = spawn(command, args, { stdio: isHeld ? ['ignore', 'pipe', 'pipe'] : 'inherit', shell });
  let held = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (held += text));
  const end = () => void child.kill();
  process.once('SIGTERM', end);
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(false);
    });
    child.on('close', (code) => {
      process.removeListener('SIGTERM', end);
      process.stdout.write(held);
      resolve(code === 0);
    });
  });
}
