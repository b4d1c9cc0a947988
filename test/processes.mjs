// Starts the commands of the test run as children that share its terminal.
import { spawn } from 'node:child_process';
import { npmCommand } from '../demo/npm.mjs';

/** @param {string} file @param {string[]} args @returns {Promise<boolean>} whether its exit code is 0 */
export const runNode = (file, ...args) => run(process.execPath, [file, ...args]);

/** Runs a script of package.json. @param {string} name @param {string[]} args @returns {Promise<boolean>} */
export const runScript = (name, ...args) => runNpm(['run', '--silent', name, ...(args.length ? ['--', ...args] : [])]);

/** @param {string[]} npmArgs @returns {Promise<boolean>} */
function runNpm(npmArgs) {
  const { command, args, shell } = npmCommand(npmArgs);
  return run(command, args, shell);
}

/** @param {string} command @param {string[]} args @param {boolean} shell @returns {Promise<boolean>} */
export function run(command, args, shell = false) {
  const child = spawn(command, args, { stdio: 'inherit', shell });
  const end = () => void child.kill();
  process.once('SIGTERM', end);
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(false);
    });
    child.on('close', (code) => {
      process.removeListener('SIGTERM', end);
      resolve(code === 0);
    });
  });
}
