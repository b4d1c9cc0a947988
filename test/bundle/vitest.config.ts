// The unit tests once more, against the minified file: names that terser has changed must make no difference outside.
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The documents' examples and random commands would test nothing more of a minified file. */
const LEFT_OUT = /^test\/(docs|fuzz|package)\//;

/** The module that loads the tracker into a page. */
const LOADER = 'test/support/script.ts';

const files = readdirSync(`${root}test`, { recursive: true, encoding: 'utf8' }).map(
  (file) => `test/${file.replaceAll('\\', '/')}`,
);

/** The files in test/ that a file imports. */
const importsOf = (file: string): string[] =>
  [...readFileSync(root + file, 'utf8').matchAll(/from '(\..*)'/g)]
    .map(([, path = '']) => posix.join(posix.dirname(file), `${path}.ts`))
    .filter((path) => files.includes(path));

const loadsTracker = (file: string): boolean => importsOf(file).some((each) => each === LOADER || loadsTracker(each));

/** Tests that load the tracker into a page, directly or by helpers: they can load a built file instead. */
const testsOfPages = files.filter((file) => file.endsWith('.test.ts') && !LEFT_OUT.test(file) && loadsTracker(file));

export default defineConfig({
  root,
  test: {
    include: testsOfPages,
    restoreMocks: true,
    testTimeout: 30_000,
    maxWorkers: '100%',
    env: { TINYPAQ_BUNDLE: 'dist/tinypaq.js' },
  },
});
