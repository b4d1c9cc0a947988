/** Pages that were framed or copied by somebody else. */
import { guarded } from '../report';

export const frames = () => ({
  /** Shows the page by itself if it is framed. */
  killFrame(): void {
    if (window.top !== window) guarded('killFrame', () => void ((window.top as Window).location.href = location.href));
  },
  /**
   * Leads a copy on a disk back to the site.
   * @param url - where to
   */
  redirectFile(url: string): void {
    if (location.protocol === 'file:') location.href = String(url);
  },
});
