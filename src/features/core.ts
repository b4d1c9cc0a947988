/** The features of the small bundle. */
import { attribution } from './attribution';
import { consent } from './consent';
import { cookieSettings } from './cookieSettings';
import { delivery } from './delivery';
import { ecommerce } from './ecommerce';
import { events } from './events';
import { heartbeat } from './heartbeat';
import { links } from './links';
import { pageViews } from './pageViews';
import { performanceTiming } from './performance';
import { requests } from './requests';
import { site } from './site';
import { siteSearch } from './siteSearch';
import { users } from './users';

/** By name: the types of a list without a type of its own have no docstrings in the published declarations. */
type CoreFeatures = readonly [
  typeof site,
  typeof pageViews,
  typeof events,
  typeof siteSearch,
  typeof ecommerce,
  typeof requests,
  typeof delivery,
  typeof performanceTiming,
  typeof heartbeat,
  typeof users,
  typeof attribution,
  typeof cookieSettings,
  typeof consent,
  typeof links,
];

export const coreFeatures: CoreFeatures = [
  site,
  pageViews,
  events,
  siteSearch,
  ecommerce,
  requests,
  delivery,
  performanceTiming,
  heartbeat,
  users,
  attribution,
  cookieSettings,
  consent,
  links,
];
