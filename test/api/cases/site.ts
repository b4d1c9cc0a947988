// Methods for the target of hits, page views, and what is reported of the page.
import { EVENT, VIEW } from '../../support/commands';
import { override } from '../../support/overrides';
import { TRACKER_URL, type Page } from '../../support/page';
import { SECOND, answer, answerOf, effect, eventHits, eventRequest, ofAll, ofEvent, ofView } from './case';
import type { Cases } from './case';

const OTHER = 'https://other.test/x/tracker.php';

export const siteCases: Cases = {
  setTrackerUrl: effect(
    [SECOND],
    eventRequest(({ to }) => to),
    [TRACKER_URL, SECOND],
  ),
  getTrackerUrl: answer([TRACKER_URL, OTHER], [['setTrackerUrl', OTHER]]),
  setSiteId: effect([9], ofEvent('idsite'), ['1', '9']),
  getSiteId: answer(['1', 9], [['setSiteId', 9]]),
  setAPIUrl: effect(['https://api.test/'], answerOf('getMatomoUrl'), ['https://stats.test/', 'https://api.test/']),
  getMatomoUrl: answer(['https://stats.test/', 'https://other.test/x/'], [['setTrackerUrl', OTHER]]),
  getPiwikUrl: answer(['https://stats.test/', 'https://other.test/x/'], [['setTrackerUrl', OTHER]]),
  addTracker: effect([SECOND, 2], async (page) => (await page.track(EVENT)).map(({ idsite }) => idsite), [
    ['1'],
    ['1', '2'],
  ]),

  trackPageView: effect(['Title'], ofAll('action_name'), [[], ['Title']]),
  getNumTrackedPageViews: answer([0, 2], [VIEW, VIEW]),
  setDocumentTitle: effect(['New'], ofView('action_name'), ['T1', 'New']),
  setPageViewId: effect(
    ['abcdef'],
    async (page) => (await page.track(VIEW, VIEW)).map(({ pv_id }) => pv_id === 'abcdef'),
    [
      [false, false],
      [true, true],
    ],
  ),
  getPageViewId: answer([undefined, 'abcdef'], [['setPageViewId', 'abcdef']]),
  setCustomUrl: effect(['/new'], ofEvent('url'), ['https://shop.test/p?x=1', 'https://shop.test/new']),
  getCurrentUrl: answer(['https://shop.test/p?x=1', 'https://shop.test/new'], [['setCustomUrl', '/new']]),
  setReferrerUrl: effect(['https://r.test/'], ofEvent('urlref'), [undefined, 'https://r.test/']),
  discardHashTag: effect([true], ofEvent('url'), ['https://shop.test/p#h', 'https://shop.test/p'], {
    page: { url: 'https://shop.test/p#h' },
  }),
  setExcludedQueryParams: effect(['x'], ofEvent('url'), ['https://shop.test/p?x=1', 'https://shop.test/p']),
  enableFileTracking: effect([], eventHits, [0, 1], { given: [['setCustomUrl', 'file:///C:/page.html']] }),
  setCountPreRendered: effect([true], eventHits, [0, 1], {
    page: { before: () => override(document, 'prerendering', true) },
  }),

  killFrame: effect(
    [],
    () => (window.top as Window).location.href,
    ['https://frame.test/', 'https://shop.test/p?x=1'],
    {
      page: { before: () => override(window, 'top', { location: { href: 'https://frame.test/' } }) },
    },
  ),
  redirectFile: effect(['https://shop.test/'], () => location.href, ['file:///C:/page.html', 'https://shop.test/'], {
    page: {
      before: () => override(globalThis, 'location', { protocol: 'file:', href: 'file:///C:/page.html' }),
    },
  }),
  addPlugin: effect(['p', { event: () => '&p=1' }], ofEvent('p'), [undefined, '1']),
  setGenerationTimeMs: effect([100], (page) => page.errors.length, [0, 1], { errors: 1 }),
  enableJSErrorTracking: effect(
    [],
    (page) => {
      window.dispatchEvent(new ErrorEvent('error', { message: 'Boom', filename: 'a.js', lineno: 1 }));
      return ofAll('e_c', 'e_n')(page);
    },
    [[], ['JavaScript Errors Boom']],
  ),
  enableSinglePageTracking: effect(
    [],
    async (page) => {
      history.pushState(null, '', '/q');
      await page.pass(1000);
      return ofAll('url')(page);
    },
    [[], ['https://shop.test/q']],
  ),
  setSampleRate: effect([0], eventHits, [1, 0]),
};

export const performanceCases: Cases = {
  setPagePerformanceTiming: effect([10, 20, 30, 40, 50, 60], ofView('pf_net'), [undefined, '10']),
  disablePerformanceTracking: effect([], ofView('pf_net'), ['10', undefined], {
    given: [['setPagePerformanceTiming', 10]],
  }),
  enableHeartBeatTimer: effect([5], pingsAfter(6000), [0, 1], { given: [VIEW] }),
  disableHeartBeatTimer: effect([], pingsAfter(6000), [1, 0], { given: [VIEW, ['enableHeartBeatTimer', 5]] }),
};

function pingsAfter(milliseconds: number) {
  return async (page: Page) => {
    await page.pass(milliseconds);
    page.hide();
    return page.params().filter(({ ping }) => ping).length;
  };
}
