// The worst that browsers and consent tools do to a tracker: still nothing hangs, no hit is lost, no choice is forgotten.
import { TRACKER_PATH, nameOf, receivedHits, settledHits } from '../support/hits';
import type { Tab } from '../support/engine';
import type { PageServer } from '../support/page-server';
import { html, snippet } from '../support/snippet';
import { expect, test } from '../support/test';

const SITE = 'www.shop';
const ID = /^[\da-f]{16}$/;
const HOUR = 3_600_000;

/** Serves a page whose title is its path, with these commands and a page view, without load times (they would need pings). */
function servePage(pages: PageServer, path: string, commands: string[], body = ''): void {
  const tracker = pages.url(TRACKER_PATH, 'stats');
  const tracking = snippet({
    tracker,
    script: '/tinypaq.js',
    commands: ["['disablePerformanceTracking']", ...commands, "['trackPageView']"],
  });
  pages.setTracker().set(path, html(path, tracking, body));
}

/** The names of the hits that have arrived: titles of page views and actions of events. */
const arrived = (pages: PageServer): string[] => receivedHits(pages.requests).map(nameOf);

/** The same, once nothing more arrives. */
const settled = async (pages: PageServer): Promise<string[]> => (await settledHits(pages.requests)).map(nameOf);

const visitors = (pages: PageServer): string[] => [...new Set(receivedHits(pages.requests).map(({ _id = '' }) => _id))];

/** Arguments for `evaluate` that push a command in the page. */
const push = (...command: unknown[]): [(command: unknown[]) => void, unknown[]] => [
  (given) => void (window as unknown as { _paq: unknown[] })._paq.push(given),
  command,
];

const readCookies = (): string => document.cookie;

/** Waits for a cookie of another tab: it takes browsers some time until all of their processes see it. */
const sees = (tab: Tab, cookie: string) => expect.poll(() => tab.evaluate(readCookies)).toContain(cookie);

/** Opens two pages that require consent in two tabs, and gives it in the other one. @returns the other one */
async function consentElsewhere(tab: Tab, pages: PageServer): Promise<Tab> {
  for (const path of ['/one', '/two']) servePage(pages, path, ["['requireConsent']"]);
  await tab.goto(pages.url('/one', SITE));
  const other = await tab.open();
  await other.goto(pages.url('/two', SITE));
  await other.evaluate(...push('rememberConsentGiven'));
  await expect.poll(() => arrived(pages)).toEqual(['/two']);
  await sees(tab, 'mtm_consent=');
  return other;
}

const cookieNames = (text: string): string[] =>
  text
    .split('; ')
    .map((pair) => pair.split(/[.=]/)[0] ?? '')
    .sort();

test('given a removal cookie that cannot be deleted, when consent is given, then held hits are sent, and the consent counts from then on', async ({
  tab,
  pages,
}) => {
  servePage(pages, '/one', ["['requireConsent']", "['trackEvent', 'Held', 'first']"]);
  servePage(pages, '/two', ["['requireConsent']"]);
  pages.set('/empty', html('Empty'));
  await tab.goto(pages.url('/empty', SITE));
  // As the server's opt-out form sets it, for the whole domain; this site's tracker deletes it for its own host only.
  await tab.evaluate((time) => {
    document.cookie = `mtm_consent_removed=${time}; path=/; domain=shop.localhost; max-age=3600`;
  }, Date.now() - HOUR);

  await tab.goto(pages.url('/one', SITE));
  expect(await settled(pages)).toEqual([]);
  await tab.evaluate(...push('rememberConsentGiven'));
  await expect.poll(() => arrived(pages)).toEqual(['first', '/one']);
  expect(await tab.evaluate(readCookies)).toContain('mtm_consent_removed=');
  await tab.evaluate(...push('trackEvent', 'Later', 'second'));
  await expect.poll(() => arrived(pages)).toEqual(['first', '/one', 'second']);

  await tab.goto(pages.url('/two', SITE));
  await expect.poll(() => arrived(pages)).toContain('/two');
  expect(visitors(pages)).toEqual([expect.stringMatching(ID)]);

  await tab.evaluate(...push('optUserOut'));
  await tab.goto(pages.url('/one', SITE));
  await tab.goto(pages.url('/empty', SITE));
  expect((await settled(pages)).filter((name) => name === '/one')).toHaveLength(1);
});

test('given a consent tool that gives consent after the load of every page, then the visitor stays the same', async ({
  tab,
  pages,
}) => {
  servePage(pages, '/one', ["['requireConsent']"]);
  servePage(pages, '/two', ["['requireConsent']"]);
  servePage(pages, '/three', ["['requireCookieConsent']"]);
  for (const path of ['/one', '/two']) {
    await tab.goto(pages.url(path, SITE));
    expect(await settled(pages)).not.toContain(path);
    await tab.evaluate(...push('setConsentGiven'));
    await expect.poll(() => arrived(pages)).toContain(path);
  }
  expect(visitors(pages)).toEqual([expect.stringMatching(ID)]);
  expect(await settled(pages), 'what had waited needs no repair').not.toContain('ping');

  const [visitor] = visitors(pages);
  await tab.goto(pages.url('/three', SITE));
  await expect.poll(() => arrived(pages)).toContain('/three');
  await tab.evaluate(...push('setCookieConsentGiven'));
  await expect.poll(() => arrived(pages)).toContain('ping');
  const { _id: repaired } = receivedHits(pages.requests).find(({ ping }) => ping) ?? {};
  expect(repaired).toBe(visitor);
});

test('given a sandboxed frame, which has neither cookies nor storage, then its hits are sent as those of one visitor', async ({
  tab,
  pages,
  engine,
}) => {
  servePage(pages, '/framed', [
    "['requireCookieConsent']",
    "['setCookieConsentGiven']",
    "['setCookieDomain', '*.shop.localhost']",
    "['storeCustomVariablesInCookie']",
    "['setCustomVariable', 1, 'Plan', 'Free', 'visit']",
    "['rememberConsentGiven']",
  ]);
  pages.set('/', html('Outer', '', '<iframe sandbox="allow-scripts" src="/framed"></iframe>'));
  await tab.goto(pages.url('/', SITE));
  await expect.poll(() => arrived(pages)).toEqual(['/framed']);
  expect(visitors(pages)).toEqual([expect.stringMatching(ID)]);
  expect(await tab.evaluate(readCookies)).toBe('');
  if (engine.can('console')) expect(tab.messages().filter(({ type }) => type === 'uncaught')).toEqual([]);
});

test('given damaged cookies, then the page is tracked and they are repaired', async ({ tab, pages }) => {
  servePage(pages, '/one', ["['requireCookieConsent']", "['rememberCookieConsentGiven']"]);
  await tab.goto(pages.url('/one?mtm_campaign=c', SITE));
  await expect.poll(() => arrived(pages)).toEqual(['/one']);
  const [visitor] = visitors(pages);
  await tab.evaluate(() => {
    const own = document.cookie.split('; ').map((pair) => pair.split('=')[0] ?? '');
    const all = [...own, 'mtm_consent', 'mtm_consent_removed', 'mtm_cookie_consent'];
    for (const name of all) document.cookie = `${name}=%E4%;path=/;max-age=3600`;
  });

  await tab.goto(pages.url('/one?mtm_campaign=d', SITE));
  await expect.poll(() => arrived(pages)).toEqual(['/one', '/one']);
  const last = receivedHits(pages.requests).at(-1) ?? {};
  expect(last).toMatchObject({ _id: expect.stringMatching(ID), _rcn: 'd', _idvc: '1' });
  expect(last['_id']).not.toBe(visitor);
  const repaired = await tab.evaluate(readCookies);
  expect(repaired).toMatch(new RegExp(`_pk_id\\.1\\.[\\da-f]{4}=${last['_id']}\\.`));
});

test('given two tabs, when one chooses, then the other follows before its next hit', async ({ tab, pages }) => {
  const other = await consentElsewhere(tab, pages);
  await tab.evaluate(...push('trackEvent', 'First tab', 'consented'));
  await expect.poll(() => arrived(pages)).toEqual(['/two', '/one', 'consented']);
  expect(visitors(pages)).toEqual([expect.stringMatching(ID)]);

  // A single hit, the burst after it, and the request queue: none of them may be sent after the opt-out.
  await other.evaluate(...push('optUserOut'));
  await sees(tab, 'mtm_consent_removed=');
  await tab.evaluate(...push('trackEvent', 'First tab', 'objected'));
  await tab.evaluate(...push('queueRequest', 'e_c=First&e_a=queued'));
  await tab.goto(pages.url('/two', SITE));
  expect(cookieNames(await tab.evaluate(readCookies))).toEqual(['mtm_consent_removed']);
  await other.close();
  await tab.close();
  expect(await settled(pages)).toEqual(['/two', '/one', 'consented']);
});

test('given a batch that waits, when the cookie of an opt-out appears, then it is not sent', async ({ tab, pages }) => {
  servePage(pages, '/one', []);
  servePage(pages, '/two', []);
  await tab.goto(pages.url('/one', SITE));
  await expect.poll(() => arrived(pages)).toEqual(['/one']);
  await tab.evaluate(() => {
    const { _paq } = window as unknown as { _paq: unknown[] };
    for (const action of ['a', 'b']) _paq.push(['queueRequest', `e_c=Batch&e_a=${action}`]);
    // As another tab would set it; that might take longer than the batch waits.
    document.cookie = `mtm_consent_removed=${Date.now()}; path=/; max-age=3600`;
  });
  await tab.goto(pages.url('/two', SITE));
  await tab.close();
  expect(await settled(pages)).toEqual(['/one']);
});

test('given a waiting tab, when it is left after consent in another one, then no cookie of the other tab is deleted', async ({
  tab,
  pages,
}) => {
  const other = await consentElsewhere(tab, pages);
  const before = await other.evaluate(readCookies);
  await tab.close();
  await expect.poll(() => arrived(pages)).toEqual(['/two', '/one']);
  expect(visitors(pages)).toHaveLength(1);
  expect(cookieNames(await other.evaluate(readCookies))).toEqual(cookieNames(before));
});

test('given a consent tool that allows cookies on every page after its load, then each visit has its visitor, who stays the same', async ({
  tab,
  pages,
}) => {
  // In Chromium the first hit still waits for client hints then.
  const tool = "<script>addEventListener('load', function () { _paq.push(['setCookieConsentGiven']); });</script>";
  for (const path of ['/one', '/two']) servePage(pages, path, ["['requireCookieConsent']"], tool);
  await tab.goto(pages.url('/one', SITE));
  await expect.poll(() => arrived(pages)).toEqual(['/one', 'ping']);
  await tab.goto(pages.url('/two', SITE));
  await expect.poll(() => arrived(pages)).toEqual(['/one', 'ping', '/two', 'ping']);
  expect(visitors(pages)).toEqual(['', expect.stringMatching(ID)]);
  expect(cookieNames(await tab.evaluate(readCookies))).toEqual(['_pk_id', '_pk_ses']);
});
