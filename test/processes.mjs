// Starts the commands of the test run as children that share its terminal.
import { spawn } from 'node:child_process';

/** @param {string} file @param {string[]} args @returns {Promise<boolean>} true when it ended with 0 */
export const runNode = (file, ...args) => run(process.execPath, [file, ...args]);

/** Runs a script of package.json. @param {string} name @param {string[]} args @returns {Promise<boolean>} */
export const runScript = (name, ...args) => runNpm(['run', '--silent', name, ...(args.length ? ['--', ...args] : [])]);

/** @param {string[]} args @param {Record<string, string>} [env] @returns {Promise<boolean>} */
export function runNpm(args, env) {
  const npm = process.env.npm_execpath; // the npm that started this run, if one did
  if (npm?.endsWith('.js')) return run(process.execPath, [npm, ...args], env);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, env);
}

/** @param {string} command @param {string[]} args @param {Record<string, string>} env @returns {Promise<boolean>} */
export function run(command, args, env = {}) {
  const child = spawn(command, args, {
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: command.endsWith('.cmd'),
  });
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
