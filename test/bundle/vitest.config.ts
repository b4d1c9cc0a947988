// The unit tests once more, against the minified file: what terser has renamed must not be seen from outside.
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Examples of the documents and random commands say nothing more about a minified file. */
const LEFT_OUT = /^test\/(docs|fuzz|package)\//;

/** What loads the tracker into a page. */
const LOADER = 'test/support/script.ts';

const files = readdirSync(`${root}test`, { recursive: true, encoding: 'utf8' }).map(
  (file) => `test/${file.replaceAll('\\', '/')}`,
);

/** The files of the tests that a file imports. */
const importsOf = (file: string): string[] =>
  [...readFileSync(root + file, 'utf8').matchAll(/from '(\..*)'/g)]
    .map(([, path = '']) => posix.join(posix.dirname(file), `${path}.ts`))
    .filter((path) => files.includes(path));

const loadsTracker = (file: string): boolean => importsOf(file).some((each) => each === LOADER || loadsTracker(each));

/** Tests that load the tracker into a page, be it by helpers: what they say holds for a built file, too. */
const testsOfPages = files.filter((file) => file.endsWith('.test.ts') && !LEFT_OUT.test(file) && loadsTracker(file));

export default defineConfig({
  root,
  test: {
    include: testsOfPages,
    restoreMocks: true,
    maxWorkers: '100%',
    env: { TINYPAQ_BUNDLE: 'dist/tinypaq.js' },
  },
});
