/** Tasks that wait for the next paint, so that the reaction to a click is drawn first. */
import { guarded } from '../report';
import { isHidden } from './lifecycle';

/**
 * @param isDrawn - false: a hit cannot wait any longer, because something is about to change what hits say
 * @param tracker - nor can what comes before a hit of this tracker
 * @returns true: it is to run after the next paint again
 */
type PaintTask = (isDrawn?: boolean, tracker?: object) => unknown;

const tasks: PaintTask[] = [];

/**
 * Runs the tasks that wait for the next paint, at once.
 * @param isDrawn - they have waited for it; false: only those have to run that send hits
 * @param tracker - its others have to run, too: it is about to track something
 */
export const runPaintTasks = (isDrawn?: boolean, tracker?: object): void => {
  const again: PaintTask[] = [];
  for (let task; (task = tasks.shift());) if (guarded('after paint', () => task(isDrawn, tracker))) again.push(task);
  again.forEach(afterPaint);
};

/**
 * Runs the task after the next paint.
 * Code that cannot wait, such as on a page that is left, calls {@link runPaintTasks}.
 */
export const afterPaint = (task: PaintTask): void => {
  // The others wait for the same paint.
  if (tasks.push(task) > 1) return;
  // A frame callback runs before the paint, a timer set there after it. Hidden pages draw no frames.
  const wait = (): unknown => setTimeout(() => runPaintTasks(true));
  if (isHidden()) wait();
  else requestAnimationFrame(wait);
};
