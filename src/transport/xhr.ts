/** XMLHttpRequest, for pages that have switched beacons off. */
import { byImage } from './image';
import { settle } from './outcome';
import { FORM, MAX_URL_TEXT, requestText } from './request';
import type { Context } from '../context';
import type { Parcel, Ready } from './request';

/**
 * Sends a POST. The server may have received it although its answer is not readable: then it is not sent again, unless the
 * page's content security policy reports that it never left.
 */
export const byXhr = (t: Context, sent: Parcel): void => {
  const xhr = new XMLHttpRequest();
  xhr.open('POST', sent._url);
  xhr.setRequestHeader('Content-Type', t._contentType || FORM);
  xhr.withCredentials = true;
  t._noteRequest(sent);
  xhr.onloadend = () => {
    const { status } = xhr;
    const isOk = status > 199 && status < 300;
    const [hit, other] = sent._hits as unknown as [Ready, Ready?];
    // An error that can be read: POST is refused, so the hit is sent as a pixel.
    if (status && !isOk && !other && requestText(hit).length <= MAX_URL_TEXT) byImage(t, hit, false);
    else settle(t, sent._hits, isOk, { xhr });
  };
  xhr.send(sent._body);
};
