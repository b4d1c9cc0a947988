/** Pages that were framed or copied by somebody else. */

export const frames = () => ({
  /** Shows the page by itself if it is framed. */
  killFrame(): void {
    if (window.top !== window) (window.top as Window).location.href = location.href;
  },
  /**
   * Sends a visitor who has opened a copy of the page from a disk (`file:`) back to the site.
   * @param url - address of the site
   */
  redirectFile(url: string): void {
    if (location.protocol === 'file:') location.href = String(url);
  },
});
