// What a hostile page is heard of: the hits that arrive, and everything said in it, whichever browser and frame it is in.
import { receivedHits, settledHits, TRACKER_PATH } from './hits';
import type { Engine, Tab } from './engine';
import type { PageServer } from './page-server';
import { html, snippet } from './snippet';
import { expect } from './test';

const SAID = '/said';

/**
 * Runs before anything else in the page and keeps what it needs, so that nothing the page breaks later breaks it:
 * sends console messages, uncaught errors and unhandled rejections to the server. `say` is for the page itself.
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

/** Commands of every hostile page; load times would bring pings at moments of their own. */
const QUIET = "['disablePerformanceTracking']";

export interface HostilePage {
  /** Markup before the tracker: what makes the page hostile. */
  before?: string;
  /** Markup after the tracker's snippet, in the body. */
  body?: string;
  commands?: string[];
  /** Attributes of the page's own script elements, such as a nonce. */
  script?: string;
  /** The way the tracker is loaded, where the ordinary snippet is not the point. */
  tracking?: string;
}

/** What every hostile page does unless told otherwise: a page view, and an event that goes with the next batch. */
export const PAGE_VIEW_AND_EVENT = ["['trackPageView']", "['trackEvent', 'Hostile', 'event']"];

export const trackerUrl = (pages: PageServer): string => pages.url(TRACKER_PATH, 'stats');

/** What the server answers: hits that travel as images need one. */
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

/** A whole document: the witness, then what is hostile, then the tracker. Its title is its name. */
export const hostilePage = (pages: PageServer, title: string, page: HostilePage): string =>
  html(
    title,
    `<link rel="icon" href="data:,"><script src="${pages.url('/witness.js')}"></script>${page.before ?? ''}${page.tracking ?? tracking(pages, page.commands)}`,
    page.body,
  );

/** Page views by their title, events by their action, links by their address. */
const describeHit = ({ action_name, e_a, link, c_n, ping }: Record<string, string>): string =>
  action_name ?? e_a ?? link ?? c_n ?? (ping ? 'ping' : 'other');

/** What was said so far, in the order of the alphabet: messages travel on connections of their own. Engines word errors differently. */
const saidIn = (pages: PageServer): string[] =>
  pages.requests
    .filter(({ path }) => path === SAID)
    .map(({ body }) => body.replace(/(\b\w*Error): .*/s, '$1'))
    .sort();

export const hitNames = (pages: PageServer): string[] => receivedHits(pages.requests).map(describeHit).sort();

export interface Heard {
  /** The names of all hits, in any order. */
  hits: string[];
  /** Everything that is said: by the page itself, and messages of the tracker. */
  said?: string[];
  /** What the browser itself may say on its console, where the driver shows it. */
  browserSays?: RegExp;
}

/** Waits until these hits and messages have arrived, and then until it is sure that there are no others. */
export async function expectHeard(
  { pages, tab, engine }: { pages: PageServer; tab: Tab; engine: Engine },
  { hits, said = [], browserSays }: Heard,
): Promise<Record<string, string>[]> {
  const heard = () => ({ hits: hitNames(pages), said: saidIn(pages) });
  const expected = { hits: [...hits].sort(), said: [...said].sort() };
  await expect.poll(heard).toEqual(expected);
  const settled = await settledHits(pages.requests);
  expect(heard()).toEqual(expected);
  if (engine.can('console')) {
    const unexpected = tab.messages().filter(({ text }) => !browserSays?.test(text));
    expect(unexpected).toEqual([]);
  }
  return settled;
}
