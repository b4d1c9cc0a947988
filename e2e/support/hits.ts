// Turns the requests that a page server has received into hits: one for each tracking request, those in a batch included.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReceivedRequest } from './page-server';

export const TRACKER_PATH = '/matomo.php';

/** The parameters of the hits, in order of arrival. */
export function receivedHits(requests: readonly ReceivedRequest[]): Record<string, string>[] {
  return requests
    .filter(({ path }) => path === TRACKER_PATH)
    .flatMap(textsOf)
    .map((text) => Object.fromEntries(new URLSearchParams(text)));
}

/** A name for a hit: the title of a page view, the action of an event, the address of a link, the name of a content block. */
export const nameOf = ({ action_name, e_a, link, c_n, ping }: Record<string, string>): string =>
  action_name ?? e_a ?? link ?? c_n ?? (ping ? 'ping' : 'other');

/** If nothing arrives for this time (ms), a spec may conclude that nothing more will. */
const SILENCE = 500;

/** All hits, once nothing has arrived for half a second: this proves that a hit was not sent. */
export async function settledHits(requests: readonly ReceivedRequest[]): Promise<Record<string, string>[]> {
  for (let count = -1; count !== requests.length; await sleep(SILENCE)) count = requests.length;
  return receivedHits(requests);
}

function textsOf({ query, body }: ReceivedRequest): string[] {
  if (body.startsWith('{')) return (JSON.parse(body) as { requests: string[] }).requests;
  return [body || String(query)];
}
