// Bundles the pages of e2e/clients: apps with frameworks and their Matomo clients, all unmodified from the registry.
import { build } from 'esbuild';

/** @param entry - file in e2e/clients @returns the code of a classic script */
export async function bundleClient(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`e2e/clients/${entry}`],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2020',
    jsx: 'automatic',
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    logLevel: 'error',
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`${entry} gave no bundle`);
  return file.text;
}
