// The page that the content bench measures on: blocks are built by script, and the tracker's share of the work is noted.
import { html } from '../support/snippet';

/** What the tracker has cost since the last {@link startMeasuring}. */
export interface Cost {
  /** Milliseconds of script until the browser can paint: the call itself and the observer's callbacks. */
  milliseconds: number;
  /** Milliseconds of script in the timers after that: making hits of what was seen, a slice at a time. */
  afterPaint: number;
  cookieReads: number;
  cookieWrites: number;
  /** Hits that were handed over. */
  impressions: number;
}

interface Probe {
  cost: Cost;
  build(): void;
}

type BenchWindow = { probe: Probe; _paq: { push(command: unknown[]): void } };

/** Runs before the tracker: counts accesses to cookies, the time in observer callbacks and timers, and hits. */
const PROBE = `
  window.probe = { cost: { milliseconds: 0, afterPaint: 0, cookieReads: 0, cookieWrites: 0, impressions: 0 } };
  (function () {
    var cost = function () { return window.probe.cost; };
    var cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
    Object.defineProperty(document, 'cookie', {
      get: function () { cost().cookieReads++; return cookie.get.call(document); },
      set: function (text) { cost().cookieWrites++; cookie.set.call(document, text); },
    });
    var Native = IntersectionObserver;
    window.IntersectionObserver = function (callback, options) {
      return new Native(function (entries, observer) {
        var start = performance.now();
        callback(entries, observer);
        cost().milliseconds += performance.now() - start;
      }, options);
    };
    var later = setTimeout;
    window.setTimeout = function (task, wait) {
      return later(function () {
        var start = performance.now();
        task();
        cost().afterPaint += performance.now() - start;
      }, wait);
    };
    window._paq = [['addPlugin', 'probe', { contentImpressions: function () { cost().impressions++; } }]];
    window._paq.push(['setTrackerUrl', '/matomo.php'], ['setSiteId', 1], ['trackPageView']);
  })();`;

/** @param build - body of a script that fills the page */
export const benchPage = (build: string): string =>
  html('Content', `<script>${PROBE}</script><script src="/tinypaq.js"></script>`, `<script>${build}</script>`);

/** Blocks one below the other, each inside `depth` nested elements of its own. */
export const nestedBlocks = (count: number, depth: number): string => `
  for (var i = 0; i < ${count}; i++) {
    var outer = document.createElement('div'), inner = outer;
    for (var level = 1; level < ${depth}; level++) inner = inner.appendChild(document.createElement('div'));
    var block = inner.appendChild(document.createElement('div'));
    block.setAttribute('data-track-content', '');
    block.setAttribute('data-content-name', 'Block ' + i);
    block.textContent = 'Block ' + i;
    document.body.appendChild(outer);
  }`;

/** One block that holds that many elements. */
export const crowdedBlock = (descendants: number): string => `
  var block = document.createElement('div');
  block.className = 'matomoTrackContent';
  for (var i = 0; i < ${descendants}; i++) block.appendChild(document.createElement(i % 2 ? 'b' : 'i'));
  document.body.appendChild(block);`;

/** A block inside that many nested elements. They are not drawn: browsers kill a page that draws so many levels. */
export const deepBlock = (levels: number): string => `
  var outer = document.createElement('div'), node = outer;
  for (var i = 0; i < ${levels}; i++) node = node.appendChild(document.createElement('div'));
  node.innerHTML = '<p data-track-content data-content-name="Deep">Deep</p>';
  outer.style.display = 'none';
  document.body.appendChild(outer);`;

/**
 * Runs a command in the page. Before and after it waits until no timer has run for ten frames, which is shorter than collected
 * hits wait. Sent as text, so it must not use names of this file, or functions with names.
 */
export const measure = async (command: string): Promise<Cost> => {
  const { probe, _paq } = window as unknown as BenchWindow;
  for (const isOver of [false, true]) {
    for (let frames = 0, before = -1; frames < 10; frames++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      if (probe.cost.afterPaint !== before) frames = 0;
      before = probe.cost.afterPaint;
    }
    if (isOver) break;
    probe.cost = { milliseconds: 0, afterPaint: 0, cookieReads: 0, cookieWrites: 0, impressions: 0 };
    const start = performance.now();
    _paq.push([command]);
    probe.cost.milliseconds += performance.now() - start;
  }
  return probe.cost;
};
