/**
 * Pages whose content security policy forbids connections (`connect-src`). Beacons seem to be sent there, so a request that the
 * policy reports is repeated as images.
 */
import { listen } from '../page/lifecycle';
import { resolve } from '../page/url';
import { sendAsImages } from './image';
import type { Context } from '../context';
import type { Parcel } from './request';

/** Requests remembered besides the newest: the report of one comes soon, but not before the next ones are sent. */
const MAX_REMEMBERED = 9;

const addressOf = (url: string): string => resolve(url).href;

/** Sends only images once the page's policy has reported a request of this tracker. */
export const watchPolicy = (t: Context): void => {
  /** The last requests of which only a report tells whether the policy has let them through. */
  let requests: Parcel[] = [];

  t._noteRequest = (sent) => {
    t._arrived();
    requests = requests.slice(-MAX_REMEMBERED).concat(sent);
  };
  listen(document, 'securitypolicyviolation', (event) => {
    const { blockedURI, disposition, violatedDirective } = event as SecurityPolicyViolationEvent;
    const isOurs = addressOf(t._trackerUrl).split('?')[0] === blockedURI.split('?')[0];
    if (!isOurs || disposition === 'report' || !violatedDirective.startsWith('connect-src')) return;
    t._imagesOnly = true;
    const blocked = requests.find(({ _url }) => addressOf(_url) === blockedURI);
    requests = requests.filter((sent) => sent !== blocked);
    if (blocked) sendAsImages(t, blocked._hits);
  });
};
