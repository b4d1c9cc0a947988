import { describe, expect, it } from 'vitest';
import { table, type Result } from '../../e2e/bench/compare/report';
import { threadTime } from '../../e2e/bench/compare/trace';
import type { TraceEvent } from '../../e2e/bench/trace';

const SCRIPT = 'http://shop.localhost/tracker.js';

/** Times in milliseconds. */
const event = (name: string, start: number, duration: number, data: object = {}): TraceEvent => {
  const thread = { ph: 'X', pid: 1, tid: 1, args: { data } };
  return { name, ...thread, ts: start * 1000, dur: duration * 1000 };
};

describe('time of the main thread', () => {
  const evaluated = event('EvaluateScript', 10, 5, { url: SCRIPT });
  const pagehide = event('EventDispatch', 50, 4, { type: 'pagehide' });

  it('given a call within the evaluation of the script, counts its time once', () => {
    expect(threadTime([event('FunctionCall', 11, 3), evaluated, pagehide], SCRIPT)).toEqual({
      evaluate: 5,
      script: 5,
      leaving: 4,
    });
  });

  it('given timers before the page is left, and handlers while it is left, counts them separately', () => {
    const timer = event('FunctionCall', 20, 2);
    const handler = event('FunctionCall', 51, 1);
    expect(threadTime([handler, timer, pagehide, evaluated], SCRIPT)).toMatchObject({ script: 7, leaving: 4 });
  });

  it('given an earlier page, other threads and times in which the thread did not run, leaves them out', () => {
    const before = event('EventDispatch', 1, 3, { type: 'pagehide' });
    const elsewhere = { ...event('FunctionCall', 20, 9), tid: 2 };
    const waiting = { ...event('FunctionCall', 30, 9), tdur: 1000 };
    expect(threadTime([before, evaluated, elsewhere, waiting, pagehide], SCRIPT)).toEqual({
      evaluate: 5,
      script: 6,
      leaving: 4,
    });
  });

  it('given a script that did not run, throws an error', () => {
    expect(() => threadTime([pagehide], SCRIPT)).toThrow('tracker.js was run');
  });
});

describe('comparison table', () => {
  const result = (name: string, ...firstHits: number[]): Result => ({
    tracker: { name, script: Buffer.alloc(2048), inline: '', hits: /x/, answer: '' },
    visits: firstHits.map((firstHit) => ({ firstHit, requests: 1, sent: 1024, evaluate: 2, script: 2, leaving: 0 })),
  });

  it('shows medians, and in brackets how many times larger they are than those of the first tracker', () => {
    const [, , ours = '', theirs = ''] = table([result('ours', 900, 100, 200), result('theirs', 300, 500)]).split('\n');
    expect(ours).toContain('| ours | 2.0 |');
    expect(ours).toContain('| 200 |');
    expect(theirs).toContain('| 400 (2.0×) |');
  });

  it('given nothing to compare with, shows no ratio', () => {
    expect(table([result('ours', 1), result('theirs', 1)])).toMatch(/\| 0\.0 \(–\) \|$/);
  });
});
