// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createEmitter } from '../../src/commands/emitter';

afterEach(() => vi.restoreAllMocks());

describe('events', () => {
  it('call all handlers in their order, with the arguments, the window as this', () => {
    const { on, trigger } = createEmitter();
    const calls: unknown[] = [];
    on('a', function (this: unknown, ...args) {
      calls.push([1, this === window, ...args]);
    });
    on('a', (...args) => calls.push([2, ...args]));
    on('b', () => calls.push('b'));
    trigger('a', ['x', 5]);
    expect(calls).toEqual([
      [1, true, 'x', 5],
      [2, 'x', 5],
    ]);
  });

  it('take another this, and no arguments', () => {
    const { on, trigger } = createEmitter();
    const calls: unknown[] = [];
    const context = {};
    on('a', function (this: unknown, ...args) {
      calls.push([this === context, args.length]);
    });
    trigger('a', undefined, context);
    expect(calls).toEqual([[true, 0]]);
  });

  it('forget a handler, however often it was added', () => {
    const { on, off, trigger } = createEmitter();
    const handler = vi.fn();
    on('a', handler);
    on('a', handler);
    off('a', handler);
    trigger('a');
    expect(handler).not.toHaveBeenCalled();
  });

  it.each(['constructor', '__proto__', 'toString'])('may be called %s', (name) => {
    const { on, off, trigger } = createEmitter();
    const handler = vi.fn();
    trigger(name);
    on(name, handler);
    trigger(name);
    off(name, handler);
    trigger(name);
    expect(handler).toHaveBeenCalledTimes(1);
  });

  it('go on behind a handler that throws', () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { on, trigger } = createEmitter();
    const handler = vi.fn();
    on('a', () => {
      throw new Error('handler');
    });
    on('a', handler);
    on('a', 'no function' as never);
    trigger('a');
    expect(handler).toHaveBeenCalledTimes(1);
    expect(error).toHaveBeenCalledTimes(1);
  });
});
