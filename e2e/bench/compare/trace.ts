// Reads from a browser's trace what the page's main thread has spent on script.
import { isLeaving, MICROTASKS, milliseconds, type TraceEvent } from '../trace';

/** Milliseconds of the page's main thread. */
export interface ThreadTime {
  /** Compiling and running the tracker's file. */
  evaluate: number;
  /** All script from there on, until the page is left. */
  script: number;
  /** The handlers that run because the page is left. */
  leaving: number;
}

/** Events that script runs in. */
const SCRIPT_EVENTS = new Set(['EvaluateScript', 'FunctionCall', 'EventDispatch', MICROTASKS]);

/**
 * @param script - address of the tracker's file
 * @throws when the file was not run
 */
export const threadTime = (trace: readonly TraceEvent[], script: string): ThreadTime => {
  const isFile = ({ args }: TraceEvent): boolean => args?.data?.url === script;
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
