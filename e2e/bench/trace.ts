// Events of Chromium's traces, and the time they tell of.

/** As in the Trace Event Format; times in microseconds. */
export interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  /** Time of the processor, without what other processes took meanwhile. */
  tdur?: number;
  args?: { data?: { url?: string; type?: string }; fileName?: string };
}

/** What promises call. The trace does not say whose it is, and shows it behind the task that it ends. */
export const MICROTASKS = 'BlinkScheduler_PerformMicrotaskCheckpoint';

const LEAVING = new Set(['beforeunload', 'visibilitychange', 'pagehide', 'unload', 'freeze']);

/** The page's handlers run because it is left. */
export const isLeaving = ({ name, args }: TraceEvent): boolean =>
  name === 'EventDispatch' && LEAVING.has(args?.data?.type ?? '');

/** Those that are not part of another one, in order. All have to be of one thread. */
export const outermost = (events: readonly TraceEvent[]): TraceEvent[] => {
  let end = -Infinity;
  return [...events]
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
    .filter(({ ts, dur = 0 }) => {
      if (ts < end) return false;
      end = ts + dur;
      return true;
    });
};

/** Milliseconds; what is part of another event counts once. */
export const milliseconds = (events: readonly TraceEvent[]): number =>
  outermost(events).reduce((sum, { dur = 0, tdur = dur }) => sum + tdur, 0) / 1000;
