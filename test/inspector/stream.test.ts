import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createStream } from '../../demo/inspector/public/stream.js';
import { storedHit, storedVisit } from './stored-hit.js';

/** An event source whose events come from the test. */
class FakeEventSource extends EventTarget {
  closed = false;
  close = () => {
    this.closed = true;
  };
  open = () => this.dispatchEvent(new Event('open'));
  fail = () => this.dispatchEvent(new Event('error'));
  clear = () => this.dispatchEvent(new MessageEvent('cleared', { data: '{}' }));
  send = (data: string) => this.dispatchEvent(new MessageEvent('hit', { data }));
  hit = (id: number) => this.send(JSON.stringify({ hit: storedHit(id), visit: storedVisit(1) }));
}

const setUp = () => {
  const sources: FakeEventSource[] = [];
  const seen: string[] = [];
  /** The requests of the history that are under way. */
  const readings: PromiseWithResolversOf<() => void>[] = [];
  const stream = createStream({
    connect: () => {
      const source = new FakeEventSource();
      sources.push(source);
      return source as unknown as EventSource;
    },
    load: () => {
      const reading = withResolvers<() => void>();
      readings.push(reading);
      return reading.promise;
    },
    onHit: ({ hit }) => seen.push(`hit ${hit.id}`),
    onCleared: () => seen.push('cleared'),
    onState: (state) => seen.push(state),
  });
  const last = <Item>(items: Item[]): Item => {
    const item = items.at(-1);
    if (item === undefined) throw new Error('Nothing was opened or read yet');
    return item;
  };
  return {
    stream,
    seen,
    sources,
    source: () => last(sources),
    /** Answers the latest request of the history. */
    answer: async (name = 'history') => {
      last(readings).resolve(() => seen.push(name));
      await vi.advanceTimersByTimeAsync(0);
    },
    refuse: async () => {
      last(readings).reject(new Error('500'));
      await vi.advanceTimersByTimeAsync(0);
    },
  };
};

interface PromiseWithResolversOf<Value> {
  promise: Promise<Value>;
  resolve: (value: Value) => void;
  reject: (reason: Error) => void;
}

const withResolvers = <Value>(): PromiseWithResolversOf<Value> => {
  let resolve: (value: Value) => void = () => undefined;
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<Value>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
};

describe('stream', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    return () => vi.useRealTimers();
  });

  it('shows the history, then hits that arrived while it was read, and is live after that', async () => {
    const { stream, source, answer, seen } = setUp();
    stream.start();
    source().open();
    source().hit(7);
    source().clear();
    source().hit(8);
    await answer();
    source().hit(9);

    expect(seen).toEqual(['connecting', 'history', 'hit 7', 'cleared', 'hit 8', 'live', 'hit 9']);
  });

  it('connects again after a loss and reads the history again', async () => {
    const { stream, source, sources, answer, seen } = setUp();
    stream.start();
    source().open();
    await answer();
    source().fail();
    expect(sources[0]?.closed).toBe(true);
    await vi.advanceTimersByTimeAsync(500);
    expect(sources).toHaveLength(2);
    source().open();
    await answer('history again');

    expect(seen).toEqual(['connecting', 'history', 'live', 'lost', 'history again', 'live']);
  });

  it('counts a history that cannot be read as a loss', async () => {
    const { stream, source, sources, refuse, seen } = setUp();
    stream.start();
    source().open();
    await refuse();
    expect(seen).toEqual(['connecting', 'lost']);
    await vi.advanceTimersByTimeAsync(500);

    expect(sources).toHaveLength(2);
  });

  it('waits longer after each failure, four seconds at most, and never gives up', async () => {
    const { stream, source, sources } = setUp();
    stream.start();
    for (const wait of [500, 1000, 2000, 4000, 4000, 4000]) {
      const before = sources.length;
      source().fail();
      await vi.advanceTimersByTimeAsync(wait - 1);
      expect(sources).toHaveLength(before);
      await vi.advanceTimersByTimeAsync(1);
      expect(sources).toHaveLength(before + 1);
    }
  });

  it('ignores a connection that was given up', async () => {
    const { stream, source, sources, answer, seen } = setUp();
    stream.start();
    const [old] = sources;
    old?.open();
    old?.fail();
    await answer('history of the old connection');
    old?.hit(1);
    old?.fail();
    await vi.advanceTimersByTimeAsync(500);
    source().open();
    await answer();

    expect(seen).toEqual(['connecting', 'lost', 'history', 'live']);
    expect(sources).toHaveLength(2);
  });

  it('drops a hit that cannot be read, with one line on the console, and goes on', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { stream, source, answer, seen } = setUp();
    stream.start();
    source().open();
    await answer();
    source().send('{"hit":');
    source().hit(2);

    expect(error).toHaveBeenCalledTimes(1);
    expect(seen).toEqual(['connecting', 'history', 'live', 'hit 2']);
  });

  it('closes the connection when it sleeps, and connects when it is started again', async () => {
    const { stream, source, sources, answer, seen } = setUp();
    stream.start();
    source().open();
    await answer();
    stream.start();
    expect(sources).toHaveLength(1);
    stream.sleep();
    expect(sources[0]?.closed).toBe(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sources).toHaveLength(1);
    stream.start();

    expect(sources).toHaveLength(2);
    expect(seen).toEqual(['connecting', 'history', 'live', 'asleep', 'connecting']);
  });
});
