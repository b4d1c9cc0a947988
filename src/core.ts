/** The small script: page views, events, site search, ecommerce, consent, heartbeat, links, cookies, timings, resolution. */
import { start } from './commands/matomo';
import { coreFeatures } from './features/core';

start(coreFeatures);
