// A visit of two pages on a site that uses all features of the tracker, and what each step of it accesses.
import type { Page } from '@playwright/test';
import { leavingAccesses, takeAccesses, type Access } from './access-watch';
import { TRACKER_PATH } from './hits';
import type { PageServer } from './page-server';
import type { PrivacyState } from './privacy-states';
import { html, snippet } from './snippet';

export const STEPS = ['page load', 'event', 'link click', 'leave', 'second page'] as const;
export type Step = (typeof STEPS)[number];

const COMMANDS = [
  "['setUserId', 'anna']",
  "['setDomains', ['shop.localhost', '*.partner.localhost']]",
  "['enableCrossDomainLinking']",
  "['enableLinkTracking']",
  "['enableHeartBeatTimer']",
  "['enableJSErrorTracking']",
  "['storeCustomVariablesInCookie']",
  "['setCustomVariable', 1, 'Plan', 'Free', 'visit']",
  "['trackPageView']",
  "['trackAllContentImpressions']",
  `[function () {
    this.getVisitorId();
    this.getVisitorInfo();
    this.getAttributionInfo();
    this.getCustomVariable(1, 'visit');
    this.getCookie('id');
    this.getCrossDomainLinkingUrlParameter();
  }]`,
];

/**
 * Serves the site: two pages with the tracker, and a page of another site with a link to it.
 * @param how - isLate: the script is loaded only after the pages
 */
export function servePages(pages: PageServer, { commands = [] }: PrivacyState, { isLate = false } = {}): void {
  const tracking = snippet({
    tracker: pages.url(TRACKER_PATH, 'stats'),
    script: '/tinypaq.js',
    commands: [...commands, ...COMMANDS],
    isLate,
  });
  const body = `<div data-track-content>Offer</div>
    <a id="out" href="${pages.url('/', 'other')}" onclick="return false">elsewhere</a>
    <a id="partner" href="${pages.url('/', 'www.partner')}" onclick="return false">partner</a>
    <a id="next" href="/two">two</a>`;
  pages
    .setTracker()
    .set('/from', html('From', '', `<a href="${pages.url('/one?mtm_campaign=spring')}">shop</a>`))
    .set('/one', html('One', tracking, body))
    .set('/two', html('Two', tracking, body));
}

/** Visits the site, whose pages have to be served. @returns the accesses of each step */
export async function walk(page: Page, pages: PageServer, { choice }: PrivacyState): Promise<Record<Step, Access[]>> {
  await page.goto(pages.url('/from', 'press'));
  await page.click('a');
  const load = await settled(page);
  if (choice) {
    await page.evaluate(`_paq.push(${choice})`);
    load.push(...(await settled(page)));
  }
  await page.evaluate("_paq.push(['trackEvent', 'Category', 'Action'])");
  const event = await settled(page);
  await page.click('#out');
  await page.click('#partner');
  const link = await settled(page);
  await page.click('#next');
  await page.waitForURL('**/two');
  const second = await settled(page);
  const leave = leavingAccesses(pages.requests);
  if (!leave) throw new Error('the first page did not tell that it was left');
  // Hits that still wait are sent now.
  await page.goto(pages.url('/from', 'press'));
  return { 'page load': load, event, 'link click': link, leave, 'second page': second };
}

/** All accesses since the last call, once page and script have loaded, and their timers and paints are over. */
async function settled(page: Page): Promise<Access[]> {
  await page.waitForLoadState('load');
  await page.waitForFunction(() => 'Matomo' in window);
  await page.evaluate(async () => {
    // What is due after the load event, after the next paint, and after a burst of hits.
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    await new Promise((done) => setTimeout(done, 1000));
  });
  return takeAccesses(page);
}
