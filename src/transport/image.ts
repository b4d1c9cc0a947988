/** The pixel: one hit in the address of an image, also where a policy forbids everything else. Batches cannot travel this way. */
import { isHidden } from '../page/lifecycle';
import { lose, settle } from './outcome';
import { MAX_URL_TEXT, forUrl, join, textOf } from './request';
import { tryFetch } from './tryFetch';
import type { Context } from '../context';
import type { Ready } from './parcel';

/** Firefox cancels images as soon as the page sets out for another one: on a click that may be now. */
const areImagesCancelled = (): unknown =>
  'mozInnerScreenX' in window && (isHidden() || (navigator.userActivation && navigator.userActivation.isActive));

/** @param isRepeated - a hit that does not get through waits, and is sent again */
export const byImage = (t: Context, hit: Ready, isRepeated: boolean): void => {
  const request = textOf(hit).replace('send_image=0', 'send_image=1');
  const url = join(t._trackerUrl, forUrl(request));
  const end = (success: boolean): void => settle(t, [hit], success, { request });
  const draw = (): void => {
    const onerror = (): void => {
      end(false);
      if (isRepeated) t._lost([hit]);
    };
    Object.assign(new Image(1, 1), { onload: () => end(true), onerror, src: url });
  };
  if (areImagesCancelled() && !t._imagesOnly)
    tryFetch(url, { keepalive: true, mode: 'no-cors' })
      .then(({ ok, type }) => end(ok || type === 'opaque'))
      .catch(draw);
  else draw();
};

/** Each hit as an image; what is too long for an address has to wait. */
export const sendAsImages = (t: Context, hits: Ready[]): void => {
  hits.forEach((hit) => (textOf(hit).length > MAX_URL_TEXT ? lose(t, [hit]) : byImage(t, hit, true)));
};
