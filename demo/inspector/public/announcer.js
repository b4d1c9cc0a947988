// @ts-check
// Announces new hits to screen readers, in a few words from time to time instead of for every hit.

/** @import { StoredHit } from '../../collector/types.js' */

import { clip, countOf, numberOf } from './format.js';

/** Waiting time before the first announcement, ms: hits come in groups. */
const GATHER = 1000;

/** Shortest time between two announcements, ms. */
const APART = 8000;

/**
 * @param {Element} region a polite live region
 */
export function createAnnouncer(region) {
  /** @type {StoredHit[]} */
  let news = [];
  let spokenAt = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const speak = () => {
    timer = undefined;
    spokenAt = performance.now();
    const latest = news.at(-1);
    if (latest) region.textContent = sentence(news, latest);
    news = [];
  };

  return {
    /** @param {StoredHit} hit */
    arrived(hit) {
      news.push(hit);
      timer ??= setTimeout(speak, Math.max(GATHER, spokenAt + APART - performance.now()));
    },

    /** Drops announcements that were not made yet. */
    silence() {
      clearTimeout(timer);
      timer = undefined;
      news = [];
    },
  };
}

/**
 * @param {readonly StoredHit[]} news
 * @param {StoredHit} latest
 */
function sentence(news, latest) {
  const bad = news.filter(({ violations }) => violations.length > 0).length;
  const words = [countOf(news.length, 'new hit')];
  if (bad > 0) words.push(`${numberOf(bad)} with violations`);
  return `${words.join(', ')}. Latest: ${clip(latest.summary, 100)}`;
}
