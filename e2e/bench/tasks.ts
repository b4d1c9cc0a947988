// A script's share of the tasks in a trace.
import { isLeaving, MICROTASKS, milliseconds, outermost, type TraceEvent } from './trace';

const SCRIPT = new Set(['EvaluateScript', 'FunctionCall', 'v8.compile', 'v8.produceCache']);
const TASKS = new Set(['ThreadControllerImpl::RunTask', 'RunTask']);

const isScript = ({ name }: TraceEvent): boolean => SCRIPT.has(name);

/**
 * The share that scripts of this address have in each task of the page's main thread, in milliseconds of processor time.
 * Everything that such a script calls counts as its own, also through a function of another script; and so does everything
 * that promises call in a task in which no other script ran.
 */
export const sharesOf = (trace: readonly TraceEvent[], address: RegExp): { share: number; isLeaving: boolean }[] => {
  const complete = trace.filter(({ ph, dur }) => ph === 'X' && dur !== undefined);
  const isOwn = ({ args }: TraceEvent): boolean => address.test(args?.data?.url ?? args?.fileName ?? '');
  const first = complete.find((event) => isScript(event) && isOwn(event));
  const thread = complete.filter(({ pid, tid }) => pid === first?.pid && tid === first.tid);
  const tasks = outermost(thread.filter(({ name }) => TASKS.has(name)));
  return tasks.map(({ ts }, index) => {
    const end = tasks[index + 1]?.ts ?? Infinity;
    const events = thread.filter((event) => event.ts >= ts && event.ts < end);
    const isAlone = !events.some((event) => isScript(event) && !isOwn(event));
    const ours = events.filter((event) => (isScript(event) ? isOwn(event) : isAlone && event.name === MICROTASKS));
    return { share: milliseconds(ours), isLeaving: events.some(isLeaving) };
  });
};
