/** The page's globals: defined, and taken over. */
import { guarded } from '../report';
import { isFunction, isObject } from '../values';

type AnyFunction = (...args: unknown[]) => unknown;
export type Push = (...commands: unknown[]) => void;

interface Globals {
  _paq?: unknown;
  Matomo?: unknown;
  Piwik?: unknown;
  AnalyticsTracker?: unknown;
  matomoPluginAsyncInit?: unknown;
  matomoAsyncInit?: unknown;
  piwikAsyncInit?: unknown;
  define?: AnyFunction & { amd?: unknown };
}

export const globals = window as unknown as Globals;

/** Defines a global. A value of the page's that cannot be replaced stays, with a line on the console. */
export const publish = (name: keyof Globals, value: unknown): void =>
  void guarded(name, () => {
    (globals as Record<string, unknown>)[name] = value;
  });

/** Not a frame that is named `Matomo`: of a frame from another site nothing but `window` may be read. */
export const isNamespace = (value: unknown): boolean =>
  isObject(value) && !value['window'] && isFunction(value['getAsyncTracker']);

declare const _paq: unknown;

/**
 * Takes over the page's queue: later commands are handed over at once, also those pushed through an old reference.
 * @param live - replaces the queue: always the same object, since the page may have wrapped its `push`
 * @returns the commands so far
 */
export const takeQueue = (live: object, push: Push): unknown[] => {
  const commands: unknown[] = [];
  const takeFrom = (old: unknown): void => {
    if (!Array.isArray(old)) return;
    commands.push(...(old as unknown[]));
    // The array may be frozen, or its `push` cannot be redefined.
    guarded('_paq', () => {
      old.splice(0);
      // Not an assignment, which throws where Array.prototype is frozen.
      Object.defineProperty(old, 'push', {
        value: (...more: unknown[]) => (push(...more), 0),
        configurable: true,
        writable: true,
      });
    });
  };
  takeFrom(globals._paq);
  publish('_paq', live);
  // A `_paq` declared by `let` or `const` in a classic script is no property of the window.
  if (typeof _paq !== 'undefined') takeFrom(_paq);
  return commands;
};
