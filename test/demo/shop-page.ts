// A page of the shop, and a script of its own, for a document.
import { vi } from 'vitest';
import { openShop, Visitor } from './shop-client.js';

export const textOf = async (path: string): Promise<string> => (await new Visitor(await openShop()).get(path)).text;

/** What is inside of the page's body. */
export const bodyOf = async (path: string): Promise<string> =>
  new DOMParser().parseFromString(await textOf(path), 'text/html').body.innerHTML;

/** Runs a script of the shop, as on a page that has just come. */
export const runScript = async (name: string): Promise<void> => {
  vi.resetModules();
  await import(`../../demo/shop/public/${name}.js`);
};
