// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { OFFLINE } from '../support/outbox';
import { override } from '../support/overrides';
import { openPage, type Page, type PageOptions } from '../support/page';
import { LOADED, LOADED_TIMES, setTimings } from '../support/timings';

const SECOND = 1000;

const withHeartbeat = (seconds?: unknown, options: PageOptions = {}): Promise<Page> =>
  openPage({ commands: [['enableHeartBeatTimer', seconds], ['trackPageView']], ...options });

const pings = (page: Page): number => page.params().filter(({ ping }) => ping === '1').length;

describe('the heartbeat', () => {
  it('pings when the visitor turns away after at least the minimum of active time', async () => {
    const page = await withHeartbeat(15);
    await page.pass(14.9 * SECOND);
    page.blur();
    expect(pings(page)).toBe(0);
    page.focus();
    await page.pass(0.1 * SECOND);
    page.blur();
    await page.pass(SECOND);
    expect(pings(page)).toBe(1);
  });

  it('does not ping while the visitor looks at the page', async () => {
    const page = await withHeartbeat(5);
    await page.pass(600 * SECOND);
    expect(pings(page)).toBe(0);
  });

  it.each([
    ['hidden', (page: Page) => page.hide()],
    ['left', (page: Page) => page.leave()],
  ])('pings once when the page is %s', async (_, turnAway) => {
    const page = await withHeartbeat(5);
    await page.pass(6 * SECOND);
    turnAway(page);
    expect(pings(page)).toBe(1);
  });

  it('adds up active times, and counts neither hidden nor unfocused ones', async () => {
    const page = await withHeartbeat(10);
    await page.pass(4 * SECOND);
    page.hide();
    await page.pass(3600 * SECOND);
    page.show();
    await page.pass(4 * SECOND);
    page.blur();
    await page.pass(3600 * SECOND);
    page.focus();
    await page.pass(1.9 * SECOND);
    page.blur();
    expect(pings(page)).toBe(0);
    page.focus();
    await page.pass(0.2 * SECOND);
    page.blur();
    await page.pass(SECOND);
    expect(pings(page)).toBe(1);
  });

  it('counts from zero after each ping', async () => {
    const page = await withHeartbeat(5);
    for (const seconds of [6, 4, 6]) {
      await page.pass(seconds * SECOND);
      page.blur();
      page.focus();
    }
    await page.pass(SECOND);
    expect(pings(page)).toBe(2);
  });

  it('does not begin from zero when the focus is reported twice', async () => {
    const page = await withHeartbeat(5);
    await page.pass(4 * SECOND);
    page.focus();
    await page.pass(1.1 * SECOND);
    page.blur();
    await page.pass(SECOND);
    expect(pings(page)).toBe(1);
  });

  it('given a ping by hand while nobody looks, then does not count the time before it again', async () => {
    const page = await withHeartbeat(5);
    await page.pass(4 * SECOND);
    page.blur();
    await page.track(['ping']);
    page.focus();
    await page.pass(4 * SECOND);
    page.blur();
    await page.pass(SECOND);
    expect(pings(page), 'the one by hand').toBe(1);
  });

  it('counts from zero after a ping by hand, too', async () => {
    const page = await withHeartbeat(5);
    await page.pass(5.1 * SECOND);
    page.push(['ping']);
    await page.pass(0.1 * SECOND);
    page.blur();
    await page.pass(SECOND);
    expect(pings(page)).toBe(1);
    page.focus();
    await page.pass(5 * SECOND);
    page.blur();
    await page.pass(SECOND);
    expect(pings(page)).toBe(2);
  });

  it('counts from zero after a ping of a plugin that has replaced the tracker’s method', async () => {
    const page = await withHeartbeat(5);
    const ping = vi.fn();
    page.tracker.ping = ping;
    await page.pass(6 * SECOND);
    for (let turn = 0; turn < 4; turn++) {
      page.blur();
      page.focus();
    }
    expect(ping).toHaveBeenCalledTimes(1);
  });

  it('sends no ping of its own on leaving when there is one with the load times', async () => {
    const page = await withHeartbeat(5, { readyState: 'loading', before: () => setTimings() });
    await page.pass(6 * SECOND);
    setTimings(LOADED);
    page.load();
    page.leave();
    expect(pings(page)).toBe(1);
    expect(page.last()).toMatchObject({ ping: '1', ...LOADED_TIMES });
  });

  it('goes on counting, whatever other hits are sent', async () => {
    const page = await withHeartbeat(5);
    await page.pass(4 * SECOND);
    page.push(['trackEvent', 'c', 'a']);
    await page.pass(1.5 * SECOND);
    page.blur();
    await page.pass(SECOND);
    expect(pings(page)).toBe(1);
  });

  it('counts the time of a visible frame, although only a click gives it the focus', async () => {
    override(window, 'top', {});
    const page = await withHeartbeat(5, { before: () => override(document, 'hasFocus', () => false) });
    await page.pass(6 * SECOND);
    page.hide();
    await page.pass(60 * SECOND);
    page.leave();
    expect(pings(page)).toBe(1);
  });

  it('does not count a page that nobody looks at: in the background, or behind another window', async () => {
    const hidden = await withHeartbeat(5, { hidden: true });
    await hidden.pass(60 * SECOND);
    hidden.leave();
    expect(pings(hidden)).toBe(0);

    override(document, 'hasFocus', () => true);
    hidden.focus();
    await hidden.pass(60 * SECOND);
    hidden.leave();
    expect(pings(hidden), 'some browsers call a hidden page focused').toBe(0);

    const behind = await withHeartbeat(5);
    behind.blur();
    behind.hide();
    behind.show();
    await behind.pass(60 * SECOND);
    behind.leave();
    expect(pings(behind)).toBe(0);
  });

  it('goes on when a page comes back from the back/forward cache', async () => {
    const page = await withHeartbeat(5);
    page.leave();
    await page.pass(60 * SECOND);
    page.restore();
    await page.pass(6 * SECOND);
    page.hide();
    expect(pings(page)).toBe(1);
  });

  it.each([
    [1, 5],
    ['7', 7],
    [undefined, 15],
    [0, 15],
  ])('given %j seconds takes %s', async (given, seconds) => {
    const page = await withHeartbeat(given);
    await page.pass(seconds * SECOND - 1);
    page.blur();
    page.focus();
    expect(pings(page)).toBe(0);
    await page.pass(1);
    page.blur();
    await page.pass(SECOND);
    expect(pings(page)).toBe(1);
  });

  it('stays off given no number, with one line on the console', async () => {
    const page = await withHeartbeat('abc');
    await page.pass(60 * SECOND);
    page.leave();
    expect(pings(page)).toBe(0);
    expect(page.errors).toEqual([expect.stringContaining('enableHeartBeatTimer: seconds is "abc", expected a number')]);
  });

  it('can be set again, switched off and on; the time before does not count then', async () => {
    const page = await withHeartbeat(15);
    page.push(['enableHeartBeatTimer', 5]);
    await page.pass(6 * SECOND);
    page.push(['disableHeartBeatTimer']);
    await page.pass(60 * SECOND);
    page.blur();
    page.focus();
    await page.pass(60 * SECOND);
    page.push(['enableHeartBeatTimer', 5]);
    await page.pass(4 * SECOND);
    page.blur();
    await page.pass(SECOND);
    expect(pings(page)).toBe(0);
  });

  it('given it is switched off while nobody looks, then the time before does not count when it is switched on again', async () => {
    const page = await withHeartbeat(5);
    await page.pass(4 * SECOND);
    page.blur();
    page.push(['disableHeartBeatTimer'], ['enableHeartBeatTimer', 5]);
    page.focus();
    await page.pass(4 * SECOND);
    page.blur();
    await page.pass(SECOND);
    expect(pings(page)).toBe(0);
  });

  it('sends no ping before any other hit was sent', async () => {
    const page = await openPage({ commands: [['enableHeartBeatTimer', 5]] });
    await page.pass(60 * SECOND);
    page.leave();
    expect(page.hits()).toEqual([]);
  });

  it('sends no ping where only hits of an earlier page were sent', async () => {
    const before = await openPage({ ...OFFLINE, commands: [['trackPageView']] });
    await before.pass(100);
    const page = await before.goto({ commands: [['enableHeartBeatTimer', 5]] });
    await page.pass(60 * SECOND);
    page.leave();
    expect(page.hits()).toHaveLength(1);
    expect(pings(page)).toBe(0);
  });

  it('counts no time when the clock was set back', async () => {
    const page = await withHeartbeat(5);
    await page.pass(4 * SECOND);
    page.blur();
    page.focus();
    vi.setSystemTime(Date.now() - 3600 * SECOND);
    page.blur();
    page.focus();
    await page.pass(SECOND);
    page.blur();
    await page.pass(SECOND);
    expect(pings(page)).toBe(1);
  });
});
