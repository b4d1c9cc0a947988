// Which hits are recorded, at which time, and what the parameters do that control this.
import { describe, expect, it } from 'vitest';
import { openSite, TOKEN } from './support.js';

const SECOND = 1000;
const DAY = 24 * 60 * 60;

describe('Given a hit that is not meant to be recorded', () => {
  it.each([{ rec: 0 }, { rec: '' }, { rec: 2 }])(
    'when it has %o, then it is answered but not stored',
    async (fields) => {
      const site = await openSite();
      expect(await site.send(fields)).toBe(204);
      expect(await site.send({ ...fields, send_image: 1 })).toBe(200);
      expect(site.collector.hits()).toEqual([]);
      expect(site.collector.visits()).toEqual([]);
    },
  );
});

describe('Given a crawler', () => {
  const crawlers = [
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    'Mozilla/5.0 (compatible; GPTBot/1.0; +https://openai.com/gptbot)',
  ];

  it.each(crawlers)('when %s sends a hit, then it is answered but not stored', async (userAgent) => {
    const site = await openSite();
    expect(await site.send({}, { 'user-agent': userAgent })).toBe(204);
    expect(site.collector.hits()).toEqual([]);
  });

  it.each(crawlers)('when %s sends bots=1, then it is stored', async (userAgent) => {
    const site = await openSite();
    await site.send({ bots: 1 }, { 'user-agent': userAgent });
    expect(site.collector.hits()).toHaveLength(1);
  });

  it('when the parameter ua names one, then the hit is not stored', async () => {
    const site = await openSite();
    await site.send({ ua: crawlers[0] ?? '' });
    expect(site.collector.hits()).toEqual([]);
  });

  it.each([
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36',
    'curl/8.5.0',
    'node',
    'python-requests/2.31',
    '<img src=x onerror=alert(1)>',
    '',
  ])('when the browser is no crawler but "%s", then the hit is stored', async (userAgent) => {
    const site = await openSite();
    await site.send({}, { 'user-agent': userAgent });
    expect(site.collector.hits()).toHaveLength(1);
  });
});

describe('Given the time of a hit', () => {
  it('when none is sent, then the hit gets the time of its arrival', async () => {
    const site = await openSite();
    await site.send({});
    expect(site.lastHit()).toMatchObject({ receivedAt: site.clock.now, actionAt: site.clock.now });
  });

  it.each([0, 90, DAY])('when cdo=%i, then the hit is that many seconds old, without a token', async (seconds) => {
    const site = await openSite();
    expect(await site.send({ cdo: seconds })).toBe(204);
    expect(site.lastHit()).toMatchObject({
      receivedAt: site.clock.now,
      actionAt: site.clock.now - seconds * SECOND,
      violations: [],
    });
  });

  it.each([
    ['a date', '2026-11-20 10:30:05', Date.UTC(2026, 10, 20, 10, 30, 5)],
    ['unix seconds', String(Date.UTC(2026, 10, 20, 10, 30, 5) / SECOND), Date.UTC(2026, 10, 20, 10, 30, 5)],
  ])('when cdt is %s of the last 24 hours, then the hit gets it, without a token', async (_name, cdt, expected) => {
    const site = await openSite();
    expect(await site.send({ cdt })).toBe(204);
    expect(site.lastHit()).toMatchObject({ actionAt: expected, violations: [] });
  });

  it('when cdt is years ago and the token is sent, then the hit gets that time', async () => {
    const site = await openSite();
    await site.send({ cdt: '2011-04-05 00:11:42', token_auth: TOKEN });
    expect(site.lastHit().actionAt).toBe(Date.UTC(2011, 3, 5, 0, 11, 42));
  });

  it.each([
    { cdt: 'yesterday' },
    { cdt: '2026-02-31 00:00:00' },
    { cdt: '2026-11-20T10:30:05Z' },
    { cdo: -5 },
    { cdo: '1.5' },
  ])('when it cannot be read (%o), then the hit counts as new, with a violation', async (fields) => {
    const site = await openSite();
    await site.send(fields);
    expect(site.lastHit()).toMatchObject({
      actionAt: site.clock.now,
      violations: [{ parameter: Object.keys(fields)[0] }],
    });
  });

  it('when it lies in the future, then the hit counts as new, with a violation', async () => {
    const site = await openSite();
    await site.send({ cdt: '2026-11-20 12:00:01' });
    expect(site.lastHit()).toMatchObject({
      actionAt: site.clock.now,
      violations: [{ parameter: 'cdt', message: 'is in the future' }],
    });
  });
});

describe('Given the sender of a hit', () => {
  it.each([
    ['_id', { _id: 'af344a398df83874' }, 'af344a398df83874'],
    ['cid before _id', { cid: 'AF344a398df83874', token_auth: TOKEN }, 'AF344a398df83874'],
    ['nothing without cookies', { _id: '' }, ''],
    ['nothing from a damaged _id', { _id: '<b>' }, ''],
  ])('when it is stored, then its visitor is %s', async (_name, fields, expected) => {
    const site = await openSite();
    await site.send(fields);
    expect(site.lastHit().visitorId).toBe(expected);
  });

  it('when user and page view are named, then they are stored with the hit', async () => {
    const site = await openSite();
    await site.send({ uid: 'anna@shop.test', pv_id: 'lTkRpN' });
    expect(site.lastHit()).toMatchObject({ userId: 'anna@shop.test', pageViewId: 'lTkRpN' });
  });

  it('when queuedtracking=0, then the hit is stored as any other', async () => {
    const site = await openSite();
    await site.send({ queuedtracking: 0 });
    expect(site.lastHit()).toMatchObject({ violations: [] });
  });
});

describe('Given stored hits', () => {
  it('when they are asked for by site, visitor or kind, then only those are returned, oldest first', async () => {
    const site = await openSite();
    await site.send({ idsite: 1, action_name: 'A' });
    await site.send({ idsite: 2, _id: 'af344a398df83874', action_name: 'B' });
    await site.send({ idsite: 2, e_c: 'c', e_a: 'a' });
    const summaries = (filter: Parameters<typeof site.collector.hits>[0]): string[] =>
      site.collector.hits(filter).map(({ summary }) => summary);
    expect(summaries({})).toEqual(['Page view: A', 'Page view: B', 'Event: c, a']);
    expect(summaries({ siteId: 2 })).toEqual(['Page view: B', 'Event: c, a']);
    expect(summaries({ visitorId: 'af344a398df83874' })).toEqual(['Page view: B']);
    expect(summaries({ siteId: 2, kind: 'event' })).toEqual(['Event: c, a']);
  });

  it('when they are cleared, then none is left and numbers are not used again', async () => {
    const site = await openSite();
    await site.send({});
    const { id, visitId } = site.lastHit();
    site.collector.clear();
    expect([site.collector.hits(), site.collector.visits()]).toEqual([[], []]);
    await site.send({});
    expect(site.lastHit().id).toBeGreaterThan(id);
    expect(site.lastHit().visitId).toBeGreaterThan(visitId);
  });
});
