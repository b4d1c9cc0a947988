// @vitest-environment happy-dom
// A hit that had to wait carries its age (cdo), so that the server counts it at the right time.
import { describe, expect, it } from 'vitest';
import { openPage } from '../support/page';

describe('the age of a hit', () => {
  it.each([
    [4999, undefined],
    [5000, '5'],
    [65_400, '65'],
    [86_400_001, undefined], // the clock was changed, or it is more than the server accepts
  ])('held for consent for %i ms is told as %s', async (milliseconds, cdo) => {
    const page = await openPage({ commands: [['requireConsent'], ['trackPageView']] });
    await page.pass(milliseconds);
    page.push(['setConsentGiven']);
    expect(page.params().map(({ action_name, cdo }) => [action_name, cdo])).toEqual([['T1', cdo]]);
  });

  it('is counted until it leaves, also in the queue', async () => {
    const page = await openPage({
      commands: [
        ['setRequestQueueInterval', 20_000],
        ['queueRequest', 'q=1'],
      ],
    });
    await page.pass(15_000);
    page.push(['queueRequest', 'q=2']);
    await page.pass(20_001);
    expect(page.params().map(({ q, cdo }) => [q, cdo])).toEqual([
      ['1', '35'],
      ['2', '20'],
    ]);
  });

  it.each([
    ['in an address', []],
    ['in a body', [['setRequestMethod', 'POST']]],
    ['of an image', [['setRequestMethod', 'GET'], ['disableAlwaysUseSendBeacon']]],
  ])('is told %s', async (_, commands) => {
    const page = await openPage({ commands: [['requireConsent'], ...commands, ['trackPageView']] });
    await page.pass(7000);
    page.push(['setConsentGiven']);
    expect(page.params()).toMatchObject([{ action_name: 'T1', cdo: '7' }]);
  });

  it.each(['cdo=9', 'cdt=1795176000'])('is not added where the page gives a time itself (%s)', async (told) => {
    const page = await openPage({ commands: [['requireConsent'], ['appendToTrackingUrl', told], ['trackPageView']] });
    await page.pass(7000);
    page.push(['setConsentGiven']);
    expect(
      page
        .hits()[0]
        ?.text.split('&')
        .filter((part) => part.startsWith('cd')),
    ).toEqual([told]);
  });

  it('is that of the last attempt', async () => {
    const page = await openPage({ navigator: { onLine: false }, commands: [['trackPageView']] });
    await page.pass(10_000);
    page.push(['trackEvent', 'c', 'a']);
    await page.pass(10_000);
    page.goOnline();
    await page.pass(0);
    expect(page.params().map(({ cdo }) => cdo)).toEqual(['20', '10']);
  });

  it('is not added to a hit held for consent where the page gives a time itself', async () => {
    const page = await openPage({
      commands: [
        ['requireConsent'],
        ['trackRequest', 'a=b&cdo=77'],
        ['trackRequest', 'cdo=78'],
        ['trackRequest', 'xcdo=1'],
      ],
    });
    await page.pass(10_000);
    page.push(['setConsentGiven']);
    await page.pass(801);
    expect(
      page.hits().map(({ params, names }) => [params['cdo'], names.filter((name) => name === 'cdo').length]),
    ).toEqual([
      ['77', 1],
      ['78', 1],
      ['11', 1],
    ]);
  });
});
