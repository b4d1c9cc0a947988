/** The start in steps: each has a task of its own, so that together they do not hold up the page. */
import { isUncertain, onLeave, onSetOut } from '../page/lifecycle';
import { takeOut } from '../values';

/** May be stopped in the middle, and called again. */
type Step = () => unknown;

const steps: Step[] = [];
let isBusy = false;

const takeStep = (): void => {
  const [step] = steps;
  if (!step) return;
  isBusy = true;
  step();
  // Only now: Firefox may stop a script in the middle, for good, and who leaves takes the step anew.
  takeOut(steps, step);
  isBusy = false;
};

/** Finishes the start: who asks now finds it done. What the steps themselves ask finds what is done so far. */
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

/** Begins with this step, as soon as the page has time for it, and before it goes away. */
export const startWith = (step: Step): void => {
  steps.push(step);
  onLeave(() => {
    isBusy = false;
    startNow();
  });
  onSetOut(startNow);
  startSoon();
};

/** Goes on with this one, before those that are there already. */
export const goOnWith = (step: Step): void => void steps.unshift(step);

/** Does this when the start is over; at once if nothing has begun. */
export const afterStart = (step: Step): void => {
  steps.push(step);
  if (steps.length < 2) startNow();
};
