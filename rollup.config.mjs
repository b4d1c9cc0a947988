// Builds the two scripts a page can load (full and core), and the module for bundlers and servers with its types.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import typescript from '@rollup/plugin-typescript';
import { dts } from 'rollup-plugin-dts';
import { minify } from 'terser';

const { name, version, license } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));
const banner = `/*! ${name} ${version} | ${license} */`;
/** Where a Matomo server puts its plugins' code when this file is the template of its matomo.js: before everything else. */
const PLUGIN_HOOK = '/*!!! pluginTrackerHook */';

/** Browsers that know this line compile the whole script beside the main thread, while the rest of it is loading. */
const COMPILE_AT_ONCE = '//# allFunctionsCalledOnLoad';

/** Names that begin with `_` but are spoken outside of the bundle: globals and Tracking API parameters. */
const PUBLIC_UNDERSCORE_NAMES = [
  '_paq',
  ...['_id', '_idn', '_idts', '_idvc', '_viewts', '_ects'],
  ...['_rcn', '_rck', '_refts', '_ref', '_pkc', '_pkp', '_pks', '_pkn', '_cvar'],
];

/** Those that terser gives to variables first, so that both look alike when they are compressed. */
const LETTERS = [...'etrnoisacdumlgfp'];
/** These are worth it as whole names only. */
const RARE_LETTERS = [...'kvwhbyxq'];
/** What pages or browsers may give to all objects or arrays: an optional member must not be found there. */
const WORDS = ['am', 'as', 'at', 'do', 'go', 'id', 'if', 'in', 'is', 'me', 'no', 'of', 'on', 'or', 'to', 'up', 'us'];
const PAIRS = LETTERS.flatMap((second) => LETTERS.map((first) => first + second));
const SHORT_NAMES = [...LETTERS, ...RARE_LETTERS, ...PAIRS.filter((pair) => !WORDS.includes(pair))];

/**
 * @typedef {{ type: string, start: number, kind?: string, name?: string }} Node
 * @param {unknown} part @returns {Node[]} all nodes of a syntax tree
 */
const nodesIn = (part) => {
  if (typeof part !== 'object' || part === null) return [];
  const nodes = Object.values(part).flatMap(nodesIn);
  return 'type' in part ? [/** @type {Node} */ (part), ...nodes] : nodes;
};

/** Names for private members: the most used ones get the shortest. @param {Node[]} nodes */
const memberNames = (nodes) => {
  /** @type {Map<string, number>} */
  const uses = new Map();
  for (const { name } of nodes) if (name?.startsWith('_')) uses.set(name, (uses.get(name) ?? 0) + 1);
  PUBLIC_UNDERSCORE_NAMES.forEach((name) => uses.delete(name));
  const byUse = [...uses].sort(([, a], [, b]) => b - a);
  return Object.fromEntries(byUse.map(([name], index) => [`$${name}`, SHORT_NAMES[index]]));
};

/** One word for all declarations is shorter than two, and lets terser join more of them. As long as the other: maps hold. */
const LET = 'let  ';

/** @returns {import('rollup').Plugin} */
const terser = () => ({
  name: 'terser',
  async renderChunk(source, chunk, { format }) {
    const nodes = nodesIn(this.parse(source));
    let code = source;
    for (const { type, kind, start } of nodes) {
      if (type !== 'VariableDeclaration' || kind !== 'const') continue;
      code = code.slice(0, start) + LET + code.slice(start + LET.length);
    }
    const result = await minify(code, {
      ecma: 2018,
      module: format === 'es',
      toplevel: true,
      sourceMap: { filename: chunk.fileName },
      // A constant stays where the source has it, mostly on the right: one order compresses better than two.
      compress: {
        passes: 8,
        inline: 1,
        lhs_constants: false,
        unsafe_arrows: true,
        pure_getters: true,
        hoist_props: true,
      },
      mangle: { properties: { regex: /^_/, reserved: PUBLIC_UNDERSCORE_NAMES } },
      nameCache: { props: { props: memberNames(nodes) } },
      format: {
        comments: /^!/,
        preserve_annotations: format !== 'iife',
        ...(format === 'iife' && { preamble: COMPILE_AT_ONCE }),
      },
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

/** What every supported browser has: newer functions of the language do not compile. */
const LIBRARY = ['ES2018', 'DOM', 'DOM.Iterable'];

/** Each plugin reads all sources: the first one has checked them for the others. @param {boolean} [isChecked] */
const sources = (isChecked = true) =>
  typescript({
    compilerOptions: {
      ...{ noEmit: false, sourceMap: true, types: [], lib: LIBRARY, outDir: 'dist' },
      ...(isChecked ? { noCheck: true } : { noEmitOnError: true }),
    },
    include: ['src/**/*.ts'],
    filterRoot: '.',
    outputToFilesystem: true,
  });

/** @param {string} input @param {string} file @param {{ first?: string, isChecked?: boolean }} [options] first: text after the banner */
const script = (input, file, { first = '', isChecked } = {}) => ({
  input,
  output: { file, format: 'iife', banner: banner + first, sourcemap: true, strict: true },
  plugins: [sources(isChecked), terser(), integrity()],
});

/** A module for `import` and for `require`. @param {string} name */
const modules = (name) => ({
  input: `src/${name}.ts`,
  output: [
    { file: `dist/${name}.js`, format: 'es', banner, sourcemap: true },
    { file: `dist/${name}.cjs`, format: 'cjs', banner, sourcemap: true },
  ],
  plugins: [sources(), terser()],
  // What declares types only is an empty module.
  onwarn: (warning, warn) => warning.code === 'EMPTY_BUNDLE' || warn(warning),
});

/**
 * The declarations of a module, in one file: once for each way to load it, since each has a name of its own.
 * @param {string} name @param {string[]} [external] modules whose declarations stand beside it
 */
const declarations = (name, external = []) => ({
  input: `src/${name}.ts`,
  output: [
    ['.d.ts', '.js'],
    ['.d.cts', '.cjs'],
  ].map(([suffix, loaded]) => ({
    file: `dist/${name}${suffix}`,
    paths: (/** @type {string} */ id) => `./${basename(id)}${loaded}`,
  })),
  external: (/** @type {string} */ id) => external.includes(basename(id)),
  plugins: [dts({ compilerOptions: { types: [] } })],
});

export default [
  script('src/tinypaq.ts', 'dist/tinypaq.js', { first: PLUGIN_HOOK, isChecked: false }),
  script('src/core.ts', 'dist/tinypaq.core.js'),
  modules('index'),
  modules('globals'),
  declarations('index'),
  declarations('globals', ['index']),
];
