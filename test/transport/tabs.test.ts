// @vitest-environment happy-dom
// Several tabs of a site keep hits in one storage: none is overwritten, none is sent twice.
import { describe, expect, it } from 'vitest';
import { fakeLocks } from '../support/locks';
import { event } from '../support/commands';
import { OFFLINE, arrivedActions } from '../support/outbox';
import { writeStorageBy } from '../support/overrides';
import { TRACKER_URL, openPage } from '../support/page';

/** Trackers of one page that send to different servers do not wait for each other. */
const LOCK = `${TRACKER_URL}\ntinypaq.outbox`;

describe('given several tabs that keep hits', () => {
  it('hits are sent by one tab at a time; another one looks again later', async () => {
    const locks = fakeLocks(new Set([LOCK]));
    const page = await openPage({ navigator: { onLine: false, locks }, commands: [event('1')] });
    page.goOnline();
    await page.pass(20_000);
    expect(page.requests()).toEqual([]);
    locks.held.clear();
    await page.pass(60_000);
    expect(arrivedActions(page)).toEqual(['1']);
  });

  it('trackers of one page that send to different servers do not wait for each other', async () => {
    const page = await openPage({
      navigator: { onLine: false, locks: fakeLocks() },
      commands: [['addTracker', 'https://two.test/matomo.php', '2'], event('1')],
    });
    page.goOnline();
    await page.pass(0);
    expect(
      page
        .params()
        .map(({ idsite }) => idsite)
        .sort(),
    ).toEqual(['1', '2']);
  });

  it('hits that both keep at the same moment do not displace each other', async () => {
    const page = await openPage({ ...OFFLINE, commands: [event('here')] });
    await page.pass(0);
    const others = Object.entries({ ...localStorage }).map(([name, text]) => [
      `${name}1`,
      text.replace('here', 'there'),
    ]);
    expect(others).toHaveLength(1);
    // The other tab writes its entry between reading and writing in this one.
    const { localStorage: storage } = window;
    writeStorageBy((name, text) => {
      for (const [otherName = '', otherText = ''] of others) storage.setItem(otherName, otherText);
      storage.setItem(name, text);
    });
    page.push(event('here, too'));
    await page.pass(801);
    page.goOnline();
    await page.pass(0);
    expect(arrivedActions(page).sort()).toEqual(['here', 'here, too', 'there']);
  });

  it('the next one waits until it, too, sees that the taken hits are gone', async () => {
    const locks = fakeLocks();
    const page = await openPage({ navigator: { onLine: false, locks }, commands: [event('1')] });
    page.goOnline();
    await page.pass(0);
    expect(arrivedActions(page)).toEqual(['1']);
    expect([...locks.held]).toEqual([LOCK]);
    await page.pass(100);
    expect([...locks.held]).toEqual([]);
  });

  it('what another tab has sent is not sent again, and holds nothing up', async () => {
    const page = await openPage({ ...OFFLINE, commands: [event('1')] });
    localStorage.clear();
    page.goOnline();
    await page.pass(0);
    page.push(event('2'));
    await page.pass(801);
    expect(arrivedActions(page)).toEqual(['2']);
  });

  it.each([
    ['are missing', undefined],
    ['are refused', { request: () => Promise.reject(new DOMException('no', 'SecurityError')) }],
  ])('hits are sent where locks %s', async (_, locks) => {
    const page = await openPage({ navigator: { onLine: false, locks }, commands: [event('1')] });
    page.goOnline();
    await page.pass(0);
    expect(arrivedActions(page)).toEqual(['1']);
  });
});
