// Where a page can be without an address, an origin or rights of its own.
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { PageServer } from '../../support/page-server';
import { html } from '../../support/snippet';
import { expect, test } from '../../support/test';
import { expectHeard, hostilePage, PAGE_VIEW_AND_EVENT, serveScripts } from '../../support/witness';

const HITS = ['Place', 'event'];
/** How the browsers themselves report cookies that they do not keep in such places. */
const REFUSED_COOKIES = /^Cookie “_pk_|Cookies will not actually be stored/;
const ICON = '<link rel="icon" href="data:,">';

const place = (pages: PageServer, commands?: string[]): string =>
  hostilePage(pages, 'Place', {
    body: '<p>place</p><script>say("own script ran")</script>',
    ...(commands && { commands }),
  });

/** As the value of an attribute. */
const quoted = (markup: string): string => markup.replace(/&/g, '&amp;').replace(/"/g, '&quot;');

const FRAMES: [given: string, frame: (pages: PageServer) => string][] = [
  [
    'a sandboxed frame that may only run scripts',
    (pages) => `<iframe sandbox="allow-scripts" src="${pages.url('/place')}"></iframe>`,
  ],
  ['a frame of another site', (pages) => `<iframe src="${pages.url('/place', 'elsewhere')}"></iframe>`],
  ['a frame whose document stands in its srcdoc', (pages) => `<iframe srcdoc="${quoted(place(pages))}"></iframe>`],
  [
    'a sandboxed frame whose document stands in its srcdoc',
    (pages) => `<iframe sandbox="allow-scripts" srcdoc="${quoted(place(pages))}"></iframe>`,
  ],
  [
    'a frame with a data: address',
    (pages) => `<iframe src="data:text/html;charset=utf-8,${encodeURIComponent(place(pages))}"></iframe>`,
  ],
  [
    'a frame with a blob: address',
    () => `<script>
      fetch('/place').then((answer) => answer.text()).then((text) => {
        const frame = document.createElement('iframe');
        frame.src = URL.createObjectURL(new Blob([text], { type: 'text/html' }));
        document.body.append(frame);
      });
    </script>`,
  ],
];

test.describe('Places', () => {
  for (const [given, frame] of FRAMES) {
    test(`given ${given}, then page view and event arrive`, async ({ tab, pages, engine }) => {
      serveScripts(pages)
        .set('/place', place(pages))
        .set('/', html('Around', ICON, frame(pages)));
      await tab.goto(pages.url('/'));
      await expectHeard({ tab, pages, engine }, { hits: HITS, said: ['own script ran'], browserSays: REFUSED_COOKIES });
    });
  }

  test('given a frame that is removed in the moment in which it tracks, then page view and event arrive', async ({
    tab,
    pages,
    engine,
  }) => {
    const REMOVE = '[function () { frameElement.remove() }]';
    serveScripts(pages)
      .set('/place', place(pages, [...PAGE_VIEW_AND_EVENT, REMOVE]))
      .set('/', html('Around', ICON, '<iframe src="/place"></iframe>'));
    await tab.goto(pages.url('/'));
    await expectHeard({ tab, pages, engine }, { hits: HITS, said: ['own script ran'] });
  });

  test('given a page that the server sandboxes, then page view and event arrive', async ({ tab, pages, engine }) => {
    serveScripts(pages).setPage('/', place(pages), { 'content-security-policy': 'sandbox allow-scripts' });
    await tab.goto(pages.url('/'));
    await expectHeard({ tab, pages, engine }, { hits: HITS, said: ['own script ran'] });
  });

  test('given a data: page in a tab, then page view and event arrive', async ({ tab, pages, engine }) => {
    serveScripts(pages);
    await tab.goto(`data:text/html;charset=utf-8,${encodeURIComponent(place(pages))}`);
    const isReachable = await tab.evaluate(() => 'say' in window);
    test.skip(!isReachable, 'the browser lets no data: page reach this machine');
    await expectHeard({ tab, pages, engine }, { hits: HITS, said: ['own script ran'] });
  });

  test('given a file: page, then nothing is sent and nothing is said', async ({ tab, pages, engine }, info) => {
    serveScripts(pages);
    const file = info.outputPath('page.html');
    await writeFile(file, place(pages));
    await tab.goto(pathToFileURL(file).href);
    await expectHeard({ tab, pages, engine }, { hits: [], said: ['own script ran'] });
  });

  test('given a file: page with file tracking, then page view and event arrive', async ({
    tab,
    pages,
    engine,
  }, info) => {
    serveScripts(pages);
    const file = info.outputPath('page.html');
    await writeFile(
      file,
      place(pages, ["['enableFileTracking']", "['trackPageView']", "['trackEvent', 'Hostile', 'event']"]),
    );
    await tab.goto(pathToFileURL(file).href);
    const hits = await expectHeard(
      { tab, pages, engine },
      { hits: HITS, said: ['own script ran'], browserSays: REFUSED_COOKIES },
    );
    for (const { url } of hits) expect(url).toMatch(/^file:\/\/\/.*page\.html$/);
  });
});
