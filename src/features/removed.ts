/** What the original keeps for pages of long ago, although it does nothing any more. */
import { complain } from '../report';

export const removed = () => ({
  /** Load times are measured; {@link setPagePerformanceTiming} sets them by hand. */
  setGenerationTimeMs(): void {
    complain('setGenerationTimeMs: use setPagePerformanceTiming');
  },
});
