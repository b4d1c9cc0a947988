// A script's share of the tasks in a Chromium trace.

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
  args?: { data?: { url?: string }; fileName?: string };
}

const SCRIPT = ['EvaluateScript', 'FunctionCall', 'v8.compile', 'v8.produceCache'];
const TASKS = ['ThreadControllerImpl::RunTask', 'RunTask'];

/**
 * The most that scripts of this address took within one task, in milliseconds of the processor's time.
 * What such a script calls is its own, also where another script's function comes in between.
 */
export const longestShare = (events: readonly TraceEvent[], address: RegExp): number => {
  const complete = events.filter(({ ph, dur }) => ph === 'X' && dur !== undefined);
  const own = complete
    .filter(({ name, args }) => SCRIPT.includes(name) && address.test(args?.data?.url ?? args?.fileName ?? ''))
    .sort((a, b) => a.ts - b.ts);
  const tasks = complete.filter(({ name }) => TASKS.includes(name));
  const shares = new Map<string, number>();
  const ends = new Map<string, number>();
  for (const { pid, tid, ts, dur = 0, tdur = dur } of own) {
    const thread = `${pid}.${tid}`;
    // Within one that has been counted.
    if (ts < (ends.get(thread) ?? 0)) continue;
    ends.set(thread, ts + dur);
    const around = tasks.find(
      (task) => task.pid === pid && task.tid === tid && task.ts <= ts && task.ts + (task.dur ?? 0) >= ts + dur,
    );
    const task = `${thread} ${around?.ts ?? ts}`;
    shares.set(task, (shares.get(task) ?? 0) + tdur);
  }
  return Math.max(0, ...shares.values()) / 1000;
};
