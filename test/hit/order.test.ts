// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { openPage } from '../support/page';
import { override } from '../support/overrides';

/** Everything that a hit can carry, in the order in which the original sends it. */
const EVERYTHING = [
  ...['action_name', 'idsite', 'rec', 'r', 'h', 'm', 's', 'url', 'urlref', 'uid'],
  ...['_id', '_idn', '_idts', '_idvc', 'cs', 'send_image', '_rcn', '_rck', '_refts', '_ref'],
  ...['dimension2', '_pkc', '_pkp', '_pks', '_pkn', 'dimension1', 'dimension10', 'data'],
  ...['cvar', 'e_cvar', '_cvar', 'pf_net', 'pv_id', 'plug', 'lat', 'tracker_install_check'],
  ...['consent', 'uadata', 'cookie', 'res'],
];

describe('a hit', () => {
  it('names its parameters in the order of the original', async () => {
    const page = await openPage({
      url: 'https://shop.test/?utm_campaign=sale&utm_term=shoes&tracker_install_check=proof',
      referrer: 'https://search.test/?q=shoes',
      before: () => override(document, 'characterSet', 'windows-1252'),
      commands: [
        ['requireConsent'],
        ['setConsentGiven'],
        ['addPlugin', 'plug', { log: () => '&plug=1' }],
        ['appendToTrackingUrl', 'lat=1'],
        ['setPagePerformanceTiming', 5],
        ['setCustomVariable', 1, 'v', 'v', 'visit'],
        ['setCustomVariable', 1, 'e', 'e', 'event'],
        ['setCustomVariable', 1, 'p', 'p', 'page'],
        ['setCustomDimension', 10, 'ten'],
        ['setCustomDimension', 2, 'two'],
        ['setCustomDimension', 1, ''],
        ['setEcommerceView', 's', 'n', 'c', 1],
        ['setUserId', 'us er@x'],
        ['trackPageView', 'T', { dimension2: 'override', foo: 'bar' }],
      ],
    });
    expect(page.hits().map(({ names }) => names)).toEqual([EVERYTHING]);
    expect(page.last()).toMatchObject({ dimension2: 'override', tracker_install_check: 'proof', cs: 'windows-1252' });
  });

  it('has neither leading, trailing nor doubled separators', async () => {
    const page = await openPage({ commands: [['trackPageView']] });
    expect(page.hits()[0]?.text).not.toMatch(/^[?&]|&&|&$/);
  });
});
