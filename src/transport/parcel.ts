/** What travels: a hit that is ready, hits that travel together, and the request that carries them. */

/** How a request went, as the page is told. */
export interface Outcome {
  request: string;
  trackerUrl: string;
  success: boolean;
  isSendBeacon?: boolean;
  xhr?: XMLHttpRequest;
}

export type Callback = (outcome: Outcome) => void;

/** A finished request text, ready to be sent. */
export interface Ready {
  _query: string;
  /** The same for an address or a batch. Made beforehand, as there may be little time for sending. */
  _safe: string;
  /** The most bytes that it takes. */
  _bytes: number;
  /** What the text says of its age if it had to wait. */
  _age: string;
  /** Called once, whatever becomes of the hit later. */
  _callback: Callback | undefined;
  /** Time of the call, unix milliseconds. */
  _time: number;
  _batch?: Batch;
  /** Under which it waits in the outbox: who stores it again does not store it twice. */
  _name?: string;
}

/**
 * Hits that travel together, marked when they are handed over: whoever was stopped before noticing that does not send
 * them again. One mark for all of them, because a browser may stop a script between any two.
 */
export type Batch = Ready[] & { _isHanded?: unknown };

/** A batch as one request. */
export interface Parcel {
  _hits: Batch;
  /** The tracker's address at that time. */
  _to: string;
  _url: string;
  _body: string;
}
