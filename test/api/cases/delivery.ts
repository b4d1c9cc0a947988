// Methods for how and when hits are sent.
import { expect } from 'vitest';
import { answer, answerOf, effect, eventRequest, ofEvent } from './case';
import type { Page } from '../../support/page';
import type { Cases } from './case';

const RESOLUTION = expect.stringMatching(/^\d+x\d+$/);

const via = eventRequest((request) => request.via);
const hasBody = eventRequest(({ body }) => body.startsWith('e_c=c&'));

/** Number of hits that were sent for a queued request after some time. */
const queuedHits =
  (milliseconds: number) =>
  async (page: Page): Promise<number> => {
    page.push(['queueRequest', 'x=1']);
    await page.pass(milliseconds);
    return page.params().length;
  };

export const deliveryCases: Cases = {
  setRequestMethod: effect(['POST'], hasBody, [false, true]),
  setRequestContentType: effect(
    ['text/plain'],
    eventRequest(({ contentType }) => contentType),
    ['application/x-www-form-urlencoded; charset=UTF-8', 'text/plain'],
    { given: [['disableAlwaysUseSendBeacon'], ['setRequestMethod', 'POST']] },
  ),
  alwaysUseSendBeacon: effect([], via, ['image', 'beacon'], { given: [['disableAlwaysUseSendBeacon']] }),
  disableAlwaysUseSendBeacon: effect([], via, ['beacon', 'image']),
  disableQueueRequest: effect([], queuedHits(0), [0, 1]),
  setRequestQueueInterval: effect([5000], queuedHits(2501), [1, 0]),
  setLinkTrackingTimer: effect([900], answerOf('getLinkTrackingTimer'), [500, 900]),
  getLinkTrackingTimer: answer([500, 900], [['setLinkTrackingTimer', 900]]),
  disableBrowserFeatureDetection: effect([], ofEvent('res'), [RESOLUTION, undefined]),
  enableBrowserFeatureDetection: effect([], ofEvent('res'), [undefined, RESOLUTION], {
    given: [['disableBrowserFeatureDetection']],
  }),
  enableConfirmedDelivery: effect([], via, ['beacon', 'fetch']),
};
