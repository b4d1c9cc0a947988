// `npm run mutation`: changes the sources one operator at a time and asks whether a unit test notices.
/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: ['src/{hit,identity,commands}/**/*.ts', 'src/encode.ts', 'src/page/jar.ts'],
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  plugins: ['@stryker-mutator/vitest-runner'],
  coverageAnalysis: 'perTest',
  // Long, so that a slow test on a busy machine does not count as an endless loop.
  timeoutMS: 20_000,
  timeoutFactor: 4,
  concurrency: 2,
  // Files that the tests do not read, and that need not be copied.
  ignorePatterns: ['/e2e', '/demo', '/dist'],
  incremental: true,
  incrementalFile: 'test-results/mutation/incremental.json',
  tempDirName: 'test-results/mutation/sandbox',
  reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportMutants: true },
  htmlReporter: { fileName: 'test-results/mutation/report.html' },
  jsonReporter: { fileName: 'test-results/mutation/report.json' },
  thresholds: { high: 95, low: 85, break: 85 },
};
