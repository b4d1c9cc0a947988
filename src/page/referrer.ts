/** Where the visitor came from, as the outermost readable page knows it. */
import { documentText } from './document';

/** The referrer of the top page, else of the embedding page, else of this document. */
export const pageReferrer = (): string => {
  for (const frame of ['top', 'parent'] as const) {
    try {
      return documentText('referrer', (window[frame] as Window).document) || documentText('referrer');
    } catch {
      // A page of another origin: ask the next one.
    }
  }
  return documentText('referrer');
};
