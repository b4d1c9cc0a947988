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
  /** The same text, safe for an address or a batch. Made beforehand, as there may be little time when the page goes away. */
  _safe: string;
  /** Upper limit of its size in bytes. */
  _bytes: number;
  /** Parameter text with the age of a hit that had to wait; else empty. */
  _age: string;
  /** Called at most once, whatever becomes of the hit later. */
  _callback: Callback | undefined;
  /** Time of the call, unix milliseconds. */
  _time: number;
  _batch?: Batch;
  /** Its name in the outbox, given once: a hit that is stored again replaces itself. */
  _name?: string;
}

/**
 * Hits that travel together. They are marked as handed over so that they are not sent again if the browser stops the script
 * before they are taken from their list. One mark for all of them, because it may stop the script between any two.
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
