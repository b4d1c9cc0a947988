// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { openPage } from '../support/page';

interface Seen {
  tracker: unknown;
  request: string;
}

const HOOKS: [hook: string, command: unknown[]][] = [
  ['log', ['trackPageView']],
  ['link', ['trackLink', 'https://o.test/', 'link']],
  ['event', ['trackEvent', 'c', 'a']],
  ['goal', ['trackGoal', 1]],
  ['sitesearch', ['trackSiteSearch', 'word']],
  ['ecommerce', ['trackEcommerceOrder', 'o1', 5]],
  ['ecommerce', ['trackEcommerceCartUpdate', 5]],
  ['contentImpressions', ['trackAllContentImpressions']],
  ['contentImpression', ['trackContentImpression', 'n']],
  ['contentInteraction', ['trackContentInteraction', 'click', 'n']],
  ['ping', ['ping']],
  ['anything', ['trackRequest', 'a=1', null, null, 'anything']],
];

const KINDS = [...new Set(HOOKS.map(([hook]) => hook))];

describe('hooks', () => {
  it.each(HOOKS)('%s is called for %j, and no other', async (hook, command) => {
    const hooks = Object.fromEntries(KINDS.map((kind) => [kind, () => `&hook=${kind}`]));
    const page = await openPage({ html: '<p data-track-content>x</p>', commands: [['addPlugin', 'p', hooks]] });
    page.push(command);
    await page.pass(3000);
    expect(page.params().map((hit) => hit['hook'])).toEqual([hook]);
  });

  it.each([[['queueRequest', 'a=1']], [['queueRequest', 'a=1', true]], [['trackRequest', 'a=1']]])(
    'none is called for %j',
    async (command) => {
      const hooks = Object.fromEntries([...KINDS, 'undefined', 'null'].map((kind) => [kind, vi.fn()]));
      const page = await openPage({ commands: [['addPlugin', 'p', hooks], command] });
      await page.pass(3000);
      expect(page.params()).toHaveLength(1);
      for (const hook of Object.values(hooks)) expect(hook).not.toHaveBeenCalled();
    },
  );

  it('are called without this, with two arguments: the tracker with the request so far, and undefined', async () => {
    const seen: unknown[] = [];
    function event(this: unknown, { tracker, request }: Seen, ...others: unknown[]): void {
      seen.push(this, tracker, request, ...others);
    }
    const page = await openPage({ commands: [['addPlugin', 'p', { event }]] });
    await page.track(['trackEvent', 'c', 'a']);
    expect(seen).toEqual([undefined, page.tracker, expect.stringMatching(/^e_c=c&e_a=a&ca=1&idsite=1&/), undefined]);
  });

  it('of a plugin that is replaced keep its place', async () => {
    const adding = (text: string) => ({ event: () => text });
    const page = await openPage({
      commands: [
        ['setPageViewId', 'abcdef'],
        ['addPlugin', 'a', adding('&a=1')],
        ['addPlugin', 'b', adding('&b=1')],
        ['addPlugin', 'a', adding('&a=2')],
      ],
    });
    await page.track(['trackEvent', 'c', 'a']);
    expect(page.hits()[0]?.text).toContain('&pv_id=abcdef&a=2&b=1&');
  });

  it('add their text after the tracker’s, plugin by plugin, and before what the page appends', async () => {
    const page = await openPage({
      commands: [
        ['addPlugin', 'a', { event: () => '&a=1' }],
        ['addPlugin', 'b', { event: () => '&b=1' }],
        ['addPlugin', 'a', { event: ({ request }: Seen) => `&a=${request.includes('&pv_id=')}` }],
        ['appendToTrackingUrl', 'z=1'],
        ['trackPageView'],
        ['trackEvent', 'c', 'a'],
      ],
    });
    await page.pass(801);
    const text = page.hits().at(-1)?.text ?? '';
    expect(text).toContain('&a=true&b=1&z=1');
  });

  it.each<[unknown, string]>([
    [5, 'pv_id=abcdef5&'],
    ['', 'pv_id=abcdef&'],
    [null, 'pv_id=abcdef&'],
    [0, 'pv_id=abcdef&'],
  ])('that return %j end the request so: %s', async (returned, expected) => {
    const page = await openPage({
      commands: [
        ['setPageViewId', 'abcdef'],
        ['addPlugin', 'p', { event: () => returned }],
        ['trackEvent', 'c', 'a'],
      ],
    });
    expect(`${page.hits()[0]?.text}`).toContain(expected);
  });

  it('are called for each tracker', async () => {
    const sites: unknown[] = [];
    const page = await openPage({ commands: [['addTracker', 'https://two.test/', 2]] });
    page.push([
      'addPlugin',
      'p',
      { event: ({ tracker }: { tracker: { getSiteId(): unknown } }) => void sites.push(tracker.getSiteId()) },
    ]);
    page.push(['trackEvent', 'c', 'a']);
    expect(sites).toEqual(['1', 2]);
  });

  it('that throw cost one line on the console, and the hit is sent', async () => {
    const throwing = () => {
      throw new Error('plugin');
    };
    const page = await openPage({ commands: [['addPlugin', 'p', { event: throwing, unload: throwing }]] });
    expect(await page.track(['trackEvent', 'c', 'a'])).toHaveLength(1);
    expect(page.errors).toHaveLength(1);
    page.hide();
    expect(page.errors).toHaveLength(2);
  });

  it('named unload are called each time the page is hidden, and hits that they track are sent', async () => {
    const unload = vi.fn();
    const page = await openPage({ commands: [['addPlugin', 'p', { unload }]] });
    unload.mockImplementation(() => page.push(['trackEvent', 'c', 'left']));
    page.hide();
    expect(unload.mock.calls).toEqual([[{}, undefined]]);
    page.show();
    page.hide();
    expect(unload).toHaveBeenCalledTimes(2);
    expect(page.params().map(({ e_a }) => e_a)).toEqual(['left', 'left']);
  });
});

describe('the hook unload', () => {
  it('is called once for all trackers', async () => {
    const unload = vi.fn();
    const page = await openPage({
      commands: [
        ['addTracker', 'https://two.test/', 2],
        ['addPlugin', 'p', { unload }],
      ],
    });
    page.hide();
    expect(unload).toHaveBeenCalledTimes(1);
  });

  it('is called once where a page is left, hidden and frozen in one go', async () => {
    const unload = vi.fn();
    const page = await openPage({ commands: [['addPlugin', 'p', { unload }]] });
    window.dispatchEvent(new Event('pagehide'));
    page.hide();
    document.dispatchEvent(new Event('freeze'));
    expect(unload).toHaveBeenCalledTimes(1);
    page.restore();
    page.hide();
    expect(unload, 'after the page has come back').toHaveBeenCalledTimes(2);
  });
});

describe('addPlugin', () => {
  it.each([[null], ['text'], [undefined]])('refuses %j', async (hooks) => {
    const page = await openPage({ commands: [['addPlugin', 'p', hooks]] });
    expect(page.errors).toHaveLength(1);
    expect(await page.track(['trackEvent', 'c', 'a'])).toHaveLength(1);
  });

  it('accepts any name', async () => {
    const page = await openPage({ commands: [['addPlugin', '__proto__', { event: () => '&p=1' }]] });
    expect(await page.track(['trackEvent', 'c', 'a'])).toMatchObject([{ p: '1' }]);
  });
});
