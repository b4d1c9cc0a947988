/** Tracks only a share of the visitors. */
import { refuse } from '../report';
import type { Context } from '../context';

export const sampling = (t: Context) => ({
  /**
   * The same visitors are tracked on every page; the others send nothing.
   * @param percent - 0 to 100
   */
  setSampleRate(percent: number): void {
    if (!(percent >= 0 && percent <= 100)) return refuse('setSampleRate', percent, '0 to 100');
    t._sampleRate = Number(percent);
  },
});
