// From what a page server has received to hits: one for each tracking request, those in a batch included.
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

/** How long nothing may arrive before a spec may say that nothing more will, in milliseconds. */
const SILENCE = 500;

/** All hits, once the server has heard nothing for half a second: what proves that one was not sent. */
export async function settledHits(requests: readonly ReceivedRequest[]): Promise<Record<string, string>[]> {
  for (let count = -1; count !== requests.length; await sleep(SILENCE)) count = requests.length;
  return receivedHits(requests);
}

function textsOf({ query, body }: ReceivedRequest): string[] {
  if (body.startsWith('{')) return (JSON.parse(body) as { requests: string[] }).requests;
  return [body || String(query)];
}
