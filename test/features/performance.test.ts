// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { openPage } from '../support/page';
import { LOADED, LOADED_TIMES, setTimings } from '../support/timings';

const timesOf = (hit: Record<string, string> | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(hit ?? {}).filter(([name]) => name.startsWith('pf_')));

/** The browser knows load times only when the load event has ended. */
const LOADING = { loadEventStart: 0, loadEventEnd: 0, domComplete: 0 };

describe('load times', () => {
  it('go with the page view if the page has loaded by then, and only once', async () => {
    const page = await openPage({ before: () => setTimings(LOADED), commands: [['trackPageView']] });
    await page.track(['trackEvent', 'c', 'a'], ['trackPageView']);
    page.leave();
    expect(page.params().map(timesOf)).toEqual([LOADED_TIMES, {}, {}]);
  });

  it('follow with the next hit of the page view if the page was still loading', async () => {
    const page = await openPage({ before: () => setTimings(LOADING), commands: [['trackPageView']] });
    setTimings(LOADED);
    const [event] = await page.track(['trackEvent', 'c', 'a'], ['trackEvent', 'c', 'b']);
    expect(timesOf(page.params()[0])).toEqual({});
    expect(event).toMatchObject({ ...LOADED_TIMES, pv_id: page.params()[0]?.['pv_id'] });
    page.leave();
    expect(page.params().map((hit) => Object.keys(timesOf(hit)).length)).toEqual([0, 6, 0]);
  });

  it('follow with a ping of the same page view if the visitor leaves before there was another hit', async () => {
    const page = await openPage({ before: () => setTimings(LOADING), commands: [['trackPageView']] });
    setTimings(LOADED);
    page.hide();
    expect(page.last()).toMatchObject({ ...LOADED_TIMES, ping: '1', pv_id: page.params()[0]?.['pv_id'] });
    page.show();
    page.leave();
    expect(page.hits(), 'once').toHaveLength(2);
  });

  it('begin no visit of their own: after half an hour without a hit they are not sent any more', async () => {
    const page = await openPage({ before: () => setTimings(LOADING), commands: [['trackPageView']] });
    setTimings(LOADED);
    await page.pass(31 * 60_000);
    page.leave();
    expect(page.hits()).toHaveLength(1);
  });

  it.each([
    ['in exempt mode', [['enableExemptMode'], ['trackPageView']], []],
    ['after an opt-out', [['trackPageView']], [['optUserOut']]],
  ])('%s wait for the next hit: no ping is held, however often the page is hidden', async (_, commands, then) => {
    const page = await openPage({ before: () => setTimings(LOADING), commands });
    page.push(...then);
    setTimings(LOADED);
    for (let i = 0; i < 3; i++) {
      page.hide();
      page.show();
    }
    await page.track(['setConsentGiven', false], ['trackEvent', 'c', 'a']);
    expect(page.params().map(({ ping, e_a }) => ping ?? e_a)).toEqual([undefined, 'a']);
    expect(timesOf(page.last())).toEqual(LOADED_TIMES);
  });

  it('need no ping if the page never finished loading', async () => {
    const page = await openPage({ before: () => setTimings(LOADING), commands: [['trackPageView']] });
    page.leave();
    expect(page.hits()).toHaveLength(1);
  });

  it('never go with a hit that does not belong to the page view of the load', async () => {
    const page = await openPage({ before: () => setTimings(LOADED) });
    const [before] = await page.track(['trackEvent', 'c', 'before']);
    expect(timesOf(before)).toEqual({});
    const [view] = await page.track(['trackPageView']);
    expect(timesOf(view)).toEqual(LOADED_TIMES);
  });

  it('go with a page view that had to wait until the page was loaded', async () => {
    const page = await openPage({
      before: () => setTimings(LOADING),
      commands: [['requireConsent'], ['trackPageView', 'one'], ['trackPageView', 'two']],
    });
    setTimings(LOADED);
    await page.track(['setConsentGiven']);
    page.leave();
    expect(page.params().map(timesOf)).toEqual([LOADED_TIMES, {}]);
  });

  it('are dropped if the next page view begins before they are known', async () => {
    const page = await openPage({
      before: () => setTimings(LOADING),
      commands: [['trackPageView'], ['trackPageView']],
    });
    setTimings(LOADED);
    await page.track(['trackEvent', 'c', 'a']);
    page.leave();
    expect(page.params().map(timesOf)).toEqual([{}, {}, {}]);
  });

  it('follow with a ping where cookies are off: the tracker does not know then whether a session has ended', async () => {
    const page = await openPage({
      before: () => setTimings(LOADING),
      commands: [['disableCookies'], ['trackPageView']],
    });
    setTimings(LOADED);
    page.leave();
    expect(page.last()).toMatchObject({ ...LOADED_TIMES, ping: '1' });
  });

  it('are not sent where that is disabled', async () => {
    const page = await openPage({
      before: () => setTimings(LOADED),
      commands: [['disablePerformanceTracking'], ['setPagePerformanceTiming', 1], ['trackPageView']],
    });
    page.leave();
    expect(page.params().map(timesOf)).toEqual([{}]);
  });
});

describe('setPagePerformanceTiming', () => {
  it('replaces the measured times, once, with the next hit of any kind', async () => {
    const page = await openPage({
      before: () => setTimings(LOADED),
      commands: [['setPagePerformanceTiming', 1, '12.6', undefined, '007', 0], ['trackPageView']],
    });
    await page.track(['trackPageView']);
    page.leave();
    expect(page.params().map(timesOf)).toEqual([{ pf_net: '1', pf_srv: '13', pf_dm1: '7', pf_dm2: '0' }, {}]);
    const [event] = await page.track(['setPagePerformanceTiming', 9], ['trackEvent', 'c', 'a']);
    expect(timesOf(event)).toEqual({ pf_net: '9' });
  });

  it.each([
    ['pf_net', [null]],
    ['pf_net', [-1]],
    ['pf_srv', [1, '']],
    ['pf_srv', [1, ' 1']],
    ['pf_tfr', [1, 2, '.5']],
    ['pf_tfr', [1, 2, '0xA']],
    ['pf_dm1', [1, 2, 3, 1e21]],
    ['pf_dm1', [1, 2, 3, NaN]],
    ['pf_onl', [1, 2, 3, 4, 5, true]],
    ['pf_onl', [1, 2, 3, 4, 5, '9'.repeat(400)]],
  ])('with a bad %s (%j) changes nothing, with one line that names it', async (name, times) => {
    const page = await openPage({ commands: [['setPagePerformanceTiming', 7]] });
    const [hit] = await page.track(['setPagePerformanceTiming', ...times], ['trackPageView']);
    expect(timesOf(hit)).toEqual({ pf_net: '7' });
    expect(page.errors).toEqual([
      expect.stringMatching(`setPagePerformanceTiming: ${name} is .*, expected milliseconds`),
    ]);
  });

  it('goes with the next hit after it, also where all of them have to wait', async () => {
    const page = await openPage({ commands: [['requireConsent'], ['trackPageView', 'A']] });
    page.push(['setPagePerformanceTiming', 1]);
    page.push(['trackPageView', 'B']);
    page.push(['setPagePerformanceTiming', 2]);
    page.push(['trackPageView', 'C']);
    const hits = await page.track(['setConsentGiven']);
    expect(hits.map(timesOf)).toEqual([{}, { pf_net: '1' }, { pf_net: '2' }]);
  });

  it('goes with the next hit after it only, also if a later one has data of its own', async () => {
    const page = await openPage({ commands: [] });
    const hits = await page.track(
      ['setPagePerformanceTiming', 1],
      ['trackPageView'],
      ['trackEvent', 'c', 'a', 'n', 1, { dimension1: 'x' }],
    );
    expect(hits.map(timesOf)).toEqual([{ pf_net: '1' }, {}]);
  });

  it('without arguments removes the times that were set, with one line on the console', async () => {
    const page = await openPage({ commands: [['setPagePerformanceTiming', 7]] });
    const [hit] = await page.track(['setPagePerformanceTiming'], ['trackPageView']);
    expect(timesOf(hit)).toEqual({});
    expect(page.errors).toHaveLength(1);
  });
});
