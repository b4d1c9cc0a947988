/** The pixel: one hit, never a batch, in the address of an image. It works also where a policy forbids all other requests. */
import { isHidden } from '../page/lifecycle';
import { postpone, settle } from './outcome';
import { MAX_URL_TEXT, forUrl, join, requestText } from './request';
import { tryFetch } from './tryFetch';
import type { Context } from '../context';
import type { Ready } from './request';

/** Firefox cancels images as soon as the page sets out for another one, which any click may be about to cause. */
const areImagesCancelled = (): unknown =>
  'mozInnerScreenX' in window && (isHidden() || (navigator.userActivation && navigator.userActivation.isActive));

/** @param isRepeated - true: if the image fails the hit goes to the outbox, to be sent again */
export const byImage = (t: Context, hit: Ready, isRepeated: boolean): void => {
  const request = requestText(hit).replace('send_image=0', 'send_image=1');
  const url = join(t._trackerUrl, forUrl(request));
  const end = (success: boolean): void => settle(t, [hit], success, { request });
  const draw = (): void => {
    const onerror = (): void => {
      end(false);
      if (isRepeated) t._keep([hit]);
    };
    Object.assign(new Image(1, 1), { onload: () => end(true), onerror, src: url });
  };
  if (areImagesCancelled() && !t._imagesOnly)
    tryFetch(url, { keepalive: true, mode: 'no-cors' })
      .then(({ ok, type }) => end(ok || type === 'opaque'))
      .catch(draw);
  else draw();
};

/** Sends each hit as an image. One too long for an address goes to the outbox. */
export const sendAsImages = (t: Context, hits: Ready[]): void => {
  hits.forEach((hit) => (requestText(hit).length > MAX_URL_TEXT ? postpone(t, [hit]) : byImage(t, hit, true)));
};
