// Errors that the collector reports to people.

/** The collector cannot work with its database; the message is one line for the person who started it. */
export class CollectorError extends Error {
  override name = 'CollectorError';
}

/** A request that cannot be taken; the message tells the sender why. */
export class RefusedRequest extends Error {
  override name = 'RefusedRequest';

  /** @param statusCode - 400 to 499 */
  constructor(
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
  }
}
