/** What the original keeps for pages of long ago, although it does nothing any more. */
import { complain } from '../report';

// Pages of then give arguments, which only the types have to know.
export const removed = (): {
  /**
   * Load times are measured; {@link setPagePerformanceTiming} sets them by hand.
   * @param milliseconds - ignored
   */
  setGenerationTimeMs(milliseconds?: number): void;
} => ({
  setGenerationTimeMs() {
    complain('setGenerationTimeMs: use setPagePerformanceTiming');
  },
});
