// Observes hostile pages in every browser and frame: the hits that arrive, and all messages and errors on the console.
import { nameOf, receivedHits, settledHits, TRACKER_PATH } from './hits';
import type { Engine, Tab } from './engine';
import type { PageServer } from './page-server';
import { html, snippet } from './snippet';
import { expect } from './test';

const SAID = '/said';

/**
 * Sends console messages, uncaught errors and unhandled rejections to the server. Runs before everything else in the page, and
 * keeps the functions that it needs, so that it works whatever the page breaks later. `say` is for the page itself.
 */
const WITNESS = `(function () {
  var address = document.currentScript.src.replace('/witness.js', '${SAID}');
  var beacon = navigator.sendBeacon.bind(navigator), text = String;
  function say(what) { beacon(address, text(what)); }
  ['debug', 'log', 'info', 'warn', 'error'].forEach(function (type) {
    console[type] = function () {
      var line = type;
      for (var i = 0; i < arguments.length; i++) line += ' ' + text(arguments[i]);
      say(line);
    };
  });
  addEventListener('error', function (event) { say('uncaught ' + event.message); });
  addEventListener('unhandledrejection', function (event) { say('unhandled ' + text(event.reason)); });
  Object.defineProperty(window, 'say', { value: say });
})();`;

/** Commands of every hostile page. Load times are switched off, because they would cause pings at unpredictable moments. */
const QUIET = "['disablePerformanceTracking']";

export interface HostilePage {
  /** Markup before the tracker: what makes the page hostile. */
  before?: string;
  /** Markup after the tracker's snippet, in the body. */
  body?: string;
  commands?: string[];
  /** Attributes of the page's own script elements, such as a nonce. */
  script?: string;
  /** Markup that loads the tracker, in place of the ordinary snippet. */
  tracking?: string;
}

/** Commands of a hostile page unless others are given: a page view, and an event that leaves with the next batch. */
export const PAGE_VIEW_AND_EVENT = ["['trackPageView']", "['trackEvent', 'Hostile', 'event']"];

export const trackerUrl = (pages: PageServer): string => pages.url(TRACKER_PATH, 'stats');

/** The server's answer to hits, since hits sent as images need an image. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** Serves tracker, witness and pixel at their usual paths of every host. */
export const serveScripts = (pages: PageServer): PageServer =>
  pages
    .setTracker()
    .set(TRACKER_PATH, { headers: { 'content-type': 'image/gif' }, body: PIXEL })
    .set('/witness.js', { headers: { 'content-type': 'text/javascript' }, body: WITNESS });

/** The ordinary snippet, for a script on the page's own host and a tracker on another site. */
export const tracking = (pages: PageServer, commands: readonly string[] = PAGE_VIEW_AND_EVENT): string =>
  snippet({ tracker: trackerUrl(pages), script: pages.url('/tinypaq.js'), commands: [QUIET, ...commands] });

/** A whole document with this title: the witness first, then the hostile markup, then the tracker. */
export const hostilePage = (pages: PageServer, title: string, page: HostilePage): string =>
  html(
    title,
    `<link rel="icon" href="data:,"><script src="${pages.url('/witness.js')}"></script>${page.before ?? ''}${page.tracking ?? tracking(pages, page.commands)}`,
    page.body,
  );

/** All messages so far, sorted, since each travels on a connection of its own. Engines word errors differently. */
const saidIn = (pages: PageServer): string[] =>
  pages.requests
    .filter(({ path }) => path === SAID)
    .map(({ body }) => body.replace(/(\b\w*Error): .*/s, '$1'))
    .sort();

export const hitNames = (pages: PageServer): string[] => receivedHits(pages.requests).map(nameOf).sort();

export interface Heard {
  /** The names of all hits, in any order. */
  hits: string[];
  /** All messages, of the page itself and of the tracker. */
  said?: string[];
  /** Messages that the browser itself may put on the console, where the driver shows them. */
  browserSays?: RegExp;
}

/**
 * Waits until these hits and messages have arrived, and then long enough to be sure that there are no others.
 * @param seen - tab: the one whose console is looked at, too; none where a page is open that no driver holds
 */
export async function expectHeard(
  { pages, tab, engine }: { pages: PageServer; tab?: Tab; engine: Engine },
  { hits, said = [], browserSays }: Heard,
): Promise<Record<string, string>[]> {
  const heard = () => ({ hits: hitNames(pages), said: saidIn(pages) });
  const expected = { hits: [...hits].sort(), said: [...said].sort() };
  await expect.poll(heard).toEqual(expected);
  const settled = await settledHits(pages.requests);
  expect(heard()).toEqual(expected);
  if (tab && engine.can('console')) {
    const unexpected = tab.messages().filter(({ text }) => !browserSays?.test(text));
    expect(unexpected).toEqual([]);
  }
  return settled;
}
