// Server-sent events: tells every open inspector page about each hit as it is stored.
import type { ServerResponse } from 'node:http';
import type { Store } from './store.js';
import type { HitMessage } from './types.js';
import { visitOf } from './visits.js';

/** Most hits that a page gets again after it was away; older ones it can ask for. */
const REPLAYED = 1000;
/** Bytes that may wait for a slow page before it is cut off; it comes back with `Last-Event-ID`. */
const WAITING = 4 * 1024 * 1024;
const KEEP_ALIVE = 15_000;

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
  'x-content-type-options': 'nosniff',
};

export interface Stream {
  /** @param lastEventId - ID of the last hit that the page saw; without it only new hits are sent */
  connect(response: ServerResponse, lastEventId?: number): void;
  hit(message: HitMessage): void;
  cleared(): void;
  close(): void;
}

export function createStream(store: Store): Stream {
  const pages = new Set<ServerResponse>();
  const keepAlive = setInterval(() => broadcast(': still here\n\n'), KEEP_ALIVE);
  keepAlive.unref();

  const send = (page: ServerResponse, text: string): void => {
    if (page.writableLength > WAITING) page.destroy();
    else page.write(text);
  };
  const broadcast = (text: string): void => {
    for (const page of pages) send(page, text);
  };

  const replay = (page: ServerResponse, lastEventId: number): void => {
    // The hit that the page saw last is gone: everything was cleared while it was away.
    if (lastEventId > 0 && !store.hits.has(lastEventId)) send(page, event('cleared', {}));
    for (const hit of store.hits.latest({ after: lastEventId, limit: REPLAYED }).reverse()) {
      page.write(event('hit', { hit, visit: visitOf(store, hit) }, hit.id));
    }
  };

  return {
    connect(page, lastEventId) {
      page.writeHead(200, HEADERS);
      page.write('retry: 1000\n\n');
      if (lastEventId !== undefined) replay(page, lastEventId);
      pages.add(page);
      page.on('close', () => pages.delete(page));
      page.on('error', () => pages.delete(page));
    },
    hit: (message) => broadcast(event('hit', message, message.hit.id)),
    cleared: () => broadcast(event('cleared', {})),
    close() {
      clearInterval(keepAlive);
      for (const page of pages) page.end();
      pages.clear();
    },
  };
}

/** JSON has no line breaks outside its escapes, so it fits on one `data` line. */
function event(name: string, data: unknown, id?: number): string {
  const idLine = id === undefined ? '' : `id: ${id}\n`;
  return `event: ${name}\n${idLine}data: ${JSON.stringify(data)}\n\n`;
}
