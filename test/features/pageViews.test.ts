// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { call, pick } from '../support/call';
import { openPage } from '../support/page';
import { push } from '../support/tasks';

describe('the title of a page view', () => {
  it.each([
    ['none', [], 'T1'],
    ['an empty one', [''], 'T1'],
    ['0', [0], 'T1'],
    ['a number', [123], 'T1'],
    ['null', [null], 'T1'],
    ['true', [true], 'T1'],
    ['an object', [{}], 'T1'],
    ['a list', [[]], 'T1'],
    ['a function', [() => 'x'], 'T1'],
    ['an element-like object', [{ text: 'objtext' }], 'objtext'],
    ['a String object', [Object('so')], 'so'],
    ['text with blanks', ['  hi  '], '  hi  '],
    ['markup', ['<b>&amp;'], '<b>&amp;'],
  ])('given %s it is right', async (_, args, title) => {
    const { hits } = await call(['trackPageView', ...args]);
    expect(hits.map(({ action_name }) => action_name)).toEqual([title]);
  });

  it('given as the title element, it is the text of that at the time of the call', async () => {
    const page = await openPage();
    document.title = 'T2';
    push(['trackPageView', document.getElementsByTagName('title')[0]]);
    document.title = 'T3';
    await page.pass(0);
    expect(page.last()).toMatchObject({ action_name: 'T2' });
  });

  it('is the one of the document when the tracker was made', async () => {
    const page = await openPage();
    document.title = 'T2';
    expect((await page.track(['trackPageView']))[0]?.['action_name']).toBe('T1');
  });

  it.each([
    ['Set', 'Set'],
    ['', ''],
    [undefined, 'now'],
    [5, 'now'],
  ])('set to %j it is %j', async (title, expected) => {
    const page = await openPage({ commands: [['setDocumentTitle', title]] });
    document.title = 'now';
    expect((await page.track(['trackPageView']))[0]?.['action_name']).toBe(expected);
  });
});

describe('the page view ID', () => {
  it('is missing before the first page view, then on every hit, new with each page view', async () => {
    const page = await openPage();
    const hits = await page.track(
      ['trackEvent', 'c', 'before'],
      ['trackPageView'],
      ['trackEvent', 'c', 'a'],
      ['ping'],
      ['trackSiteSearch', 'x'],
      ['trackPageView'],
      ['trackGoal', 1],
    );
    const [before, first, event, ping, search, second, goal] = hits.map(({ pv_id }) => pv_id);
    expect(before).toBeUndefined();
    expect(first).toMatch(/^[a-z0-9A-Z]{6}$/);
    expect([event, ping, search]).toEqual([first, first, first]);
    expect(second).not.toBe(first);
    expect(goal).toBe(second);
    expect(page.tracker.getPageViewId()).toBe(second);
  });

  it('has six characters, however small its random number is', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const page = await openPage({ commands: [['trackPageView']] });
    expect(page.last()['pv_id']).toBe('000000');
  });

  it('set by the page is kept for good, whatever its form', async () => {
    const page = await openPage({ commands: [['setPageViewId', 'my-page-view'], ['trackPageView']] });
    await page.track(['trackPageView'], ['trackEvent', 'c', 'a']);
    expect(page.params().map(({ pv_id }) => pv_id)).toEqual(['my-page-view', 'my-page-view', 'my-page-view']);
    expect(page.tracker.getPageViewId()).toBe('my-page-view');
  });

  it('set to an empty text is not sent', async () => {
    const page = await openPage({ commands: [['setPageViewId', ''], ['trackPageView']] });
    expect(page.last()).not.toHaveProperty('pv_id');
  });

  it('and the number of page views change although nothing may be sent', async () => {
    const page = await openPage({ commands: [['requireConsent'], ['trackPageView'], ['trackPageView']] });
    expect(page.hits()).toEqual([]);
    expect(page.tracker.getNumTrackedPageViews()).toBe(2);
    expect(page.tracker.getPageViewId()).toMatch(/^\w{6}$/);
  });
});

describe('the address of the page', () => {
  it('is that of the time when the tracker was made', async () => {
    const page = await openPage();
    history.pushState({}, '', '/other');
    expect((await page.track(['trackPageView']))[0]?.['url']).toBe('https://shop.test/p?x=1');
  });

  it.each([
    ['https://other.test/a', 'https://other.test/a'],
    ['app:page', 'app:page'],
    ['/from/root', 'https://shop.test:8443/from/root'],
    ['//x/y', 'https://shop.test:8443//x/y'],
    ['file', 'https://shop.test:8443/dir/file'],
    ['?a=1', 'https://shop.test:8443/dir/?a=1'],
    ['', 'https://shop.test:8443/dir/'],
  ])('setCustomUrl(%j) makes it %s', async (custom, url) => {
    const page = await openPage({
      url: 'https://shop.test:8443/dir/p.html?x=1',
      commands: [['setCustomUrl', custom], ['trackPageView']],
    });
    expect(page.last()['url']).toBe(url);
    expect(page.tracker.getCurrentUrl()).toBe(url);
  });

  it.each(['setCustomUrl', 'setReferrerUrl'])('stays what it is if %s is called with nothing', async (method) => {
    const page = await openPage({ referrer: 'https://search.test/', commands: [[method], [method, null]] });
    const [view] = await page.track(['trackPageView']);
    expect(pick(view, 'url', 'urlref')).toEqual({ url: 'https://shop.test/p?x=1', urlref: 'https://search.test/' });
    expect(page.errors).toEqual([
      `tinypaq: ${method} is undefined, expected a URL`,
      `tinypaq: ${method} is null, expected a URL`,
    ]);
  });

  it.each([
    ['file:///home/a/p.html', 'https://shop.test/'],
    ['https://shop.test/', 'file:///home/a/p.html'],
  ])('a page at %s that reports itself as %s is a file, and not tracked', async (url, named) => {
    const page = await openPage({ url, commands: [['setCustomUrl', named], ['trackPageView']] });
    expect(await page.track(['trackEvent', 'c', 'a'])).toEqual([]);
    expect(page.requests()).toEqual([]);
  });

  it('that only mentions a file is tracked', async () => {
    const page = await openPage({ commands: [['setCustomUrl', 'https://shop.test/?of=file://a'], ['trackPageView']] });
    expect(page.last()['url']).toBe('https://shop.test/?of=file://a');
  });

  it('from the root of a disk names no server', async () => {
    const page = await openPage({
      url: 'file:///home/a/p.html',
      commands: [['enableFileTracking'], ['setCustomUrl', '/x'], ['trackPageView']],
    });
    expect(page.last()['url']).toBe('file:///x');
  });

  it.each([
    ['https://shop.test/?a=%2520', 'https://shop.test/?a=%20'],
    ['https://shop.test/ü?q=%C3%A4', 'https://shop.test/ü?q=ä'],
    ['https://shop.test/?a=%E4&b=%C3%A4', 'https://shop.test/?a=ä&b=Ã¤'],
    ['https://shop.test/?pk_vid=1&a=2&ignore_referrer=0', 'https://shop.test/?a=2'],
    ['https://shop.test/#a=1&pk_vid=2', 'https://shop.test/#a=1'],
  ])('%s is reported decoded once and cleaned', async (url, reported) => {
    const page = await openPage({ url, commands: [['trackPageView']] });
    expect(page.last()['url']).toBe(reported);
  });

  it('is without excluded parameters and, if the page asks for that, the fragment', async () => {
    const page = await openPage({
      url: 'https://shop.test/?sid=1&a=2#part',
      referrer: 'https://shop.test/before?sid=9#x',
      commands: [['setExcludedQueryParams', ['sid']], ['discardHashTag', true], ['trackPageView']],
    });
    expect(pick(page.last(), 'url', 'urlref')).toEqual({
      url: 'https://shop.test/?a=2',
      urlref: 'https://shop.test/before',
    });
  });

  it('can be set by a single-page app, with the referrer and the title', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    const [view] = await page.track(
      ['setReferrerUrl', 'https://shop.test/p?x=1'],
      ['setCustomUrl', '/next'],
      ['setDocumentTitle', 'Next'],
      ['trackPageView'],
    );
    expect(pick(view, 'url', 'urlref', 'action_name')).toEqual({
      url: 'https://shop.test/next',
      urlref: 'https://shop.test/p?x=1',
      action_name: 'Next',
    });
  });
});

describe('the referrer', () => {
  it.each(['ignore_referrer=1', 'ignore_referer=1'])('is not sent if the address has %s', async (parameter) => {
    const page = await openPage({
      url: `https://shop.test/?${parameter}`,
      referrer: 'https://search.test/',
      commands: [['trackPageView']],
    });
    expect(pick(page.last(), 'url', 'urlref')).toEqual({ url: 'https://shop.test/' });
  });

  it.each([
    ['https://www.paypal.com/checkout', undefined],
    ['https://paypal.com/', undefined],
    ['https://notpaypal.com/', 'https://notpaypal.com/'],
    ['https://shop.test/own', 'https://shop.test/own'],
  ])('%s is sent as %s', async (referrer, urlref) => {
    const page = await openPage({ referrer, commands: [['trackPageView']] });
    expect(page.last()['urlref']).toBe(urlref);
  });
});
