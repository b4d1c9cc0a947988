/** Builds hits: the parameters of an action, and those that every hit carries. */
import { encode } from '../encode';
import { currentUrl, ignoresReferrer, reportedUrl } from '../identity/attribution';
import { isExcluded } from '../identity/domains';
import { identify } from '../identity/visitor';
import { takeOut } from '../lists';
import { timeNow } from '../page/clock';
import { whenActivated } from '../page/lifecycle';
import { runPaintTasks } from '../page/paint';
import { guarded } from '../report';
import { isFunction, isObject } from '../values';
import { callHooks } from './hooks';
import type { Call, Context, Hit, Row } from '../context';
import type { Params } from '../encode';

/** Required parameters, local time, address, referrer, as they are at the time of the call. */
export const commonRow = (t: Context, time: number): Params => {
  const now = new Date(time);
  const url = currentUrl(t);
  const referrer = t._referrer;
  return {
    idsite: t._siteId,
    rec: 1,
    r: Math.random().toFixed(6).slice(2),
    h: now.getHours(),
    m: now.getMinutes(),
    s: now.getSeconds(),
    url: reportedUrl(t, url),
    urlref:
      referrer && !isExcluded(t._excludedReferrers, referrer) && !ignoresReferrer(url)
        ? reportedUrl(t, referrer)
        : undefined,
  };
};

/** Visitor and attribution, as they are when the hit is released. Address, referrer and user ID are those of the call. */
export const identityRow = (t: Context) => {
  const url = currentUrl(t);
  const referrer = t._referrer;
  const user = t._userId;
  return (): Params => {
    const params = identify(t, url, referrer);
    t._sentWithoutId = !params._id;
    return { uid: t._exempt || user === '' ? undefined : user, ...params };
  };
};

/** Hits that have only the parameters of their action so far. */
const drafts: Hit[] = [];

/** Completes all drafts, before something changes that they have to carry as it is now. */
export const completeHits = (): void => drafts.slice().forEach((hit) => hit._complete());

/** The text of a row, or the function that makes it on release. A value that cannot be read is left out; the hit is not. */
const partOf = (row: Row, call: Call, time: number): Hit['_parts'][number] =>
  guarded('hit', () => {
    const params = row(call, time);
    return isFunction(params) ? () => encode(params()) : encode(params);
  }) || '';

/**
 * Builds a hit. Because building takes longer than anything else in a call, it is only a draft at first. It is completed when it
 * is released, or before one of its parameters can change.
 * @param action - parameters of the action, or their text without leading `&`
 * @returns nothing where tracking is off: Do Not Track, `file:` pages
 */
export const buildHit = (t: Context, action: Params | string, call: Call): Hit | undefined => {
  if (t._doNotTrack || (t._onDisk && !t._filePages)) return undefined;
  const { _isFull, _kind, _error: error } = call;
  const isText = typeof action === 'string';
  const parts: Hit['_parts'] = isText ? [action] : [];
  const hit: Hit = {
    _call: call,
    _parts: parts,
    _complete() {
      if (hit._parts !== parts || _isFull) return;
      takeOut(drafts, hit);
      const all: Hit['_parts'] = [isText ? action : encode(action).slice(1)];
      t._rows.forEach((row) => all.push(partOf(row, call, hit._time)));
      all.push((request) => callHooks(t, _kind, { tracker: t._api, request, error }), t._appended, t._installProof);
      // Set only when it is complete: if the browser stops the script in the middle, the next call begins anew.
      hit._parts = all;
    },
    _process: _isFull ? undefined : t._process,
    _time: timeNow(),
  };
  if (!_isFull) drafts.push(hit);
  // The page may reuse its object for other data.
  let isShared: unknown = call._data || t._hasData;
  // A loop, because a list of the values takes much longer to make.
  if (!isText) for (const name in action) isShared = isShared || isObject(action[name]);
  // Earlier drafts, too, and first: what only the next hit is to carry belongs to them.
  if (isShared) completeHits();
  return hit;
};

/** The final text of a hit that may be sent now; `''` if the page's own processing drops it. */
export const finishHit = (hit: Hit): string => {
  const { _process } = hit;
  let request = '';
  hit._complete();
  // A part that fails now is left out, too.
  for (const part of hit._parts) request += isFunction(part) ? guarded('hit', () => part(request)) || '' : part;
  if (_process) request = guarded('setCustomRequestProcessing', () => String(_process(request) || '')) || '';
  return (hit._request = request);
};

/**
 * Hands a hit over for sending; on a prerendered page once that is shown.
 * @param queued - may wait for others, to be sent with them
 */
export const deliver = (t: Context, hit: Hit, queued?: boolean): void => {
  const send = (): void => t._send(hit, queued);
  if (t._countPrerendered) send();
  else
    whenActivated(() => {
      // The time that counts is when the visitor saw the page.
      hit._time = timeNow();
      send();
    });
};

/** Tracks something: builds the hit and hands it over. */
export const track = (t: Context, action: Params | string, call: Call = {}, queued?: boolean): Hit | undefined => {
  // Hits that still wait for the next paint are older, so they go first.
  runPaintTasks(false, t);
  const hit = buildHit(t, action, call);
  if (hit) deliver(t, hit, queued);
  return hit;
};
