/** Custom variables in three scopes: visit, page and event. */
import { toJson } from '../encode';
import { VARIABLES } from '../hit/rows';
import { keepCookie, keptCookie, mayStore } from '../identity/cookies';
import { refuse } from '../report';
import type { Scope, Text } from '../arguments';
import type { Context } from '../context';

type Variables = Record<string, [name: string, value: string]>;

/** UTF-16 units; the server takes no more. */
const MAX_LENGTH = 200;

const isSlot = (index: unknown): boolean => /^[1-9]\d{0,8}$/.test(String(index));

const cut = (value: unknown): string => String(value).slice(0, MAX_LENGTH);

export const customVariables = (t: Context) => {
  let visit: Variables | undefined;
  /** Cookie prefix with which the visit's variables were read; undefined while none may be read. */
  let readWith: string | undefined;
  const page: Variables = {};
  const event: Variables = {};
  let isStored = false;

  /** The visit's variables. An earlier page may have kept some in a cookie, which may be read only once there is consent. */
  const load = (): Variables => {
    if (visit && (!mayStore(t) || readWith === t._cookiePrefix)) return visit;
    const found: Variables = {};
    try {
      const stored = JSON.parse(keptCookie(t, 'cvar') || '0') as Variables;
      for (const [index, [name, value]] of Object.entries(stored)) {
        if (isSlot(index)) found[index] = [cut(name), cut(value)];
      }
    } catch {
      // No cookie, or a damaged one.
    }
    visit = readWith === undefined ? { ...found, ...visit } : found;
    if (mayStore(t)) readWith = t._cookiePrefix;
    return visit;
  };

  const ofScope = (scope: unknown): Variables | undefined => {
    if (scope === 'event') return event;
    if (scope === 'page' || Number(scope) === 3) return page;
    return scope === 'visit' || Number(scope) === 2 ? load() : undefined;
  };

  const toText = (variables: Variables | undefined): string | undefined =>
    variables && Object.keys(variables).length ? toJson(variables) : undefined;

  t._rows[VARIABLES] = () => {
    const params = { cvar: toText(page), e_cvar: toText(event), _cvar: toText(visit && load()) };
    if (visit) {
      // A deleted variable is sent once, with an empty name.
      for (const [index, [name]] of Object.entries(visit)) {
        if (!name) delete visit[index];
      }
      if (isStored) keepCookie(t, 'cvar', toJson(visit), t._sessionTimeout * 1000);
    }
    return params;
  };

  return {
    /**
     * Sends a custom variable with every hit.
     * @param index - slot, from 1; else refused
     * @param name - cut at 200 characters, like the value
     * @param value - any text
     * @param scope - `visit` (or 2), `page` (or 3), `event`; else refused
     * @see Tracking API: `_cvar`, `cvar`, `e_cvar`
     */
    setCustomVariable(index: Text, name: Text, value: Text = '', scope: Scope = 'visit'): void {
      const variables = ofScope(scope);
      if (!isSlot(index)) return refuse(index, 'a slot number', 'index');
      if (!variables) return refuse(scope, 'visit, page or event', 'scope');
      if (name === undefined) return refuse(name, 'text', 'name');
      variables[index] = [cut(name), cut(value)];
    },
    /**
     * A custom variable; false if there is none.
     * @param index - slot, from 1
     * @param scope - `visit` (or 2), `page` (or 3), `event`
     */
    getCustomVariable(index: Text, scope: Scope = 'visit'): [name: string, value: string] | false {
      const found = (ofScope(scope) || {})[index];
      return (found && found[0] && found) || false;
    },
    /**
     * Deletes a custom variable, also on the server, once.
     * @param index - slot, from 1
     * @param scope - `visit` (or 2), `page` (or 3), `event`
     */
    deleteCustomVariable(index: Text, scope: Scope = 'visit'): void {
      if (t._api.getCustomVariable(index, scope)) t._api.setCustomVariable(index, '', '', scope);
    },
    /**
     * Forgets the custom variables of a scope.
     * @param scope - `visit` (or 2), `page` (or 3), `event`
     */
    deleteCustomVariables(scope: Scope): void {
      const variables = ofScope(scope);
      if (variables) Object.keys(variables).forEach((index) => delete variables[index]);
    },
    /** Keeps the visit's variables in a cookie, for later pages. */
    storeCustomVariablesInCookie(): void {
      isStored = true;
    },
  };
};
