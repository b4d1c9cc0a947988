// Builds the two scripts a page can load (full and core) and the ES module with its types.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import typescript from '@rollup/plugin-typescript';
import { minify } from 'terser';

const { name, version, license } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));
const banner = `/*! ${name} ${version} | ${license} */`;
/** Where a Matomo server puts its plugins' code when this file is the template of its matomo.js: before everything else. */
const PLUGIN_HOOK = '/*!!! pluginTrackerHook */';

/** Names that begin with `_` but are spoken outside of the bundle: globals and Tracking API parameters. */
const PUBLIC_UNDERSCORE_NAMES = [
  '_paq',
  ...['_id', '_idn', '_idts', '_idvc', '_viewts', '_ects'],
  ...['_rcn', '_rck', '_refts', '_ref', '_pkc', '_pkp', '_pks', '_pkn', '_cvar'],
];

/** @returns {import('rollup').Plugin} */
const terser = () => ({
  name: 'terser',
  async renderChunk(code, chunk, { format }) {
    const result = await minify(code, {
      ecma: 2018,
      module: format === 'es',
      toplevel: true,
      sourceMap: { filename: chunk.fileName },
      compress: { passes: 8, inline: 1, unsafe_arrows: true, pure_getters: true, hoist_props: true },
      mangle: { properties: { regex: /^_/, reserved: PUBLIC_UNDERSCORE_NAMES } },
      format: { comments: /^!/ },
    });
    return { code: result.code ?? '', map: result.map };
  },
});

/**
 * Prints what a page that loads the file writes into `integrity="…"`.
 * @returns {import('rollup').Plugin}
 */
const integrity = () => ({
  name: 'integrity',
  writeBundle(_options, files) {
    for (const file of Object.values(files)) {
      if (file.type !== 'chunk') continue;
      // What was written: the source map's address is part of it.
      this.info(`${file.fileName} sha384-${createHash('sha384').update(file.code).digest('base64')}`);
    }
  },
});

/** @param {string} input @param {string} file @param {'iife' | 'es'} format @param {string} [first] text after the banner */
const bundle = (input, file, format, first = '') => ({
  input,
  output: { file, format, banner: banner + first, sourcemap: true, strict: true },
  plugins: [
    typescript({
      compilerOptions: {
        noEmit: false,
        sourceMap: true,
        types: [],
        outDir: 'dist',
        // One set of declarations, beside the ES module.
        ...(format === 'es' ? { declaration: true, declarationDir: 'dist/types', rootDir: 'src' } : {}),
      },
      include: ['src/**/*.ts'],
      filterRoot: '.',
      outputToFilesystem: true,
    }),
    terser(),
    ...(format === 'iife' ? [integrity()] : []),
  ],
});

export default [
  bundle('src/tinypaq.ts', 'dist/tinypaq.js', 'iife', PLUGIN_HOOK),
  bundle('src/core.ts', 'dist/tinypaq.core.js', 'iife'),
  bundle('src/index.ts', 'dist/index.js', 'es'),
];
