/** How hits travel. */
import { refuse } from '../report';
import type { Context } from '../context';

/** Shortest interval of the queue (ms). */
const MIN_INTERVAL = 1000;

export const delivery = (t: Context) => {
  let linkTimer: unknown = 500;

  return {
    /**
     * Sets how hits are sent. GET also switches beacons off.
     * @param method - `GET` (also if it is left out) sends pixels, `POST` puts the parameters into the body
     */
    setRequestMethod(method?: 'GET' | 'POST'): void {
      t._method = String(method || 'GET').toUpperCase();
      if (t._method === 'GET') t._api.disableAlwaysUseSendBeacon();
    },
    /**
     * Sets the content type of POST requests that are not beacons.
     * @param type - `application/x-www-form-urlencoded; charset=UTF-8` if it is left out
     */
    setRequestContentType(type?: string): void {
      t._contentType = type ? String(type) : '';
    },
    /** Sends hits by `navigator.sendBeacon`, which outlives the page. This is the default. */
    alwaysUseSendBeacon(): void {
      t._beacons = true;
    },
    /** Sends hits by the method of {@link setRequestMethod} instead of beacons. */
    disableAlwaysUseSendBeacon(): void {
      t._beacons = false;
    },
    /** Sends every hit by itself, at once. */
    disableQueueRequest(): void {
      t._queueOff = true;
    },
    /**
     * Sets how long queued hits (content, `queueRequest`) wait for further ones, to be sent as one request: so long after the
     * last of them, at most four times as long in all.
     * @param milliseconds - 1000 or more, else refused; 2500 unless set
     */
    setRequestQueueInterval(milliseconds: number): void {
      const interval = Number(milliseconds);
      if (!(interval >= MIN_INTERVAL)) return refuse(milliseconds, `${MIN_INTERVAL} or more`);
      t._queueInterval = interval;
    },
    /**
     * Kept for compatibility: no link is held back here, so it has no effect.
     * @param milliseconds - what {@link getLinkTrackingTimer} then returns
     */
    setLinkTrackingTimer(milliseconds: number): void {
      linkTimer = milliseconds;
    },
    /** What was set with {@link setLinkTrackingTimer}, in milliseconds; 500 unless it was. */
    getLinkTrackingTimer: () => linkTimer as number,

    /** Sends no screen size, plugins and cookie flag, and asks for no client hints, until consent is given. Known hints stay. */
    disableBrowserFeatureDetection(): void {
      t._featuresOff = true;
      t._stopHints({});
    },
    /** Sends screen size, plugins, cookie flag and client hints. This is the default. */
    enableBrowserFeatureDetection(): void {
      t._featuresOff = false;
    },
  };
};
