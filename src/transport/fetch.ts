/** A request that outlives its page, and whose rejection tells that nothing arrived. */
import { resolve } from '../page/url';
import { sendAsImages } from './image';
import { lose, settle } from './outcome';
import { FORM, isSmall } from './request';
import { tryFetch } from './tryFetch';
import type { Context } from '../context';
import type { Parcel } from './parcel';

/** Browsers need this time (ms) to see that a request is no longer under way, and refuse the next large one until then. */
const RELEASE = 99;

/** @param onEnd - when the browser takes the next large one */
export const byFetch = (t: Context, sent: Parcel, onEnd: () => void): void => {
  const { _url, _body, _hits } = sent;
  if (t._confirmed) t._line = t._line || [];
  const goOn = () => setTimeout(onEnd, RELEASE);
  const isOwn = resolve(_url).origin === location.origin;
  tryFetch(_url, {
    method: t._beacons || _body ? 'POST' : 'GET',
    body: _body || null,
    headers: { 'Content-Type': t._contentType || FORM },
    keepalive: isSmall(sent),
    mode: isOwn ? 'cors' : 'no-cors',
  })
    .then(
      (response) => {
        // The server is there but cannot take it now; anything else would be no better next time.
        if (t._confirmed && response.status > 499) lose(t, _hits);
        else {
          settle(t, _hits, !isOwn || response.ok);
          t._arrived();
        }
        // A request whose answer nobody reads counts as under way for good.
        return response.text();
      },
      // Chromium rejects it as well when the page goes away, and sends it all the same: such a page never gets to the task.
      () => setTimeout(() => (t._confirmed ? lose(t, _hits) : sendAsImages(t, _hits))),
    )
    .then(goOn, goOn);
};
