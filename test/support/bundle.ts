// The sources as one script, for tests that run it thousands of times; or the built file, where that is tested.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { rollup, type Plugin } from 'rollup';
import typescript from 'typescript';

const typeScript: Plugin = {
  name: 'typescript',
  resolveId(id, importer) {
    const path = resolve(importer ?? '.', importer ? '..' : '.', id);
    return existsSync(`${path}.ts`) ? `${path}.ts` : null;
  },
  transform: (code) => typescript.transpile(code, { target: typescript.ScriptTarget.ES2018 }),
};

let built: Promise<string> | undefined;

/**
 * Makes a function that runs the full script with fresh state; it may be called any number of times.
 * @param own - names that a script of the page has declared before, with their values, such as a `class Map {}`
 */
export async function makeScript(own: Record<string, unknown> = {}): Promise<() => void> {
  const file = process.env['TINYPAQ_BUNDLE'];
  const code = file ? readFileSync(file, 'utf8') : await (built ??= bundle());
  const script = new Function(...Object.keys(own), code);
  return () => void script(...Object.values(own));
}

async function bundle(): Promise<string> {
  const build = await rollup({ input: 'src/tinypaq', plugins: [typeScript] });
  const { output } = await build.generate({ format: 'iife' });
  return output[0].code;
}
