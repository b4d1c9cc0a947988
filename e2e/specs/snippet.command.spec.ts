// `npx tinypaq snippet` from the package, as npm installs it in an empty project.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Runs a command. @returns its standard output. On Windows npm is a script, which needs the shell. */
const run = async (cwd: string, command: string, ...args: string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(command, args, { cwd, shell: process.platform === 'win32' });
  return stdout;
};

let project = '';

test.beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'tinypaq-package-'));
  writeFileSync(join(project, 'package.json'), '{ "private": true }');
  // Without the scripts of `npm pack`, which would build once more.
  await run(ROOT, 'npm', 'pack', '--ignore-scripts', '--pack-destination', project);
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  await run(project, 'npm', 'install', '--offline', '--no-audit', '--no-fund', `./tinypaq-${version}.tgz`);
});

test.afterAll(() => rmSync(project, { recursive: true, force: true }));

for (const [flags, file] of [
  [[], 'tinypaq.js'],
  [['--core'], 'tinypaq.core.js'],
  [['--file', 'tinypaq.core.js'], 'tinypaq.core.js'],
] as const) {
  test(`given the installed package, when a snippet with an integrity hash is asked for ${['--sri', ...flags].join(' ')}, then the hash is that of the installed file`, async () => {
    const args = ['--url', 'https://stats.example/', '--site', '1', '--no-inline', '--sri', ...flags];
    const printed = await run(project, 'npx', '--offline', 'tinypaq', 'snippet', ...args);
    const code = readFileSync(join(project, 'node_modules/tinypaq/dist', file));
    const hash = `sha384-${createHash('sha384').update(code).digest('base64')}`;
    expect(printed).toBe(
      `<script async src="https://stats.example/${file}" integrity="${hash}" crossorigin="anonymous" ` +
        'data-url="https://stats.example/matomo.php" data-site="1"></script>\n',
    );
  });
}
