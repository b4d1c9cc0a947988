/** A parcel: the request that carries a batch. */
import { MAX_URL_TEXT, byteLimit, join, requestText, safeText, tellAge } from './request';
import type { Context } from '../context';
import type { Batch, Parcel, Ready } from './request';

/** Browsers refuse more than 64 KiB in requests that outlive their page. */
export const MAX_KEEPALIVE_BYTES = 60_000;

/**
 * Makes the request that carries these hits and their ages: several as JSON text; one in the address unless it is too long or
 * has to be posted.
 * @param to - the tracker's address, where it was another one at that time
 */
export const parcel = (t: Context, hits: Batch, to = t._trackerUrl): Parcel => {
  hits.forEach(tellAge);
  const [first] = hits as unknown as [Ready];
  let url = to;
  let body = requestText(first);
  // By hand: some pages have a JSON object of their own.
  if (hits.length > 1) body = `{"requests":["?${hits.map(safeText).join('","?')}"],"send_image":0}`;
  else if (t._method !== 'POST' && body.length <= MAX_URL_TEXT) {
    url = join(url, safeText(first));
    body = '';
  }
  return { _hits: hits, _to: to, _url: url, _body: body };
};

/** Is it small enough for a request that outlives the page? */
export const isSmall = ({ _body }: Parcel): boolean => byteLimit(_body) <= MAX_KEEPALIVE_BYTES;
