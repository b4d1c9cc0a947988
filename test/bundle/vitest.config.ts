// The unit tests once more, against the minified file: names that terser has changed must make no difference outside.
import { defineConfig } from 'vitest/config';
import { ROOT, loadsTracker, projectsOf, testFiles } from '../files.mjs';

/** The documents' examples and random commands would test nothing more of a minified file. */
const LEFT_OUT = /^test\/(docs|fuzz|package)\//;

export default defineConfig({
  root: ROOT,
  test: {
    projects: projectsOf(testFiles.filter((file) => !LEFT_OUT.test(file) && loadsTracker(file))),
    restoreMocks: true,
    testTimeout: 30_000,
    maxWorkers: '100%',
    env: { TINYPAQ_BUNDLE: 'dist/tinypaq.js' },
  },
});
