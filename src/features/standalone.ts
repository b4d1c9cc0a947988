/** The features one by one, for the ES module. One that calls methods of other features is a list that includes these. */
import { attribution } from './attribution';
import { consent as consentAlone } from './consent';
import { coreFeatures } from './core';
import { content } from './content/content';
import { cookieSettings } from './cookieSettings';
import { crossDomain as crossDomainAlone } from './crossDomain';
import { customDimensions } from './customDimensions';
import { customVariables } from './customVariables';
import { delivery } from './delivery';
import { doNotTrack as doNotTrackAlone } from './doNotTrack';
import { ecommerce } from './ecommerce';
import { errors } from './errors';
import { events } from './events';
import { exempt as exemptAlone } from './exempt';
import { frames } from './frames';
import { fullFeatures } from './full';
import { goals } from './goals';
import { heartbeat as heartbeatAlone } from './heartbeat';
import { installCheck } from './installCheck';
import { links } from './links';
import { outbox } from '../transport/outbox';
import { overlay as overlayAlone } from './overlay';
import { pageViews } from './pageViews';
import { performanceTiming as performanceTimingAlone } from './performance';
import { plugins } from './plugins';
import { requests } from './requests';
import { sampling } from './sampling';
import { singlePage as singlePageAlone } from './singlePage';
import { site } from './site';
import { siteSearch } from './siteSearch';
import { users } from './users';

// With types of their own: those of a list without one have no docstrings in the published declarations.
export const consent: readonly [typeof requests, typeof delivery, typeof cookieSettings, typeof consentAlone] = [
  requests,
  delivery,
  cookieSettings,
  consentAlone,
];
export const crossDomain: readonly [typeof attribution, typeof users, typeof links, typeof crossDomainAlone] = [
  attribution,
  users,
  links,
  crossDomainAlone,
];
export const doNotTrack: readonly [typeof cookieSettings, typeof doNotTrackAlone] = [cookieSettings, doNotTrackAlone];
export const exempt: readonly [typeof consent, typeof exemptAlone] = [consent, exemptAlone];
export const heartbeat: readonly [typeof requests, typeof heartbeatAlone] = [requests, heartbeatAlone];
export const overlay: readonly [typeof site, typeof overlayAlone] = [site, overlayAlone];
export const performanceTiming: readonly [typeof requests, typeof performanceTimingAlone] = [
  requests,
  performanceTimingAlone,
];
export const singlePage: readonly [typeof pageViews, typeof singlePageAlone] = [pageViews, singlePageAlone];

export {
  attribution,
  content,
  cookieSettings,
  coreFeatures,
  customDimensions,
  customVariables,
  delivery,
  ecommerce,
  errors,
  events,
  frames,
  fullFeatures,
  goals,
  installCheck,
  links,
  outbox,
  pageViews,
  plugins,
  requests,
  sampling,
  site,
  siteSearch,
  users,
};
