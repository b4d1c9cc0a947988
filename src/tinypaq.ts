/** The full drop-in script: globals, snippet queue, every feature. */
import { start } from './commands/matomo';
import { fullFeatures } from './features/full';
import { answerOptOutFrames } from './commands/optOutFrame';
import { defineLegacyLog } from './commands/legacy';
import { suggest } from './commands/suggest';

start(fullFeatures, {
  suggest,
  onStart(trackers, matomo) {
    answerOptOutFrames(trackers);
    defineLegacyLog(matomo);
  },
});
