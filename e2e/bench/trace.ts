// Events of Chromium's traces, and the time that they cover.

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

/** Callbacks of promises. The trace does not tell whose they are, and shows them behind the task that they end. */
export const MICROTASKS = 'BlinkScheduler_PerformMicrotaskCheckpoint';

const LEAVING = new Set(['beforeunload', 'visibilitychange', 'pagehide', 'unload', 'freeze']);

/** The page's handlers run because it is left. */
export const isLeaving = ({ name, args }: TraceEvent): boolean =>
  name === 'EventDispatch' && LEAVING.has(args?.data?.type ?? '');

/** The events that are not part of another one, in order. All events have to be of one thread. */
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

/** Total time in milliseconds; an event that is part of another one is not counted again. */
export const milliseconds = (events: readonly TraceEvent[]): number =>
  outermost(events).reduce((sum, { dur = 0, tdur = dur }) => sum + tdur, 0) / 1000;
