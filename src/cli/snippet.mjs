// Writes the snippet's code for the page.
// @ts-check

/** @typedef {import('./settings.mjs').Settings} Settings */

/** @param {Settings} settings */
export function snippet(settings) {
  if (settings.form === 'no code') return scriptTag(settings, { 'data-url': settings.url, 'data-site': settings.site });
  const code = `<script${attributesOf({ nonce: settings.nonce })}>${inlineCode(settings)}</script>`;
  return settings.form === 'tags' ? `${code}\n${scriptTag(settings)}` : code;
}

/**
 * The exact text between `<script>` and `</script>`: a policy may contain its hash.
 * @param {Settings} settings
 */
export function inlineCode({ commands, url, site, script, form }) {
  const pushes = [
    ...commands,
    ['trackPageView'],
    ['enableLinkTracking'],
    ['setTrackerUrl', url],
    ['setSiteId', site],
  ].map((command) => `  _paq.push(${literal(command)});\n`);
  const lines = ['\n  var _paq = (window._paq = window._paq || []);\n', ...pushes];
  return [...lines, ...(form === 'loader' ? [loader(script)] : [])].join('');
}

/** @param {string} script */
const loader = (script) => `  (function () {
    var d = document,
      g = d.createElement('script'),
      s = d.getElementsByTagName('script')[0];
    g.async = true;
    g.src = ${literal(script)};
    s.parentNode.insertBefore(g, s);
  })();
`;

/** @param {Settings} settings @param {Record<string, string>} data */
function scriptTag({ script, nonce, integrity }, data = {}) {
  // Without CORS the browser may not check the hash of another site's file.
  const hashed = integrity !== undefined && { integrity, crossorigin: 'anonymous' };
  return `<script async${attributesOf({ nonce, src: script, ...hashed, ...data })}></script>`;
}

/** @param {Record<string, string | undefined>} attributes */
const attributesOf = (attributes) =>
  Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${name === 'nonce' ? value : escapeHtml(value)}"`))
    .join('');

/** @param {string} text */
const escapeHtml = (text) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');

/** @param {unknown} value @returns {string} */
function literal(value) {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, item]) => `${key}: ${literal(item)}`)
      .join(', ')} }`;
  if (typeof value !== 'string') return String(value);
  return `'${value.replace(/[\\']/g, '\\$&').replace(/</g, '\\x3C')}'`;
}
