// `npx tinypaq` on the terminal: what it prints where, and how it ends.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { tinypaq } from './command';
import { GIVEN } from './given';

it('given an address that may be that of a directory, then the snippet is printed, and a line explains how to write a directory', async () => {
  const { code, out, err } = await tinypaq(['snippet', '--url', 'https://shop.test/collect', '--site', '1']);
  expect([code, out.includes("'https://shop.test/collect'")]).toEqual([0, true]);
  expect(err).toBe(
    'tinypaq: hits go to https://shop.test/collect; if that is the directory of Matomo, end it with /\n',
  );
});

it('given an invalid flag or command, then one line names it and nothing is printed', async () => {
  expect(await tinypaq(['snippet', ...GIVEN, '--site', '?'])).toEqual({
    code: 1,
    out: '',
    err: "tinypaq: --site is '?', expected the ID of a site in Matomo, such as 1\n",
  });
  expect(await tinypaq(['snipet'])).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/^tinypaq: .+\n$/),
  });
});

it('given --sri in a package that is not built, then one line says so', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'tinypaq-unbuilt-'));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  for (const part of ['src/cli', 'package.json']) cpSync(part, join(copy, part), { recursive: true });
  expect(await tinypaq(['snippet', ...GIVEN, '--sri'], [], join(copy, 'src/cli/tinypaq.mjs'))).toEqual({
    code: 1,
    out: '',
    err: 'tinypaq: dist/tinypaq.js is missing, so it has no hash. Run npm run build\n',
  });
});

it('given --help or no command, then every flag is explained', async () => {
  const { out } = await tinypaq(['--help']);
  const flags = [
    ...['url', 'site', 'file', 'core', 'nonce', 'sri', 'no-inline', 'csp', 'consent', 'no-cookies', 'do-not-track'],
    ...['cross-domain', 'single-page', 'hash', 'heartbeat'],
  ];
  for (const flag of flags) expect(out).toMatch(new RegExp(`^  --${flag} .*[a-z]`, 'm'));
  expect(out).toContain('  --help, --version');
  expect(out).toMatch(/^ +--core .*: no goals, content,/m);
  for (const args of [[], ['-h'], ['snippet', '--help']])
    expect(await tinypaq(args)).toEqual({ code: 0, out, err: '' });
});

it('given --version, then the package’s version is printed', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect((await tinypaq(['--version'])).out).toBe(`${version}\n`);
});
