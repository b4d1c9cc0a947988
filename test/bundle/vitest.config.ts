// The unit tests once more, against the minified file: what terser has renamed must not be seen from outside.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Examples of the documents and random commands say nothing more about a minified file. */
const LEFT_OUT = /^test\/(docs|fuzz|package)\//;

/** Tests that load the tracker into a page: what they say holds for a built file, too. */
const testsOfPages = readdirSync(`${root}test`, { recursive: true, encoding: 'utf8' })
  .map((file) => `test/${file.replaceAll('\\', '/')}`)
  .filter((file) => file.endsWith('.test.ts') && !LEFT_OUT.test(file))
  .filter((file) => /\/support\/(page|script)'/.test(readFileSync(root + file, 'utf8')));

export default defineConfig({
  root,
  test: {
    include: testsOfPages,
    restoreMocks: true,
    env: { TINYPAQ_BUNDLE: 'dist/tinypaq.js' },
  },
});
