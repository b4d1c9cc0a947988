// The bytes of a bundle that come from each source file.
import { rollup } from 'rollup';
import { expect, it } from 'vitest';
import { bytesByModule } from './modules.mjs';

const FILES: Record<string, string> = {
  'a.js': "import './b.js'; console.log('first file: it is the longer one');",
  'b.js': "console.log('second file');",
};

it('every byte belongs to one file, or to what is around them', async () => {
  const build = await rollup({
    input: 'a.js',
    plugins: [{ name: 'files', resolveId: (id) => id.replace('./', ''), load: (id) => FILES[id] ?? null }],
  });
  const { output } = await build.generate({ format: 'iife', sourcemap: true, file: 'dist/out.js', banner: '/*! ü */' });
  const { code, map } = output[0];
  const rows = bytesByModule(code, String(map));

  const bytes = Object.fromEntries(rows.map((row) => [row.file, row.bytes]));
  expect(Object.values(bytes).reduce((sum, each) => sum + each)).toBe(Buffer.byteLength(code));
  expect(Object.keys(bytes).sort()).toEqual(['(around them)', 'a.js', 'b.js']);
  expect(bytes['a.js']).toBeGreaterThan("console.log('first file: it is the longer one');".length - 1);
  expect(bytes['b.js']).toBeLessThan(bytes['a.js'] ?? 0);
});
