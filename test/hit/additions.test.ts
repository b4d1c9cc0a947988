// @vitest-environment happy-dom
// Text that the page and its plugins add to hits, and changes that they make to them.
import { describe, expect, it, vi } from 'vitest';
import { openPage } from '../support/page';

describe('plugin hooks', () => {
  it.each([
    ['log', ['trackPageView']],
    ['event', ['trackEvent', 'c', 'a']],
    ['sitesearch', ['trackSiteSearch', 'x']],
    ['goal', ['trackGoal', 1]],
    ['link', ['trackLink', 'https://other.test/', 'link']],
    ['ecommerce', ['trackEcommerceOrder', 'O', 1]],
    ['ecommerce', ['trackEcommerceCartUpdate', 1]],
    ['ping', ['ping']],
    ['own', ['trackRequest', 'a=b', undefined, undefined, 'own']],
  ])('%s adds to %j', async (hook, command) => {
    const page = await openPage({ commands: [['addPlugin', 'p', { [hook]: () => '&added=1' }]] });
    const [hit] = await page.track(command);
    expect(hit?.['added']).toBe('1');
  });

  it('see the request and the tracker, in the order of registration', async () => {
    const page = await openPage();
    const seen: unknown[] = [];
    const first = {
      event({ request, tracker }: { request: string; tracker: unknown }) {
        seen.push(tracker === page.tracker, request.startsWith('e_c=c&e_a=a&ca=1&idsite=1&'));
        return '&first=1';
      },
    };
    await page.track(['addPlugin', 'first', first], ['addPlugin', 'second', { event: () => '&second=1' }]);
    await page.track(['trackEvent', 'c', 'a']);
    expect(seen).toEqual([true, true]);
    expect(page.hits()[0]?.text).toContain('&first=1&second=1');
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
    ['returns a symbol', () => Symbol('s')],
    ['returns what cannot be text', () => Object.create(null) as object],
  ])('a hook that %s costs nothing but its own addition', async (_, event) => {
    const page = await openPage({
      commands: [
        ['addPlugin', 'bad', { event }],
        ['addPlugin', 'good', { event: () => '&good=1' }],
      ],
    });
    const [hit] = await page.track(['trackEvent', 'c', 'a']);
    expect(hit).toMatchObject({ e_a: 'a', good: '1', rec: '1' });
    expect(page.hits()[0]?.text).toMatch(/&_refts=0(Symbol\(s\))?&good=1&/);
  });

  it('nothing is added where a hook has nothing to say', async () => {
    const silent = { event: () => undefined, log: 'no function' };
    const end = { event: () => '&end=1', log: () => '&end=1' };
    const page = await openPage({
      commands: [
        ['addPlugin', 'silent', silent],
        ['addPlugin', 'end', end],
      ],
    });
    await page.track(['trackPageView'], ['trackEvent', 'c', 'a']);
    expect(page.errors).toEqual([]);
    expect(page.hits().map(({ text }) => /(&pv_id=\w{6}|&_refts=0)&end=1&/.test(text))).toEqual([true, true]);
  });
});

describe('appendToTrackingUrl', () => {
  it('adds to every hit until it is reset', async () => {
    const page = await openPage({ commands: [['appendToTrackingUrl', 'lat=1&long=2'], ['trackPageView']] });
    const [event] = await page.track(['trackEvent', 'c', 'a']);
    expect(page.hits().map(({ params: { lat, long } }) => [lat, long])).toEqual([
      ['1', '2'],
      ['1', '2'],
    ]);
    expect(event).toBeDefined();
    const [later] = await page.track(['appendToTrackingUrl', ''], ['trackEvent', 'c', 'b']);
    expect(later).not.toHaveProperty('lat');
  });

  it('given no argument it is reset, too', async () => {
    const page = await openPage({
      commands: [['appendToTrackingUrl', 'lat=1'], ['appendToTrackingUrl'], ['trackPageView']],
    });
    expect(page.hits()[0]?.text).not.toMatch(/lat|undefined/);
  });
});

describe('setCustomRequestProcessing', () => {
  it('may rewrite everything but what is known only when a hit leaves', async () => {
    const process = vi.fn((request: string) => request.replace(/action_name=[^&]*/, 'action_name=other'));
    const page = await openPage({ commands: [['setCustomRequestProcessing', process], ['trackPageView']] });
    expect(page.last()['action_name']).toBe('other');
    expect(process.mock.lastCall?.[0]).toMatch(/^action_name=T1&idsite=1&.*pv_id=/);
    expect(process.mock.lastCall?.[0]).not.toMatch(/uadata|cookie=|res=/);
    expect(page.last()).toHaveProperty('uadata');
  });

  it.each([[''], [0], [false], [null], [undefined]])('a result of %j drops the hit', async (result) => {
    const page = await openPage({
      readyState: 'loading',
      commands: [['setCustomRequestProcessing', () => result], ['trackPageView']],
    });
    page.load();
    page.leave();
    expect(page.requests()).toEqual([]);
  });

  it('a function that throws drops the hit with one line, the next one is asked again', async () => {
    const process = vi
      .fn()
      .mockImplementationOnce(() => {
        throw new Error('no');
      })
      .mockReturnValue('kept=1');
    const page = await openPage();
    const hits = await page.track(
      ['setCustomRequestProcessing', process],
      ['trackEvent', 'c', 'a'],
      ['trackEvent', 'c', 'b'],
    );
    expect(hits.map(({ kept }) => kept)).toEqual(['1']);
    expect(page.errors).toEqual([expect.stringMatching(/^tinypaq: setCustomRequestProcessing /)]);
  });

  it('is switched off by anything that is no function', async () => {
    const page = await openPage({
      commands: [['setCustomRequestProcessing', () => 'x=1'], ['setCustomRequestProcessing', null], ['trackPageView']],
    });
    expect(page.last()['action_name']).toBe('T1');
  });

  it('may send JSON: it stays readable in a body', async () => {
    const page = await openPage({
      commands: [['setRequestMethod', 'POST'], ['setCustomRequestProcessing', () => '{"a": 1}'], ['trackPageView']],
    });
    expect(page.requests()[0]?.body).toMatch(/^\{"a": 1\}&uadata=/);
  });
});

describe('what cannot be told is left out, and the hit leaves', () => {
  const failing = (): never => {
    throw new Error('own');
  };

  it('given a value that has no text', async () => {
    const page = await openPage();
    const [hit] = await page.track(['trackPageView', 'T', { dimension1: { toString: failing } }]);
    expect(hit).toMatchObject({ action_name: 'T', idsite: '1' });
    expect(page.requests()[0]?.url).not.toContain('undefined');
    expect(page.errors).not.toEqual([]);
  });

  it('given a browser that has no random numbers for a visitor ID', async () => {
    const page = await openPage();
    vi.spyOn(crypto, 'getRandomValues').mockImplementation(failing);
    const [hit] = await page.track(['trackPageView']);
    expect(hit).toMatchObject({ action_name: 'T1', idsite: '1' });
    expect(page.requests()[0]?.url).not.toContain('undefined');
    expect(page.errors).not.toEqual([]);
  });
});
