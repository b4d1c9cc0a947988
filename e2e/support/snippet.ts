// The snippet as site owners put it into their pages, in its two common forms.

export interface SnippetOptions {
  /** Address the hits go to. */
  tracker: string;
  /** Address of the script. */
  script: string;
  siteId?: string | number;
  /** Commands before the configuration, each a JavaScript expression such as `['trackPageView']`. */
  commands?: string[];
  /** For a page with a Content-Security-Policy; the tag is then static, since Trusted Types forbid an injected one. */
  nonce?: string;
  /** The script is asked for only once the page has loaded, as by a tag manager. Not with a nonce. */
  isLate?: boolean;
}

/** The markup that goes into the head of a page. */
export function snippet(options: SnippetOptions) {
  const { tracker, script, siteId = 1, commands = ["['trackPageView']"], nonce, isLate } = options;
  const pushes = [...commands, `['setTrackerUrl', '${tracker}']`, `['setSiteId', '${siteId}']`];
  const queue = ['var _paq = window._paq = window._paq || [];', ...pushes.map((command) => `_paq.push(${command});`)];
  if (nonce !== undefined) {
    return `<script nonce="${nonce}">${queue.join('\n')}</script><script nonce="${nonce}" async src="${script}"></script>`;
  }
  const load = `(function () {
      var d = document, g = d.createElement('script'), s = d.getElementsByTagName('script')[0];
      g.async = true; g.src = '${script}'; s.parentNode.insertBefore(g, s);
    })`;
  return `<script>
    ${queue.join('\n')}
    ${isLate ? `addEventListener('load', ${load});` : `${load}();`}
  </script>`;
}

/** A whole document with this title, head and body. */
export const html = (title: string, head = '', body = '') =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>${head}</head><body>${body}</body></html>`;
