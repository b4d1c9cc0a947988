// Web Locks that tests can hold as if they were another tab.
type Options = { ifAvailable?: boolean };
type Callback = (lock: { name: string } | null) => unknown;

/** A lock manager. A test adds to `held` the names of locks that another tab holds. */
export function fakeLocks(held = new Set<string>()) {
  return {
    held,
    async request(name: string, _options: Options, callback: Callback): Promise<unknown> {
      await Promise.resolve();
      if (held.has(name)) return callback(null);
      held.add(name);
      try {
        return await callback({ name });
      } finally {
        held.delete(name);
      }
    },
  };
}
