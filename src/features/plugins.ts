/** Plugins: objects whose hooks are called for every hit of their kind. */
import { isObject } from '../values';
import { refuse } from '../report';
import type { Context } from '../context';

export const plugins = (t: Context) => ({
  /**
   * Registers hooks for all trackers of the page; with the module, for this tracker only.
   * @param name - of the plugin; registering the same name again replaces its hooks
   * @param hooks - functions by name (`log`, `event`, `goal`, `link`, `ecommerce`, `ping`, `unload`, …); each gets
   *   `{ tracker, request }` and returns parameter text to add. Anything but an object is refused
   */
  addPlugin(name: string, hooks: object): void {
    if (!isObject(hooks)) return refuse(hooks, 'an object', 'hooks');
    t._plugins[String(name)] = hooks;
  },
});
