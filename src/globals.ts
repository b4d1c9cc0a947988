/** Types of the globals that the page's script defines. Importing this file is all: `import 'tinypaq/globals'`. */
import type { MatomoGlobal, Paq } from './index';

declare global {
  // Only `var` makes it a property of the window, too.
  var _paq: Paq;
  /** Undefined until the script is there. */
  var Matomo: MatomoGlobal | undefined;
  /** The same under its old name. */
  var Piwik: MatomoGlobal | undefined;
  /** Called when the script starts, before the page's first tracker is made. */
  var matomoPluginAsyncInit: (() => void)[] | undefined;
  /** Called when the script starts, after those. */
  var matomoAsyncInit: (() => void) | undefined;
  /** The same under its old name, called before it. */
  var piwikAsyncInit: (() => void) | undefined;
}
