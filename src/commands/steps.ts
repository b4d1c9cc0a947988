/** The start of the script in steps, each in a task of its own, so that it never holds up the page for long. */
import { takeOut } from '../lists';
import { isUncertain, listen, onLeave, onSetOut } from '../page/lifecycle';
import { finishWork } from '../slices';

/** The browser may stop a step in the middle; it is then called again. */
type Step = () => unknown;

/** Before the page's own listeners, and those that the start adds. */
const FIRST = { capture: true, once: true };

const steps: Step[] = [];
let isBusy = false;

const takeStep = (): void => {
  const [step] = steps;
  if (!step) return;
  isBusy = true;
  step();
  // Removed only when done: Firefox may stop the script in the middle, for good; the leave handler then repeats the step.
  takeOut(steps, step);
  isBusy = false;
};

/** Finishes the start at once, for a caller that needs it done. Within a step it does nothing: steps see what is done so far. */
export const startNow = (): void => {
  while (!isBusy && steps.length) takeStep();
};

const startSoon = (): void => {
  if (isUncertain()) startNow();
  else if (steps.length)
    setTimeout(() => {
      takeStep();
      startSoon();
    });
};

/** Begins the start with this step, as soon as the page has time for it, and at the latest when the page goes away. */
export const startWith = (step: Step): void => {
  steps.push(step);
  onLeave(() => {
    isBusy = false;
    startNow();
  });
  // The page's commands may want to see this one: listeners that they add now are still called for it.
  for (const type of ['mousedown', 'click', 'contextmenu', 'error', 'unhandledrejection'])
    listen(window, type, startNow, FIRST);
  onSetOut((isNear) => {
    startNow();
    // The tracker that this has made does not hear the event any more.
    if (!isNear) finishWork();
  });
  startSoon();
};

/** Adds a step that runs before those waiting already. */
export const goOnWith = (step: Step): void => void steps.unshift(step);

/** Runs the step when the start is over; at once if none is under way. */
export const afterStart = (step: Step): void => {
  steps.push(step);
  if (steps.length < 2) startNow();
};
