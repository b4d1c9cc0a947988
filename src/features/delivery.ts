/** How hits travel. */
import { refuse } from '../report';
import type { Context } from '../context';

/** The queue waits at least this long (ms). */
const MIN_INTERVAL = 1000;

export const delivery = (t: Context) => {
  let linkTimer: unknown = 500;

  return {
    /** `GET` sends pixels, `POST` puts the parameters into the body. GET also switches beacons off. */
    setRequestMethod(method?: string): void {
      t._method = String(method || 'GET').toUpperCase();
      if (t._method === 'GET') t._api.disableAlwaysUseSendBeacon();
    },
    /** Content type of POST requests that are not beacons; falsy for the default. */
    setRequestContentType(type?: string): void {
      t._contentType = type ? String(type) : '';
    },
    alwaysUseSendBeacon(): void {
      t._beacons = true;
    },
    disableAlwaysUseSendBeacon(): void {
      t._beacons = false;
    },
    /** Sends every hit by itself, at once. */
    disableQueueRequest(): void {
      t._queueOn = false;
    },
    /** How long queued hits wait for another one. @param milliseconds - 1000 or more */
    setRequestQueueInterval(milliseconds: number): void {
      const interval = Number(milliseconds);
      if (!(interval >= MIN_INTERVAL))
        return refuse('setRequestQueueInterval', milliseconds, `${MIN_INTERVAL} or more`);
      t._queueInterval = interval;
    },
    /** Kept for compatibility: nothing waits here, so it has no effect. */
    setLinkTrackingTimer(milliseconds: number): void {
      linkTimer = milliseconds;
    },
    getLinkTrackingTimer: () => linkTimer as number,

    /** Sends no screen size, plugins and cookie flag, and asks for no client hints. */
    disableBrowserFeatureDetection(): void {
      t._featuresOn = false;
      t._stopHints({});
    },
    enableBrowserFeatureDetection(): void {
      t._featuresOn = true;
    },
  };
};
