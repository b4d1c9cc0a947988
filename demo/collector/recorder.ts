// Takes the hits of one request through admission, contract and visit rules into the store.
import { isRecorded, requireToken, siteIdOf } from './admission.js';
import { checkContract } from './contract/contract.js';
import { kindOf, summaryOf } from './describe.js';
import { RefusedRequest } from './errors.js';
import { hitTime } from './hit-time.js';
import { text, valuesOf } from './parameters.js';
import type { Envelope, TrackingRequest } from './requests.js';
import type { NewHit } from './hit-table.js';
import type { Store } from './store.js';
import { tokenFits } from './token.js';
import type { HitMessage, Parameter, StoredHit } from './types.js';
import { recordInVisit, visitOf, type Arrival } from './visits.js';
import { identify } from './visitor.js';

const HIDDEN = '(hidden)';

/** What became of a bulk request's hits; those left out on purpose (no `rec=1`, crawlers) are in neither number. */
export interface BulkResult {
  tracked: number;
  invalidIndices: number[];
}

export interface Recorder {
  /**
   * Records a single hit, or leaves it out.
   * @throws RefusedRequest when it cannot be accepted
   */
  single(parameters: Parameter[], packaging: 'query' | 'body', envelope: Envelope): void;
  /** Records what is acceptable of a bulk request, all in one transaction. */
  bulk(request: Extract<TrackingRequest, { packaging: 'bulk' }>, envelope: Envelope): BulkResult;
}

interface Admitted {
  arrival: Arrival;
  hit: Omit<NewHit, 'visitId'>;
}

export interface RecorderOptions {
  store: Store;
  token: string | undefined;
  now: () => number;
  /** Called once for each stored hit, in order, when it is safe in the database. */
  publish: (message: HitMessage) => void;
}

export function createRecorder({ store, token, now, publish }: RecorderOptions): Recorder {
  /** @returns undefined for a hit that is left out */
  const admit = (
    parameters: Parameter[],
    packaging: NewHit['packaging'],
    envelope: Envelope,
    bulkToken = '',
  ): Admitted | undefined => {
    const values = valuesOf(parameters);
    const receivedAt = now();
    const siteId = siteIdOf(values);
    const time = hitTime(values, receivedAt);
    const tokens = [text(values, 'token_auth'), bulkToken].filter((sent) => sent !== '');
    if (!tokens.some((sent) => tokenFits(token, sent))) requireToken(values, time, tokens.length > 0);
    if (!isRecorded(values, envelope.userAgent)) return undefined;

    const kind = kindOf(values);
    const visitor = identify(values, envelope);
    const { violations, notices } = checkContract(parameters);
    return {
      arrival: { siteId, visitor, kind, actionAt: time.actionAt, values },
      hit: {
        receivedAt,
        actionAt: time.actionAt,
        siteId,
        visitorId: visitor.visitorId,
        userId: visitor.userId,
        pageViewId: text(values, 'pv_id'),
        kind,
        summary: summaryOf(kind, values),
        parameters: parameters.map(withoutToken),
        violations: [...violations, ...time.violations],
        notices,
        method: envelope.method,
        packaging,
        contentType: envelope.contentType,
        userAgent: envelope.userAgent,
      },
    };
  };

  const keep = ({ arrival, hit }: Admitted): StoredHit => {
    const complete = { ...hit, visitId: recordInVisit(store, arrival) };
    return { id: store.hits.add(complete), ...complete };
  };

  const keepAll = (admitted: Admitted[]): void => {
    if (admitted.length === 0) return;
    const hits = store.transaction(() => admitted.map(keep));
    for (const hit of hits) publish({ hit, visit: visitOf(store, hit) });
  };

  return {
    single(parameters, packaging, envelope) {
      const admitted = admit(parameters, packaging, envelope);
      if (admitted) keepAll([admitted]);
    },

    bulk(request, envelope) {
      const invalidIndices: number[] = [];
      const admitted = request.hits.flatMap((parameters, index) => {
        try {
          if (!parameters) throw new RefusedRequest(400, 'An entry of "requests" must be a query string or an object.');
          return admit(parameters, 'bulk', envelope, request.token) ?? [];
        } catch (error) {
          if (!(error instanceof RefusedRequest)) throw error;
          invalidIndices.push(index);
          return [];
        }
      });
      keepAll(admitted);
      return { tracked: admitted.length, invalidIndices };
    },
  };
}

/** The token unlocks the server, so nobody gets to see it in the inspector. */
function withoutToken([name, value]: Parameter): Parameter {
  return name === 'token_auth' && value !== '' ? [name, HIDDEN] : [name, value];
}
