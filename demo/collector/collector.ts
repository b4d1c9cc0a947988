// Opens the collector: one database, one end point for trackers, one inspector.
import type { FastifyPluginAsync } from 'fastify';
import { addEndpoint } from './endpoint.js';
import { addInspector } from './inspector.js';
import { createRecorder } from './recorder.js';
import { openStore } from './store.js';
import { createStream } from './stream.js';
import type { Behaviour, Collector, CollectorOptions } from './types.js';

export { CollectorError } from './errors.js';
export type * from './types.js';

/**
 * Opens the database and gives everything that a server needs to collect and show hits.
 * @throws CollectorError with a line for the person who started it, when the database is damaged, read-only or in use
 */
export function openCollector({ dataDir, token, reset = false, now = Date.now }: CollectorOptions): Collector {
  const store = openStore(dataDir, reset);
  const stream = createStream(store);
  const recorder = createRecorder({ store, token, now, publish: stream.hit });
  let behaviour: Behaviour = {};

  const clear = (): void => {
    store.clear();
    stream.cleared();
  };

  const plugin: FastifyPluginAsync = async (app) => {
    app.addHook('preClose', async () => stream.close());
    await app.register(async (scope) => addEndpoint(scope, { recorder, behaviour: () => behaviour }));
    await app.register(async (scope) => addInspector(scope, { store, stream, clear }));
  };

  return {
    plugin,
    hits: store.hits.matching,
    visits: store.visits.all,
    clear,
    close() {
      stream.close();
      store.close();
    },
    behave(next = {}) {
      behaviour = next;
    },
  };
}
