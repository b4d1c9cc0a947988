// Reads from a browser's trace what the page's main thread has spent on script.

/** An event of Chromium's trace format; times in microseconds. */
export interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  /** Time the thread was running, other programs' turns left out. */
  tdur?: number;
  args: { data?: { url?: string; type?: string } };
}

/** Milliseconds of the page's main thread. */
export interface ThreadTime {
  /** Compiling and running the tracker's file. */
  evaluate: number;
  /** All script from there on, until the page is left. */
  script: number;
  /** The handlers that run because the page is left. */
  leaving: number;
}

const LEAVING = new Set(['beforeunload', 'visibilitychange', 'pagehide', 'unload', 'freeze']);

/** Events that script runs in. */
const SCRIPT_EVENTS = new Set(['EvaluateScript', 'FunctionCall', 'EventDispatch', 'RunMicrotasks']);

const isLeaving = ({ name, args }: TraceEvent): boolean =>
  name === 'EventDispatch' && LEAVING.has(args.data?.type ?? '');

/** Those that are not part of another one. All have to be of one thread. */
const outermost = (events: TraceEvent[]): TraceEvent[] => {
  let end = -Infinity;
  return events
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
    .filter(({ ts, dur = 0 }) => {
      if (ts < end) return false;
      end = ts + dur;
      return true;
    });
};

const milliseconds = (events: TraceEvent[]): number =>
  outermost(events).reduce((sum, { dur = 0, tdur = dur }) => sum + tdur, 0) / 1000;

/**
 * @param script - address of the tracker's file
 * @throws when the file was not run
 */
export const threadTime = (trace: readonly TraceEvent[], script: string): ThreadTime => {
  const isFile = ({ args }: TraceEvent): boolean => args.data?.url === script;
  const run = trace.find((event) => event.name === 'EvaluateScript' && isFile(event));
  if (!run) throw new Error(`the trace does not show that ${script} was run`);
  const events = trace.filter(
    ({ ph, pid, tid, ts, name }) =>
      // The page before, an empty one, was left on the same thread.
      ph === 'X' && pid === run.pid && tid === run.tid && ts >= run.ts && SCRIPT_EVENTS.has(name),
  );
  const leaving = events.filter(isLeaving);
  const left = Math.min(...leaving.map(({ ts }) => ts));
  return {
    evaluate: milliseconds([run]),
    script: milliseconds(events.filter(({ ts }) => ts < left)),
    leaving: milliseconds(leaving),
  };
};
