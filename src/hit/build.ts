/** Builds hits: an action, and what every hit says besides. */
import { currentUrl, ignoresReferrer, reportedUrl } from '../identity/attribution';
import { isExcluded } from '../identity/domains';
import { identify } from '../identity/visitor';
import { timeNow } from '../page/clock';
import { runTasks, whenActivated } from '../page/lifecycle';
import { guarded } from '../report';
import { isFunction, isObject, takeOut } from '../values';
import { encode } from './encode';
import type { Call, Context, Hit } from '../context';
import type { Params } from './encode';

/** Requirements, local time, address, referrer: as they are at the time of the call. */
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

/** Visitor and attribution: as they are when the hit is released; what they are found by, and the user, is the call's. */
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

/** Hits that tell only of their action so far. */
const drafts: Hit[] = [];

/** Completes all drafts: something is about to change of what they are to say besides. */
export const completeHits = (): void => drafts.slice().forEach((hit) => hit._complete());

/**
 * Builds a hit. Building takes longer than anything else in a call, so it is a draft that is completed when it is
 * released, or before what it is to say can change.
 * @param action - parameters of the action, or their text without leading `&`
 * @returns nothing where tracking is off: Do Not Track, `file:` pages
 */
export const buildHit = (t: Context, action: Params | string, call: Call): Hit | undefined => {
  if (t._doNotTrack || (t._onDisk && !t._filePages)) return undefined;
  const { _isFull, _hook, _error: error } = call;
  const isText = typeof action === 'string';
  const parts: Hit['_parts'] = isText ? [action] : [];
  const hit: Hit = {
    _call: call,
    _parts: parts,
    _complete() {
      if (hit._parts !== parts || _isFull) return;
      takeOut(drafts, hit);
      const all: Hit['_parts'] = [isText ? action : encode(action).slice(1)];
      t._rows.forEach((row) => {
        // A value that cannot be read is left out; the hit is not.
        const part = guarded('hit', () => {
          const params = row(call, hit._time);
          return isFunction(params) ? () => encode(params()) : encode(params);
        });
        all.push(part || '');
      });
      all.push((request) => callHooks(t, _hook, { tracker: t._api, request, error }), t._appended, t._installProof);
      // Not before it has all of them: who is stopped in the middle begins anew.
      hit._parts = all;
    },
    _process: _isFull ? undefined : t._process,
    _time: timeNow(),
  };
  if (!_isFull) drafts.push(hit);
  // The page may use its object again, for other data.
  let isShared: unknown = call._data || t._hasData;
  // One by one: lists of values take much longer to make.
  if (!isText) for (const name in action) isShared = isShared || isObject(action[name]);
  // The hits before come first: what only the next one is to say is theirs.
  if (isShared) completeHits();
  return hit;
};

/**
 * Calls a hook of all plugins: as a bare function with two arguments, as the original does.
 * @returns what they add to the hit
 */
export const callHooks = (t: Context, kind: string | undefined, details: object): string => {
  let added = '';
  Object.entries(t._plugins).forEach(([name, plugin]) => {
    added +=
      guarded(name, () => {
        const hook = kind && plugin[kind];
        return isFunction(hook) ? String(hook(details, undefined) || '') : '';
      }) || '';
  });
  return added;
};

/** The text of a hit that may be said now; `''` if the page's own processing refuses it. */
export const finishHit = (hit: Hit): string => {
  const { _process } = hit;
  let request = '';
  hit._complete();
  // What cannot be told now is left out, too.
  for (const part of hit._parts) request += isFunction(part) ? guarded('hit', () => part(request)) || '' : part;
  if (_process) request = guarded('setCustomRequestProcessing', () => String(_process(request) || '')) || '';
  return (hit._request = request);
};

/**
 * Hands a hit over; on a prerendered page once it is shown.
 * @param queued - may wait for others, to be sent with them
 */
export const deliver = (t: Context, hit: Hit, queued: boolean): void => {
  const send = (): void => t._send(hit, queued);
  if (t._countPrerendered) send();
  else
    whenActivated(() => {
      // What counts is when the visitor saw it.
      hit._time = timeNow();
      send();
    });
};

/** Tracks something: builds the hit and hands it over. */
export const track = (t: Context, action: Params | string, call: Call = {}, queued = false): Hit | undefined => {
  // What was done before comes before, even if it still waits for the paint.
  runTasks();
  const hit = buildHit(t, action, call);
  if (hit) deliver(t, hit, queued);
  return hit;
};
