/** Hooks of plugins: what they add to hits, and hear of the page. */
import { guarded } from '../report';
import { isFunction } from '../values';
import type { Context } from '../context';

/**
 * Calls a hook of all plugins: as a bare function with two arguments, as the original does.
 * @returns what they add to the hit
 */
export const callHooks = (t: Context, kind: string | undefined, details: object): string =>
  Object.entries(t._plugins)
    .map(
      ([name, plugin]) =>
        guarded(name, () => {
          const hook = kind && plugin[kind];
          return isFunction(hook) && String(hook(details, undefined) || '');
        }) || '',
    )
    .join('');
