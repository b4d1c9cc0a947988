// Reads pages of the shop, and runs its scripts in the test's document.
import { vi } from 'vitest';
import { openShop, Visitor } from './shop-client.js';

export const textOf = async (path: string): Promise<string> => (await new Visitor(await openShop()).get(path)).text;

/** The HTML in the body of the page. */
export const bodyOf = async (path: string): Promise<string> =>
  new DOMParser().parseFromString(await textOf(path), 'text/html').body.innerHTML;

/** Runs a script of the shop, as on a page that has just loaded. */
export const runScript = async (name: string): Promise<void> => {
  vi.resetModules();
  await import(`../../demo/shop/public/${name}.js`);
};
