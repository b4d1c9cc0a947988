// Code of the guides that runs before the tracker, which calls what it leaves on the window.
import { override } from '../support/overrides';

const CALLBACKS = ['matomoPluginAsyncInit', 'matomoAsyncInit', 'piwikAsyncInit'];

/** Runs such code. Its callbacks go with the page, so that they are not called on those of later tests. */
export function runBeforeStart(code: string): void {
  CALLBACKS.forEach((name) => override(window, name, undefined));
  new Function(code)();
}
