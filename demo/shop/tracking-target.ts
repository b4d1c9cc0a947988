// Where the snippet sends its hits: to the collector beside the shop, or to a Matomo server.
import { DemoError } from './demo-error.js';
import type { TrackingTarget } from './tracking.js';

/** The directory of a Matomo server, however its address was written: with or without `matomo.php` or a slash. */
const matomoDirectory = (address: string): string => {
  if (!URL.canParse(address)) throw new DemoError(`MATOMO_URL is not a web address: ${address}`);
  const url = new URL(address);
  if (!/^https?:$/.test(url.protocol))
    throw new DemoError(`MATOMO_URL must begin with https:// or http://: ${address}`);
  const directory = url.pathname.replace(/(matomo|piwik)\.php$/, '').replace(/\/*$/, '/');
  return `${url.origin}${directory}`;
};

const checkedSiteId = (siteId: string): string => {
  if (!/^[1-9]\d*$/.test(siteId)) throw new DemoError(`SITE_ID must be a positive whole number: ${siteId}`);
  return siteId;
};

/**
 * Checks the settings and returns the target for the port that the demo listens on.
 * @throws DemoError for a Matomo address or a site ID that cannot be used
 */
export const trackingTarget = (matomoUrl = '', siteId = '1'): ((port: number) => TrackingTarget) => {
  const remote = matomoUrl && matomoDirectory(matomoUrl);
  const id = checkedSiteId(siteId);
  return (port) => {
    const local = `//localhost:${port}/`;
    return { trackerUrl: remote || local, scriptUrl: `${local}tinypaq.js`, siteId: id };
  };
};
