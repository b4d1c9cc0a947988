/** The full drop-in script: globals, snippet queue, every feature. */
import { start } from './commands/matomo';
import { fullFeatures } from './features/full';
import { answerOptOutFrames } from './commands/optOutFrame';
import { defineLegacyLog } from './commands/legacy';
import { wakeOfflineWorker } from './commands/offlineWorker';
import { suggest } from './commands/suggest';
import { isDrawn, isOrWasVisible } from './features/content/visibility';

start(fullFeatures, {
  _suggest: suggest,
  _dom: { isNodeVisible: isDrawn, isOrWasNodeVisible: isOrWasVisible },
  _onStart(trackers, matomo) {
    answerOptOutFrames(trackers);
    defineLegacyLog(matomo);
    wakeOfflineWorker();
  },
});
