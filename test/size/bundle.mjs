// Bundles code that uses the module, as the bundler of a site does.
import { fileURLToPath } from 'node:url';
import { rollup } from 'rollup';
import { minify } from 'terser';

const ENTRY = 'site.js';
const MODULE = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

/** Bundles code that imports `tinypaq`, minified. @param {string} code @returns {Promise<string>} */
export async function bundleOf(code) {
  const build = await rollup({
    input: ENTRY,
    plugins: [
      {
        name: 'site',
        resolveId: (id) => ({ [ENTRY]: ENTRY, tinypaq: MODULE })[id] ?? null,
        load: (id) => (id === ENTRY ? code : null),
      },
    ],
  });
  const { output } = await build.generate({ format: 'es' });
  const { code: small = '' } = await minify(output[0].code, { module: true, compress: { passes: 3 } });
  return small;
}
