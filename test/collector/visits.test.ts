// How hits form visits.
import { describe, expect, it } from 'vitest';
import { beacon, BROWSER, bulk, MINUTE, openSite, query, TOKEN, type Site } from './support.js';

const OTHER_VISITOR = 'af344a398df83874';
const PAGE = 'https://shop.test/shoes';

function visitIds(site: Site): number[] {
  return site.collector.hits().map(({ visitId }) => visitId);
}

describe('Given a visitor with an ID', () => {
  it('when hits come within 30 minutes of each other, then they are one visit', async () => {
    const site = await openSite();
    const start = site.clock.now;
    for (const minutes of [0, 30, 30]) {
      site.clock.now += minutes * MINUTE;
      await site.send({ action_name: 'A' });
    }
    expect(site.collector.visits()).toEqual([
      {
        id: 1,
        siteId: 1,
        visitorId: '8d425121a8a11feb',
        userId: '',
        startedAt: start,
        endedAt: start + 60 * MINUTE,
        actions: 3,
        pageViews: 3,
        referrer: '',
        campaign: '',
      },
    ]);
  });

  it('when more than 30 minutes pass, then a new visit begins', async () => {
    const site = await openSite();
    await site.send({});
    site.clock.now += 30 * MINUTE + 1;
    await site.send({});
    expect(visitIds(site)).toEqual([1, 2]);
  });

  it('when another visitor, or the same on another site, sends a hit, then it is another visit', async () => {
    const site = await openSite();
    await site.send({});
    await site.send({ _id: OTHER_VISITOR });
    await site.send({ idsite: 2 });
    await site.send({});
    expect(visitIds(site)).toEqual([1, 2, 3, 1]);
  });

  it('when the ID is written in capitals, then it is the same visitor', async () => {
    const site = await openSite();
    await site.send({ _id: 'AF344A398DF83874' });
    await site.send({ _id: 'af344a398df83874' });
    expect(visitIds(site)).toEqual([1, 1]);
  });

  it('when cid overrides the ID, then the visit of that visitor goes on', async () => {
    const site = await openSite();
    await site.send({ _id: OTHER_VISITOR });
    await site.send({ cid: OTHER_VISITOR, token_auth: TOKEN });
    expect(visitIds(site)).toEqual([1, 1]);
  });

  it('when new_visit=1, then a new visit begins, and the next hit goes on with it', async () => {
    const site = await openSite();
    await site.send({});
    await site.send({ new_visit: 1 });
    await site.send({ new_visit: 0 });
    expect(visitIds(site)).toEqual([1, 2, 2]);
  });

  it('when a hit arrives late, then it belongs to the visit of its own time', async () => {
    const site = await openSite();
    await site.send({ action_name: 'Morning' });
    const morning = site.clock.now;
    site.clock.now += 120 * MINUTE;
    await site.send({ action_name: 'Afternoon' });
    await site.send({ action_name: 'Morning, kept in the outbox', cdo: 110 * 60 });
    await site.send({ action_name: 'Before that', cdo: 125 * 60 });
    expect(visitIds(site)).toEqual([1, 2, 1, 1]);
    expect(site.collector.visits()[0]).toMatchObject({
      startedAt: morning - 5 * MINUTE,
      endedAt: morning + 10 * MINUTE,
      actions: 3,
    });
  });

  it('when hits come in one bulk request, then they are one visit', async () => {
    const site = await openSite();
    await site.inject(bulk([query({ action_name: 'A' }), query({ e_c: 'c', e_a: 'a' })]));
    expect(visitIds(site)).toEqual([1, 1]);
    expect(site.collector.visits()).toMatchObject([{ actions: 2, pageViews: 1 }]);
  });
});

describe('Given the referrer and campaign of a visit', () => {
  it('when the first hit has a referrer of another host, then the visit has that referrer', async () => {
    const site = await openSite();
    await site.send({ url: PAGE, urlref: 'https://search.test/?q=shoes' });
    await site.send({ url: PAGE, urlref: PAGE });
    expect(site.collector.visits()).toMatchObject([{ referrer: 'https://search.test/?q=shoes' }]);
  });

  it('when the referrer is of the site’s own host, then the visit has none', async () => {
    const site = await openSite();
    await site.send({ url: PAGE, urlref: 'https://shop.test/' });
    expect(site.collector.visits()).toMatchObject([{ referrer: '' }]);
  });

  it.each([
    `${PAGE}?mtm_campaign=Autumn&mtm_kwd=boots`,
    `${PAGE}?pk_campaign=Autumn`,
    `${PAGE}?utm_campaign=Autumn&utm_source=mail`,
    `${PAGE}#mtm_campaign=Autumn`,
    `${PAGE}#/route?mtm_campaign=Autumn`,
  ])('when the address is %s, then the visit belongs to the campaign', async (url) => {
    const site = await openSite();
    await site.send({ url });
    expect(site.collector.visits()).toMatchObject([{ campaign: 'Autumn' }]);
  });

  it('when another campaign brings the visitor back, then a new visit begins', async () => {
    const site = await openSite();
    await site.send({ url: PAGE });
    await site.send({ url: `${PAGE}?mtm_campaign=Autumn` });
    await site.send({ url: PAGE });
    await site.send({ url: `${PAGE}?mtm_campaign=Winter` });
    expect(visitIds(site)).toEqual([1, 2, 2, 3]);
  });

  it('when only the keyword differs, then a new visit begins', async () => {
    const site = await openSite();
    await site.send({ url: `${PAGE}?mtm_campaign=Autumn&mtm_kwd=boots` });
    await site.send({ url: `${PAGE}?mtm_campaign=Autumn&mtm_kwd=hats` });
    expect(visitIds(site)).toEqual([1, 2]);
  });

  it('when the same campaign is seen again, then the visit goes on', async () => {
    const site = await openSite();
    await site.send({ url: `${PAGE}?mtm_campaign=Autumn` });
    await site.send({ url: `${PAGE}?mtm_campaign=Autumn`, e_c: 'c', e_a: 'a' });
    expect(visitIds(site)).toEqual([1, 1]);
  });

  it('when two tabs with different campaigns send hits in turn, then each stays in its visit', async () => {
    const site = await openSite();
    for (const campaign of ['Autumn', 'Winter', 'Autumn', 'Winter']) {
      await site.send({ url: `${PAGE}?mtm_campaign=${campaign}` });
    }
    expect(visitIds(site)).toEqual([1, 2, 1, 2]);
  });

  it('when only a conversion is attributed to a campaign, then the visit goes on', async () => {
    const site = await openSite();
    await site.send({ url: PAGE });
    await site.send({ url: PAGE, idgoal: 1, _rcn: 'Autumn' });
    expect(visitIds(site)).toEqual([1, 1]);
    expect(site.collector.visits()).toMatchObject([{ campaign: '' }]);
  });
});

describe('Given a user ID', () => {
  it('when the same user comes from another device, then the visit goes on', async () => {
    const site = await openSite();
    await site.send({ uid: 'anna' });
    await site.send({ uid: 'anna', _id: OTHER_VISITOR });
    expect(visitIds(site)).toEqual([1, 1]);
  });

  it('when a visitor logs in, then the visit gets the user ID', async () => {
    const site = await openSite();
    await site.send({});
    await site.send({ uid: 'anna' });
    expect(site.collector.visits()).toMatchObject([{ id: 1, userId: 'anna' }]);
  });

  it('when a visitor logs out, then the visit goes on', async () => {
    const site = await openSite();
    await site.send({ uid: 'anna' });
    await site.send({});
    expect(visitIds(site)).toEqual([1, 1]);
  });

  it('when another user logs in with the same browser, then a new visit begins', async () => {
    const site = await openSite();
    await site.send({ uid: 'anna', pv_id: 'aaaaaa' });
    await site.send({ uid: 'ben', pv_id: 'aaaaaa' });
    await site.send({ uid: 'anna', pv_id: 'aaaaaa' });
    expect(visitIds(site)).toEqual([1, 2, 1]);
  });
});

describe('Given a visitor without cookies', () => {
  it('when address, browser and language are the same, then it is one visit', async () => {
    const site = await openSite();
    await site.send({ _id: '' });
    await site.send({ _id: '', res: '800x600' });
    expect(visitIds(site)).toEqual([1, 1]);
  });

  it.each([
    ['browser', { 'user-agent': `${BROWSER} Other` }],
    ['language', { 'accept-language': 'de' }],
  ])('when the %s differs, then it is another visit', async (_name, headers) => {
    const site = await openSite();
    await site.send({ _id: '' });
    await site.send({ _id: '' }, headers);
    expect(visitIds(site)).toEqual([1, 2]);
  });

  it('when the address differs, then it is another visit', async () => {
    const site = await openSite();
    await site.inject({ ...beacon({ _id: '' }), remoteAddress: '203.0.113.7' });
    await site.inject({ ...beacon({ _id: '' }), remoteAddress: '203.0.113.8' });
    expect(visitIds(site)).toEqual([1, 2]);
  });

  it('when a visitor with an ID has the same browser, then the hits of the two are separate visits', async () => {
    const site = await openSite();
    await site.send({ _id: '' });
    await site.send({});
    await site.send({ _id: '' });
    expect(visitIds(site)).toEqual([1, 2, 1]);
  });
});

describe('Given the hits of one page view', () => {
  it('when the visitor gets an ID between them, then they stay one visit, which gets the ID', async () => {
    const site = await openSite();
    await site.send({ _id: '', pv_id: 'lTkRpN', action_name: 'A' });
    await site.send({ pv_id: 'lTkRpN', ping: 1 });
    await site.send({ pv_id: 'Xy0123', action_name: 'B' });
    expect(visitIds(site)).toEqual([1, 1, 1]);
    expect(site.collector.visits()).toMatchObject([{ visitorId: '8d425121a8a11feb', actions: 2 }]);
  });

  it('when two visits of a visitor are open, then each hit joins the visit of its page view', async () => {
    const site = await openSite();
    await site.send({ pv_id: 'aaaaaa', url: `${PAGE}?mtm_campaign=Autumn` });
    await site.send({ pv_id: 'bbbbbb', url: `${PAGE}?mtm_campaign=Winter` });
    await site.send({ pv_id: 'aaaaaa', e_c: 'c', e_a: 'a' });
    expect(visitIds(site)).toEqual([1, 2, 1]);
  });

  it('when another visitor happens to have the same page view ID, then the visits stay separate', async () => {
    const site = await openSite();
    await site.send({ pv_id: 'aaaaaa' });
    await site.send({ pv_id: 'aaaaaa', _id: OTHER_VISITOR }, { 'user-agent': 'Other browser' });
    await site.send({ pv_id: 'aaaaaa', idsite: 2 });
    expect(visitIds(site)).toEqual([1, 2, 3]);
  });
});

describe('Given a ping', () => {
  it('when a visit is open, then it gets longer and counts no action', async () => {
    const site = await openSite();
    const start = site.clock.now;
    await site.send({ action_name: 'A' });
    site.clock.now += 10 * MINUTE;
    await site.send({ ping: 1 });
    expect(site.lastHit()).toMatchObject({ kind: 'ping', visitId: 1 });
    expect(site.collector.visits()).toMatchObject([
      { startedAt: start, endedAt: start + 10 * MINUTE, actions: 1, pageViews: 1 },
    ]);
  });

  it('when pings keep a visit alive, then a later hit still belongs to it', async () => {
    const site = await openSite();
    await site.send({ action_name: 'A' });
    for (let pings = 0; pings < 3; pings += 1) {
      site.clock.now += 20 * MINUTE;
      await site.send({ ping: 1 });
    }
    await site.send({ action_name: 'B' });
    expect(site.collector.visits()).toMatchObject([{ id: 1, actions: 2 }]);
  });

  it('when no visit is open, then it is stored without one', async () => {
    const site = await openSite();
    await site.send({ ping: 1 });
    expect(site.lastHit()).toMatchObject({ kind: 'ping', visitId: 0 });
    expect(site.collector.visits()).toEqual([]);
  });

  it.each([{ new_visit: 1 }, { url: `${PAGE}?mtm_campaign=New` }])(
    'when it has %o, then no visit begins',
    async (fields) => {
      const site = await openSite();
      await site.send({});
      await site.send({ ping: 1, ...fields });
      expect(visitIds(site)).toEqual([1, 1]);
    },
  );
});

describe('Given what counts as an action', () => {
  it.each([
    [{ action_name: 'A' }, 1],
    [{ e_c: 'c', e_a: 'a' }, 1],
    [{ search: 'shoes' }, 1],
    [{ link: 'https://other.test/' }, 1],
    [{ download: 'https://shop.test/a.pdf' }, 1],
    [{ idgoal: 1 }, 0],
    [{ idgoal: 0, ec_id: 'A-17', revenue: 5 }, 0],
    [{ c_n: 'Ad', ca: 1 }, 0],
    [{ ping: 1 }, 0],
  ])('when %o follows a page view, then it adds %i', async (fields, added) => {
    const site = await openSite();
    await site.send({ action_name: 'First' });
    await site.send(fields);
    expect(site.collector.visits()).toMatchObject([{ actions: 1 + added }]);
  });
});
