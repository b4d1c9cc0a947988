// The tracker works under the strictest Content-Security-Policy a site can have, without a single violation.
import { html, snippet } from '../support/snippet';
import { expect, test } from '../support/test';

const NONCE = 'c29tZXRoaW5n';

test('given a policy of nonces and Trusted Types, when the page is tracked, then hits arrive, nothing is violated and the console stays empty', async ({
  tab,
  pages,
  demo,
  engine,
}) => {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${NONCE}'`,
    `connect-src ${demo.url}`,
    `img-src ${demo.url}`,
    "require-trusted-types-for 'script'",
  ].join('; ');
  const tracking = snippet({
    tracker: `${demo.url}/matomo.php`,
    script: pages.url('/tinypaq.js'),
    commands: [
      "['trackPageView']",
      "['enableLinkTracking']",
      "['enableHeartBeatTimer']",
      "['trackEvent', 'Policy', 'Held']",
    ],
    nonce: NONCE,
  });
  const watch = `<script nonce="${NONCE}">
    window.violations = [];
    addEventListener('securitypolicyviolation', function (event) { violations.push(event.violatedDirective); });
  </script>`;
  const head = `<link rel="icon" href="${demo.url}/assets/favicon.svg">${watch}${tracking}`; // else Firefox reports its own request for an icon
  pages
    .setTracker()
    .setPage('/', html('Strict', head, '<a href="/next">next</a>'), { 'content-security-policy': policy })
    .setPage('/next', html('Next', head), { 'content-security-policy': policy });

  await tab.goto(pages.url('/'));
  await expect.poll(() => demo.summaries()).toEqual(['Page view: Strict', 'Event: Policy, Held']);
  expect(await tab.evaluate(() => (window as unknown as { violations: string[] }).violations)).toEqual([]);
  await tab.click('a');
  // Load times follow with a ping where the page view was sent before the page had loaded.
  await expect.poll(() => demo.hits().filter(({ kind }) => kind !== 'ping')).toHaveLength(4);
  await tab.close();

  const hits = await demo.settledHits();
  expect(hits.filter(({ kind }) => kind !== 'ping').map(({ summary }) => summary)).toEqual([
    'Page view: Strict',
    'Event: Policy, Held',
    'Page view: Next',
    'Event: Policy, Held',
  ]);
  if (engine.can('console')) expect(tab.messages()).toEqual([]);
});
