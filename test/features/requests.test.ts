// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { call, pick } from '../support/call';
import { openPage } from '../support/page';

describe('trackRequest', () => {
  it('sends the text first, unchanged, then the parameters of every hit', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    const [hit] = await page.track(['trackRequest', 'foo=bar&x[]=1', { dimension1: 'd', z: 1 }]);
    expect(page.hits()[1]?.text).toMatch(/^foo=bar&x\[\]=1&idsite=1&rec=1&r=\d{6}&/);
    expect(pick(hit, 'dimension1', 'data', 'ca', 'pv_id')).toEqual({
      dimension1: 'd',
      data: '{"z":1}',
      pv_id: page.params()[0]?.['pv_id'],
    });
  });

  it('sends the parameters of premium plugins unchanged', async () => {
    const media =
      'ma_id=aB3dE6gH9jK2mN5p&ma_re=https%3A%2F%2Fx.test%2Fv.mp4&ma_mt=video&ma_ti=A%20%26%20B&ma_st=0&ma_se=5,10';
    const page = await openPage({
      commands: [
        ['trackRequest', media],
        ['trackRequest', 'ca=1&cra=Error%23%3A%20x'],
      ],
    });
    await page.pass(801);
    expect(page.hits().map(({ text }) => text.slice(0, text.indexOf('&idsite')))).toEqual([
      media,
      'ca=1&cra=Error%23%3A%20x',
    ]);
  });

  it.each([[undefined], [null], [NaN]])('refuses %s with one line, and sends nothing', async (request) => {
    const { hits, errors } = await call(['trackRequest', request]);
    expect(hits).toEqual([]);
    expect(errors).toEqual([`tinypaq: trackRequest: request is ${request}, expected text`]);
  });
});

describe('queueRequest', () => {
  it('is sent as an ordinary hit if it is alone when the interval is over', async () => {
    const page = await openPage();
    page.push(['queueRequest', 'q=1']);
    await page.pass(2500);
    expect(page.requests()).toEqual([]);
    await page.pass(1);
    expect(page.requests()).toMatchObject([{ via: 'beacon', body: '' }]);
    expect(pick(page.last(), 'q', 'idsite')).toEqual({ q: '1', idsite: '1' });
  });

  it('is sent together with the others, in one batch', async () => {
    const page = await openPage();
    page.push(['queueRequest', 'q=1'], ['queueRequest', 'q=2']);
    await page.pass(2501);
    expect(page.requests()).toHaveLength(1);
    expect(page.params().map(({ q }) => q)).toEqual(['1', '2']);
    expect(page.requests()[0]?.body).toMatch(/^\{"requests":\["\?q=1&.*","\?q=2&.*"\],"send_image":0\}$/);
  });

  it('adds to a full request only what is known when it leaves', async () => {
    const page = await openPage({
      commands: [
        ['appendToTrackingUrl', 'x=1'],
        ['setCustomRequestProcessing', () => 'y=1'],
      ],
    });
    page.push(['queueRequest', 'idsite=7&rec=1&q=1', true]);
    await page.pass(2501);
    expect(page.hits().map(({ text }) => text.replace(/&uadata=.*/, ''))).toEqual(['idsite=7&rec=1&q=1']);
  });

  it.each([
    ['', true],
    [0, true],
    [false, true],
    [undefined, false],
    [null, true],
  ])('given %j (full: %s) it queues nothing', async (request, isFull) => {
    const page = await openPage();
    page.push(['queueRequest', request, isFull]);
    await page.pass(2501);
    expect(page.requests()).toEqual([]);
  });
});

describe('getRequest', () => {
  it('returns the text of a hit without sending it', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    const text = String(page.tracker.getRequest('foo=bar'));
    expect(text).toMatch(/^foo=bar&idsite=1&rec=1&.*&send_image=0&.*pv_id=\w{6}$/);
    await page.pass(5000);
    expect(page.hits()).toHaveLength(1);
  });
});

describe('ping', () => {
  it('reports that the visitor is still on this page view', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    const [ping] = await page.track(['ping']);
    expect(page.hits()[1]?.names.slice(0, 2)).toEqual(['ping', 'idsite']);
    expect(pick(ping, 'ping', 'pv_id', 'ca')).toEqual({ ping: '1', pv_id: page.params()[0]?.['pv_id'] });
  });
});
