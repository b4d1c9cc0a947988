/** `<script async src="tinypaq.js" data-url="…" data-site="1"></script>`: tracking without a line of inline code. */
import { refuse } from '../report';

/**
 * Pushes what the standard snippet says, if the script's own tag has a `data-url`: address and site, a page view, link
 * tracking. Modules know no tag of their own (`document.currentScript` is null there): they track by `_paq` alone.
 */
export const pushTagCommands = (push: (...commands: unknown[]) => void): void => {
  const tag = document.currentScript;
  // Markup such as <img name="currentScript"> hides the real one.
  const { url, site } = tag instanceof HTMLScriptElement ? tag.dataset : ({} as DOMStringMap);
  if (url == null) return;
  if (!/^(http|\/).*[^/]$/.test(url)) refuse('data-url', url, 'the URL of matomo.php');
  else if (/^\w+$/.test(site || ''))
    push(['setTrackerUrl', url], ['setSiteId', site], ['trackPageView'], ['enableLinkTracking']);
  else refuse('data-site', site, 'a site ID');
};
