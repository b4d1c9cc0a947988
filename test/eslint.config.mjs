// Lint rules for the whole project; kept here so that the root stays small.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      'dist/',
      'coverage/',
      'demo/.data/',
      'e2e/wire/replay.mjs',
      'test-results/',
      'playwright-report/',
    ],
  },
  js.configs.recommended,
  tseslint.configs.strict,
  {
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        fetch: 'readonly',
        AbortSignal: 'readonly',
      },
    },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // Records by cookie name, slot or ID are used as plain maps, whose keys the code chooses itself.
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrors: 'none' }],
    },
  },
  {
    // Browsers run these files unbundled; DOM names are globals there.
    files: ['demo/**/public/**/*.js', 'demo/**/pages/**/*.js'],
    languageOptions: { sourceType: 'script' },
    rules: { 'no-undef': 'off' },
  },
  {
    files: ['demo/inspector/public/**/*.js'],
    languageOptions: { sourceType: 'module' },
  },
  {
    // Bundled for the browser.
    files: ['e2e/clients/**/*.js'],
    rules: { 'no-undef': 'off' },
  },
  {
    // Playwright reads from the pattern which fixtures a fixture needs; an empty one means none.
    files: ['e2e/**/*.ts'],
    rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] },
  },
);
