import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/**/*.test.ts'],
    // These tests need the build, and run after it.
    exclude: ['test/package/**'],
    restoreMocks: true,
    // Only for what never ends: a busy machine may take several times as long as usual.
    testTimeout: 30_000,
    // The runner only waits for the workers, so that they may use all cores.
    maxWorkers: '100%',
    // Types are tested by the compiler, in the same run.
    typecheck: { enabled: true, include: ['test/types/**/*.test-d.ts'], tsconfig: './test/types/tsconfig.json' },
    coverage: {
      include: ['src/**/*.ts'],
      reporter: ['text', 'html', 'json-summary'],
      reportsDirectory: 'test-results/coverage',
      thresholds: { branches: 95 },
    },
  },
});
