/** Types of the globals that the page's script defines. To use them, import this file: `import 'tinypaq/globals'`. */
import type { MatomoGlobal, Paq } from './index';

declare global {
  // Only `var` makes it a property of the window, too.
  var _paq: Paq;
  /** Undefined until the script has run. */
  var Matomo: MatomoGlobal | undefined;
  /** The same under its old name. */
  var Piwik: MatomoGlobal | undefined;
  /** Called when the script starts, before the page's first tracker is made. */
  var matomoPluginAsyncInit: (() => void)[] | undefined;
  /** Called when the script starts, after the functions of `matomoPluginAsyncInit`. */
  var matomoAsyncInit: (() => void) | undefined;
  /** The same under its old name, called before `matomoAsyncInit`. */
  var piwikAsyncInit: (() => void) | undefined;
}
