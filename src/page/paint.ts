/** Tasks that wait for the next paint, so that the reaction to a click is drawn first. */
import { guarded } from '../report';
import { isHidden } from './lifecycle';
import type { Task } from './lifecycle';

const tasks: Task[] = [];

/** Runs the tasks that wait for the next paint, at once. */
export const runPaintTasks = (): void => {
  for (let task; (task = tasks.shift());) guarded('after paint', task);
};

/**
 * Runs the task after the next paint.
 * Code that cannot wait, such as on a page that is left, calls {@link runPaintTasks}.
 */
export const afterPaint = (task: Task): void => {
  // The others wait for the same paint.
  if (tasks.push(task) > 1) return;
  // A frame callback runs before the paint, a timer set there after it. Hidden pages draw no frames.
  const wait = (): unknown => setTimeout(runPaintTasks);
  if (isHidden()) wait();
  else requestAnimationFrame(wait);
};
