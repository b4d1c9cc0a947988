// Properties of the browser that a test replaces; they are restored when its page is closed.
type Restore = () => void;

const restores: Restore[] = [];

/** Gives a property of an object, also one with a getter, another value until the page is closed. */
export function override(target: object, name: string, value: unknown): void {
  define(target, name, { value, writable: true, configurable: true });
}

/** Like {@link override}, for a property with a getter or setter: one that is computed, throws, or notes what is assigned. */
export function overrideAccess(
  target: object,
  name: string,
  get: () => unknown,
  set: (value: never) => void = () => undefined,
): void {
  define(target, name, { get, set, configurable: true });
}

/** Replaces `setItem` of the page's storage until the page is closed. */
export function writeStorageBy(setItem: Storage['setItem']): void {
  const get = (storage: Storage, name: string): unknown => (name === 'setItem' ? setItem : Reflect.get(storage, name));
  override(globalThis, 'localStorage', new Proxy(localStorage, { get }));
}

export function restoreAll(): void {
  restores
    .splice(0)
    .reverse()
    .forEach((restore) => restore());
}

/** Calls back when the page is closed, to undo something else. */
export function onRestore(restore: Restore): void {
  restores.push(restore);
}

function define(target: object, name: string, descriptor: PropertyDescriptor): void {
  const before = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, descriptor);
  restores.push(() => {
    if (before) Object.defineProperty(target, name, before);
    else Reflect.deleteProperty(target, name);
  });
}
