import { defineConfig } from 'vitest/config';
import { ROOT, projectsOf, testFiles } from './files.mjs';

/** These tests need the build, and run after it. */
const NEED_BUILD = /^test\/package\//;

export default defineConfig({
  root: ROOT,
  test: {
    projects: [
      ...projectsOf(testFiles.filter((file) => !NEED_BUILD.test(file))),
      {
        extends: true,
        test: {
          name: 'types',
          include: [],
          // By the compiler, in the same run.
          typecheck: { enabled: true, include: ['test/types/**/*.test-d.ts'], tsconfig: './test/types/tsconfig.json' },
        },
      },
    ],
    restoreMocks: true,
    // Only for what never ends: a busy machine may take several times as long as usual.
    testTimeout: 30_000,
    // The runner only waits for the workers, so that they may use all cores.
    maxWorkers: '100%',
    coverage: {
      include: ['src/**/*.ts'],
      reporter: ['text', 'html', 'json-summary'],
      reportsDirectory: 'test-results/coverage',
      thresholds: { branches: 95 },
    },
  },
});
