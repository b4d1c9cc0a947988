// `npm run figures`: runs the measuring commands that README.md names, and writes their tables there.
// `npm run figures -- size` runs only the script of that name.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

const README = new URL('../README.md', import.meta.url);
const PLACE = /(<!-- figures: (.+) -->\n)[^]*?(<!-- end of figures -->)/g;
const wanted = process.argv[2];

/** @param {string} command @returns {string | undefined} its output, if that is a table */
function measure(command) {
  console.error(`figures: ${command}`);
  const { status, stdout } = spawnSync(command, {
    shell: true,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status === 0 && stdout.includes('|')) return stdout.trim();
  console.error(stdout);
  console.error(`figures: ${command} printed no figures that hold (exit code ${status}), so its place stays as it is`);
  process.exitCode = 1;
  return undefined;
}

const readme = readFileSync(README, 'utf8');
const renewed = readme.replace(PLACE, (place, /** @type {string} */ begin, /** @type {string} */ command, end) => {
  const figures = !wanted || command.split(' ').includes(wanted) ? measure(command) : undefined;
  return figures === undefined ? place : `${begin}\n${figures}\n\n${end}`;
});
const options = await resolveConfig(README);
writeFileSync(README, await format(renewed, { ...options, parser: 'markdown' }));
