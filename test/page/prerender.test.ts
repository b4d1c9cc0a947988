// @vitest-environment happy-dom
// A page that the browser has prepared is no visit until it is shown.
import { describe, expect, it } from 'vitest';
import { START, openPage, type Page } from '../support/page';
import { override } from '../support/overrides';
import { LOADED, setTimings } from '../support/timings';

const COMMANDS = [
  ['trackPageView'],
  ['trackEvent', 'c', 'a'],
  ['trackEcommerceOrder', 'O1', 5],
  ['queueRequest', 'q=1'],
];

const prerendering = (): void => override(document, 'prerendering', true);

const setAddress = (url: string): void =>
  (window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(url);

function activate(): void {
  override(document, 'prerendering', false);
  document.dispatchEvent(new Event('prerenderingchange'));
}

const kinds = (page: Page): (string | undefined)[] =>
  page.params().map(({ action_name, e_a, ec_id, q }) => action_name ?? e_a ?? ec_id ?? q);

describe('on a prerendered page', () => {
  it('nothing is sent or stored before it is shown; then everything, in order and once', async () => {
    const page = await openPage({ before: prerendering, commands: COMMANDS });
    await page.pass(60_000);
    expect([page.hits(), page.cookies.all()]).toEqual([[], {}]);
    activate();
    expect(page.requests().map(({ at }) => at - START)).toEqual([60_000]);
    await page.pass(60_000);
    activate();
    await page.pass(60_000);
    expect(kinds(page)).toEqual(['T1', 'a', 'O1', '1']);
  });

  it('hits carry what was true at their call, and the time when the visitor saw the page', async () => {
    const page = await openPage({ before: prerendering });
    page.push(['setCustomUrl', '/one'], ['trackPageView'], ['setCustomUrl', '/two'], ['trackPageView']);
    await page.pass(60_000);
    activate();
    await page.pass(801);
    const [one, two] = page.params();
    expect([one?.['url'], two?.['url']]).toEqual(['https://shop.test/one', 'https://shop.test/two']);
    expect(one?.['pv_id']).not.toBe(two?.['pv_id']);
    expect([one?.['cdo'], two?.['cdo']]).toEqual([undefined, undefined]);
  });

  it('the address is that of the link that was followed, which may differ in parameters', async () => {
    const page = await openPage({ before: prerendering, commands: [['trackPageView'], ['trackEvent', 'c', 'a']] });
    setAddress('https://shop.test/p?x=1&pk_campaign=spring');
    activate();
    await page.pass(801);
    expect(page.params()).toMatchObject([
      { action_name: 'T1', url: 'https://shop.test/p?x=1&pk_campaign=spring', _rcn: 'spring' },
      { e_a: 'a', url: 'https://shop.test/p?x=1&pk_campaign=spring' },
    ]);
  });

  it.each(['?x=2', '?pk_campaign=s', '?x=1&y=3'])(
    'the link may say something else, even if not more: %s',
    async (query) => {
      const page = await openPage({ before: prerendering, commands: [['trackPageView']] });
      setAddress(`https://shop.test/p${query}`);
      activate();
      await page.pass(801);
      expect(page.params()).toMatchObject([{ url: `https://shop.test/p${query}` }]);
    },
  );

  it.each([
    ['tidies its address', '/p'],
    ['goes on to another route', '/dashboard?x=1&tab=2'],
  ])('that %s before it is shown, hits say the address with which it was loaded', async (_, later) => {
    const url = 'https://shop.test/p?pk_campaign=spring';
    const page = await openPage({ url, before: prerendering, commands: [['trackPageView']] });
    history.replaceState(null, '', later);
    activate();
    await page.pass(801);
    expect(page.params()).toMatchObject([{ action_name: 'T1', url, _rcn: 'spring' }]);
  });

  it('load times are sent only when it is known how long the visitor waited', async () => {
    const page = await openPage({
      before() {
        prerendering();
        setTimings(LOADED);
      },
      commands: [['trackPageView']],
    });
    setTimings({ ...LOADED, activationStart: 5000 });
    activate();
    page.leave();
    expect(page.params().map(({ ping, pf_dm2 }) => [ping, pf_dm2])).toEqual([[undefined, '0']]);
  });

  it('that is never shown nothing is sent', async () => {
    const page = await openPage({ before: prerendering, commands: COMMANDS });
    page.leave();
    await page.pass(60_000);
    expect(page.hits()).toEqual([]);
  });

  it('hits leave at once if the page wants these counted', async () => {
    const page = await openPage({ before: prerendering, commands: [['setCountPreRendered', true], ['trackPageView']] });
    expect(kinds(page)).toEqual(['T1']);
  });
});
