/** `<script async src="tinypaq.js" data-url="…" data-site="1"></script>`: tracking without a line of inline code. */
import { refuse } from '../report';

/**
 * Pushes the commands of the standard snippet if the script's own tag has a `data-url`: tracker URL, site ID, a page view, link
 * tracking. A module does not know its tag (`document.currentScript` is null there), so it takes commands from `_paq` alone.
 */
export const pushTagCommands = (push: (...commands: unknown[]) => void): void => {
  const tag = document.currentScript;
  // Markup such as <img name="currentScript"> hides the real tag.
  const { url, site } = tag instanceof HTMLScriptElement ? tag.dataset : ({} as DOMStringMap);
  if (url == null) return;
  if (!/^(http|\/).*[^/]$/.test(url)) refuse(url, 'the URL of matomo.php', 'data-url');
  else if (/^\w+$/.test(site || ''))
    push(['setTrackerUrl', url], ['setSiteId', site], ['trackPageView'], ['enableLinkTracking']);
  else refuse(site, 'an ID', 'data-site');
};
