// Methods that track, and methods for data that is sent along.
import { expect } from 'vitest';
import { EVENT, VIEW } from '../../support/commands';
import { START, type Page } from '../../support/page';
import { cookieName } from '../../support/tracker-cookies';
import { answer, answerOf, effect, ofAll, ofEvent, ofView } from './case';
import type { Cases } from './case';

const ITEM = ['addEcommerceItem', 'sku1', 'Name', 'Category', 5, 2];
const ITEM_VALUES = ['sku1', 'Name', 'Category', 5, 2];

const skus = ({ tracker }: Page): string[] => Object.keys(tracker.getEcommerceItems());

export const trackingCases: Cases = {
  trackEvent: effect(['c', 'a', 'n', 3], ofAll('e_c', 'e_a', 'e_n', 'e_v'), [[], ['c a n 3']]),
  trackSiteSearch: effect(['word', 'cat', 3], ofAll('search', 'search_cat', 'search_count'), [[], ['word cat 3']]),
  trackGoal: effect([7, 9.5], ofAll('idgoal', 'revenue'), [[], ['7 9.5']]),
  trackRequest: effect(['x=1&y=2'], ofAll('x', 'y', 'idsite'), [[], ['1 2 1']]),
  queueRequest: effect(['x=1'], ofAll('x', 'idsite'), [[], ['1 1']]),
  getRequest: answer(
    [expect.stringMatching(/^x=1&idsite=1&rec=1&/), expect.stringMatching(/^x=1&idsite=9&rec=1&/)],
    [['setSiteId', 9]],
    { args: ['x=1'] },
  ),
  ping: effect([], ofAll('ping'), [[], ['1']]),
  appendToTrackingUrl: effect(['z=1'], ofEvent('z'), [undefined, '1']),
  setCustomRequestProcessing: effect([(text: string) => `${text}&z=1`], ofEvent('z'), [undefined, '1']),

  setEcommerceView: effect(['sku1', 'Name', 'Category', 5], ofView('_pks'), [undefined, 'sku1']),
  addEcommerceItem: effect(ITEM.slice(1), skus, [[], ['sku1']]),
  removeEcommerceItem: effect(['sku1'], skus, [['sku1'], []], { given: [ITEM] }),
  clearEcommerceCart: effect([], skus, [['sku1'], []], { given: [ITEM] }),
  getEcommerceItems: answer([{}, { sku1: ITEM_VALUES }], [ITEM]),
  trackEcommerceOrder: effect(['o1', 10], ofAll('idgoal', 'ec_id', 'revenue'), [[], ['0 o1 10']]),
  trackEcommerceCartUpdate: effect(
    [10],
    ofAll('idgoal', 'revenue', 'ec_items'),
    [[], ['0 10 [["sku1","Name","Category",5,2]]']],
    { given: [ITEM] },
  ),

  setCustomDimension: effect([3, 'x'], ofEvent('dimension3'), [undefined, 'x']),
  getCustomDimension: answer([undefined, 'x'], [['setCustomDimension', 3, 'x']], { args: [3] }),
  deleteCustomDimension: effect([3], ofEvent('dimension3'), ['x', undefined], {
    given: [['setCustomDimension', 3, 'x']],
  }),
  setCustomData: effect(['k', 'v'], ofEvent('data'), [undefined, '{"k":"v"}']),
  getCustomData: answer([undefined, { k: 'v' }], [['setCustomData', 'k', 'v']]),
  setCustomVariable: effect([1, 'n', 'v', 'page'], ofEvent('cvar'), [undefined, '{"1":["n","v"]}']),
  getCustomVariable: answer([false, ['n', 'v']], [['setCustomVariable', 1, 'n', 'v', 'page']], { args: [1, 'page'] }),
  deleteCustomVariable: effect([1, 'page'], answerOf('getCustomVariable', 1, 'page'), [['n', 'v'], false], {
    given: [['setCustomVariable', 1, 'n', 'v', 'page']],
  }),
  deleteCustomVariables: effect(['page'], ofEvent('cvar'), ['{"1":["n","v"]}', undefined], {
    given: [['setCustomVariable', 1, 'n', 'v', 'page']],
  }),
  storeCustomVariablesInCookie: effect(
    [],
    async (page) => {
      await page.track(EVENT);
      return Object.keys(page.cookies.all()).some((name) => name.startsWith('_pk_cvar'));
    },
    [false, true],
    { given: [['setCustomVariable', 1, 'n', 'v']] },
  ),
};

const CAMPAIGN = { page: { url: 'https://shop.test/?mtm_campaign=Camp&mtm_kwd=Word', referrer: 'https://r.test/' } };
const SECONDS = START / 1000;

export const attributionCases: Cases = {
  setDomains: effect([['r.test']], ofEvent('_ref'), ['https://r.test/', undefined], {
    page: { referrer: 'https://r.test/' },
  }),
  setExcludedReferrers: effect(['r.test'], ofEvent('urlref'), ['https://r.test/', undefined], {
    page: { referrer: 'https://r.test/' },
  }),
  getExcludedReferrers: answer([['.paypal.com'], ['r.test']], [['setExcludedReferrers', 'r.test']]),
  setCampaignNameKey: effect(['my'], ofEvent('_rcn'), [undefined, 'Camp'], {
    page: { url: 'https://shop.test/?my=Camp' },
  }),
  setCampaignKeywordKey: effect(['my'], ofEvent('_rck'), [undefined, 'Word'], {
    page: { url: 'https://shop.test/?mtm_campaign=Camp&my=Word' },
  }),
  disableCampaignParameters: effect([], ofEvent('_rcn'), ['Camp', undefined], CAMPAIGN),
  setIgnoreCampaignsForReferrers: effect(['r.test'], ofEvent('_rcn'), ['Camp', undefined], CAMPAIGN),
  getIgnoreCampaignsForReferrers: answer(
    [['chatgpt.com', 'chat.openai.com'], ['r.test']],
    [['setIgnoreCampaignsForReferrers', 'r.test']],
  ),
  setIgnoreCampaignAttributionForSources: effect(['Camp'], ofEvent('_rcn'), ['Camp', undefined], CAMPAIGN),
  getIgnoreCampaignAttributionForSources: answer(
    [['chatgpt.com', 'chat.openai.com'], ['x']],
    [['setIgnoreCampaignAttributionForSources', ['x']]],
  ),
  setReferralUrlMaxLength: effect([10], ofEvent('_ref'), ['https://r.test/', 'https://r.'], CAMPAIGN),
  setReferrerUrlMaxLength: effect([10], ofEvent('_ref'), ['https://r.test/', 'https://r.'], CAMPAIGN),
  setConversionAttributionFirstReferrer: effect([true], ofEvent('_ref'), ['https://r.test/', 'https://first.test/'], {
    page: {
      referrer: 'https://r.test/',
      cookies: { [cookieName('ref', 1, 'shop.test/')]: '["","",1500000000,"https://first.test/"]' },
    },
  }),
  getAttributionInfo: answer(
    [
      ['', '', 0, ''],
      ['Camp', 'Word', SECONDS, 'https://r.test/'],
    ],
    [VIEW],
    CAMPAIGN,
  ),
  getAttributionCampaignName: answer(['', 'Camp'], [VIEW], CAMPAIGN),
  getAttributionCampaignKeyword: answer(['', 'Word'], [VIEW], CAMPAIGN),
  getAttributionReferrerTimestamp: answer([0, SECONDS], [VIEW], CAMPAIGN),
  getAttributionReferrerUrl: answer(['', 'https://r.test/'], [VIEW], CAMPAIGN),
};
