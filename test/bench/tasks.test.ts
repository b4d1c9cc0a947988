import { describe, expect, it } from 'vitest';
import { sharesOf } from '../../e2e/bench/tasks';
import type { TraceEvent } from '../../e2e/bench/trace';

const OURS = 'http://shop.localhost/tinypaq.js';
const THEIRS = 'http://shop.localhost/shop.js';

/** Times in milliseconds. */
const event = (
  name: string,
  start: number,
  duration: number,
  data: { url?: string; type?: string } = {},
): TraceEvent => {
  const thread = { ph: 'X', pid: 1, tid: 1, args: { data } };
  return { name, ...thread, ts: start * 1000, dur: duration * 1000 };
};
const task = (start: number, duration: number): TraceEvent => event('ThreadControllerImpl::RunTask', start, duration);
const microtasks = (start: number, duration: number): TraceEvent =>
  event('BlinkScheduler_PerformMicrotaskCheckpoint', start, duration);

const shares = (...events: TraceEvent[]): number[] => sharesOf(events, /tinypaq\.js/).map(({ share }) => share);

describe('share of a task', () => {
  const evaluated = event('EvaluateScript', 10, 5, { url: OURS });

  it('given a script that calls another one, has the time of both, once', () => {
    const called = event('FunctionCall', 11, 3, { url: THEIRS });
    expect(shares(task(9, 8), called, evaluated)).toEqual([5]);
  });

  it('given other scripts in the task, is without their time', () => {
    const other = event('FunctionCall', 15, 2, { url: THEIRS });
    expect(shares(task(9, 9), evaluated, other)).toEqual([5]);
  });

  it('given promises at the end of the task, has their time', () => {
    expect(shares(task(9, 8), evaluated, task(30, 1), microtasks(31, 7), task(50, 1))).toEqual([5, 7, 0]);
  });

  it('given promises after another script, is without their time', () => {
    const other = event('FunctionCall', 30, 1, { url: THEIRS });
    expect(shares(task(9, 8), evaluated, task(30, 1), other, microtasks(31, 7))).toEqual([5, 0]);
  });

  it('given other threads and times in which the thread did not run, is without those', () => {
    const elsewhere = { ...event('FunctionCall', 11, 9, { url: OURS }), tid: 2 };
    const paused = { ...evaluated, tdur: 2000 };
    expect(shares(task(9, 8), paused, { ...task(9, 8), tid: 2 }, elsewhere)).toEqual([2]);
  });

  it('marks the tasks in which the page is left', () => {
    const pagehide = event('EventDispatch', 30, 4, { type: 'pagehide' });
    const handler = event('FunctionCall', 31, 2, { url: OURS });
    expect(sharesOf([task(9, 8), evaluated, task(30, 5), pagehide, handler], /tinypaq\.js/)).toEqual([
      { share: 5, isLeaving: false },
      { share: 2, isLeaving: true },
    ]);
  });

  it('given a trace without the script, does not exist', () => {
    expect(shares(task(9, 8), event('FunctionCall', 10, 5, { url: THEIRS }))).toEqual([]);
  });
});
