// Content-Security-Policies as sites have them: hits are sent by whatever way is left.
import { createHash } from 'node:crypto';
import type { PageServer } from '../../support/page-server';
import { html } from '../../support/snippet';
import { expect, test } from '../../support/test';
import { expectHeard, hostilePage, serveScripts, tracking } from '../../support/witness';

const NONCE = 'bm9uY2U';
/** How the browsers themselves report what a policy forbids. */
const VIOLATION = /Content[- ]Security[- ]Policy|Report-Only policy|page’s settings/i;
const HITS = ['event', 'Policy'];

/** The snippet in two scripts, as pages with such a policy have it: the queue, and a script element. */
const staticTracking = (pages: PageServer, attributes = ''): string => {
  const queue = /<script>([^]*?)\(function/.exec(tracking(pages))?.[1] ?? '';
  return `<script${attributes}>${queue}</script><script${attributes} async src="${pages.url('/tinypaq.js')}"></script>`;
};

/** A page with this policy; a script of its own says that it still works. */
function servePolicy(pages: PageServer, policy: string, head: string, attributes = ''): void {
  const witness = `<link rel="icon" href="data:,"><script${attributes} src="${pages.url('/witness.js')}"></script>`;
  serveScripts(pages)
    .set('/own.js', { headers: { 'content-type': 'text/javascript' }, body: 'say("own script ran")' })
    .setPage('/', html('Policy', witness + head + `<script${attributes} src="${pages.url('/own.js')}"></script>`), {
      'content-security-policy': policy,
    });
}

const sources = (pages: PageServer): string => `${pages.url('')} ${pages.url('', 'stats')}`;

test.describe('Policies', () => {
  test('given a policy of nonces and nothing else, then page view and event arrive', async ({ tab, pages, engine }) => {
    const nonce = ` nonce="${NONCE}"`;
    const policy = `default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; script-src 'nonce-${NONCE}'; connect-src ${sources(pages)}`;
    servePolicy(pages, policy, staticTracking(pages, nonce), nonce);
    await tab.goto(pages.url('/'));
    await expectHeard({ tab, pages, engine }, { hits: HITS, said: ['own script ran'] });
  });

  test('given strict-dynamic, when the snippet inserts the script, then page view and event arrive', async ({
    tab,
    pages,
    engine,
  }) => {
    const nonce = ` nonce="${NONCE}"`;
    const policy = `script-src 'nonce-${NONCE}' 'strict-dynamic' https: 'unsafe-inline'; object-src 'none'; base-uri 'none'`;
    servePolicy(pages, policy, tracking(pages).replace('<script', `<script${nonce}`), nonce);
    await tab.goto(pages.url('/'));
    await expectHeard({ tab, pages, engine }, { hits: HITS, said: ['own script ran'], browserSays: /strict-dynamic/ });
  });

  test('given a policy with the hash of the snippet, then page view and event arrive', async ({
    tab,
    pages,
    engine,
  }) => {
    const head = tracking(pages);
    const code = /<script>([^]*?)<\/script>/.exec(head)?.[1] ?? '';
    const hash = createHash('sha256').update(code).digest('base64');
    servePolicy(pages, `script-src 'sha256-${hash}' ${pages.url('')}`, head);
    await tab.goto(pages.url('/'));
    await expectHeard({ tab, pages, engine }, { hits: HITS, said: ['own script ran'] });
  });

  test('given Trusted Types and one policy for script addresses, then page view, event and click arrive', async ({
    tab,
    pages,
    engine,
  }) => {
    const loader = tracking(pages, [
      "['trackPageView']",
      "['enableLinkTracking']",
      "['trackEvent', 'Hostile', 'event']",
    ])
      .replace(/g\.src = ('[^']+')/, 'g.src = trusted.createScriptURL($1)')
      .replace(
        '(function () {',
        `(function () {
          var given = function (url) { return url; };
          var trusted = window.trustedTypes ? trustedTypes.createPolicy('loader', { createScriptURL: given }) : { createScriptURL: given };`,
      );
    serveScripts(pages).setPage(
      '/',
      hostilePage(pages, 'Policy', {
        tracking: loader,
        body: `<a href="https://elsewhere.example/">out</a><script>
          document.querySelector('a').addEventListener('click', function (event) { event.preventDefault(); });
          try { document.body.innerHTML += '<p>'; say('not enforced'); } catch (error) { say(error.name); }
        </script>`,
      }),
      { 'content-security-policy': "require-trusted-types-for 'script'; trusted-types loader" },
    );
    await tab.goto(pages.url('/'));
    await expect.poll(() => tab.evaluate(() => typeof (window as { Matomo?: unknown }).Matomo)).toBe('object');
    await tab.click('a');
    await expectHeard(
      { tab, pages, engine },
      {
        hits: [...HITS, 'https://elsewhere.example/'],
        said: ['TypeError'],
        browserSays: /TrustedHTML|Trusted Type|page’s settings/,
      },
    );
  });

  test('given a policy that forbids connections to the tracker, then page view and event arrive as images', async ({
    tab,
    pages,
    engine,
  }) => {
    servePolicy(pages, "connect-src 'self'", tracking(pages));
    await tab.goto(pages.url('/'));
    await expectHeard(
      { tab, pages, engine },
      {
        hits: HITS,
        said: ['own script ran'],
        browserSays: VIOLATION,
      },
    );
    const methods = pages.requests.filter(({ path }) => path === '/matomo.php').map(({ method }) => method);
    expect(methods).toEqual(['GET', 'GET']);
  });

  test('given a policy that forbids images of the tracker, then page view and event arrive', async ({
    tab,
    pages,
    engine,
  }) => {
    servePolicy(pages, "img-src 'self' data:", tracking(pages));
    await tab.goto(pages.url('/'));
    await expectHeard({ tab, pages, engine }, { hits: HITS, said: ['own script ran'] });
  });

  test('given a policy that forbids connections and images, when the visitor goes on to a page without it, then the hits arrive from there', async ({
    tab,
    pages,
    engine,
  }) => {
    servePolicy(pages, "connect-src 'self'; img-src 'self' data:", tracking(pages));
    pages.set('/next', hostilePage(pages, 'Next', { commands: ["['trackPageView']"] }));
    const kept = () =>
      tab.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('tinypaq.outbox')).length);
    await tab.goto(pages.url('/'));
    await expect.poll(kept).toBe(2);
    await tab.goto(pages.url('/next'));
    await expectHeard(
      { tab, pages, engine },
      {
        hits: [...HITS, 'Next'],
        said: ['own script ran'],
        browserSays: VIOLATION,
      },
    );
  });

  test('given a policy that only reports, then page view and event arrive once', async ({ tab, pages, engine }) => {
    serveScripts(pages).setPage('/', hostilePage(pages, 'Policy', {}), {
      'content-security-policy-report-only': `default-src 'none'; report-uri ${pages.url('/reports')}`,
    });
    await tab.goto(pages.url('/'));
    await expectHeard({ tab, pages, engine }, { hits: HITS, browserSays: VIOLATION });
  });
});
