/** Methods that the original keeps for old pages, although they no longer do anything. */
import { complain } from '../report';

// Old pages pass arguments, which only the types have to know.
export const removed = (): {
  /**
   * Does nothing: load times are measured, and {@link setPagePerformanceTiming} sets them by hand.
   * @param milliseconds - ignored
   */
  setGenerationTimeMs(milliseconds?: number): void;
} => ({
  setGenerationTimeMs() {
    complain('setGenerationTimeMs: use setPagePerformanceTiming');
  },
});
