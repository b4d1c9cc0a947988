/** A fetch: unless it is too large it outlives its page, and its rejection tells that no answer has come. */
import { resolve } from '../page/url';
import { sendAsImages } from './image';
import { postpone, settle } from './outcome';
import { isSmall } from './parcel';
import { FORM } from './request';
import { tryFetch } from './tryFetch';
import type { Context } from '../context';
import type { Parcel } from './request';

/** For this time (ms) after its end browsers still count a request as under way, and refuse the next large one. */
const RELEASE = 99;

/** @param onEnd - called when the browser accepts the next large request */
export const byFetch = (t: Context, sent: Parcel, onEnd: () => void): void => {
  const { _url, _body, _hits } = sent;
  // As it is now: where only the outbox is confirmed, leaving the page ends that before the answer comes.
  const isConfirmed = t._confirmed;
  if (isConfirmed) t._line = t._line || [];
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
        // A 5xx: the server cannot take it now. Any other answer would be the same next time, so it is not repeated.
        if (isConfirmed && response.status > 499) postpone(t, _hits);
        else {
          settle(t, _hits, !isOwn || response.ok);
          t._arrived();
        }
        // Browsers count a request as under way until its answer has been read.
        return response.text();
      },
      // Chromium also rejects it when the page goes away, although it sends it. Such a page never runs this timer.
      () => setTimeout(() => (isConfirmed ? postpone(t, _hits) : sendAsImages(t, _hits))),
    )
    .then(goOn, goOn);
};
