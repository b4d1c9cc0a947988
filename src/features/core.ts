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

export const coreFeatures = [
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
] as const;
