// @ts-check
// Keeps the page in step with the collector: history first, then every hit as it arrives, again after each loss.

/** @import { StoredHit, Visit } from '../../collector/types.js' */

/** @typedef {'connecting' | 'live' | 'lost' | 'asleep'} StreamState */

/** @typedef {{ hit: StoredHit, visit: Visit }} Arrival */

/**
 * @typedef {object} StreamOptions
 * @property {() => EventSource} connect opens the event stream
 * @property {() => Promise<() => void>} load reads the history; what it returns shows it
 * @property {(arrival: Arrival) => void} onHit
 * @property {() => void} onCleared
 * @property {(state: StreamState) => void} onState
 */

/** Waiting times after a loss, ms; the last one repeats. The first is short because a restarted server is back at once. */
const RETRY_AFTER = [500, 1000, 2000, 4000];

/**
 * Reads the history again after every (re)connection, and shows hits that arrive meanwhile after it. So no hit is missed,
 * and none is shown wrongly when the collector was cleared or restarted while the page was not connected.
 * @param {StreamOptions} options
 */
export function createStream({ connect, load, onHit, onCleared, onState }) {
  /** @type {EventSource | null} */
  let source = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retry;
  let losses = 0;

  const close = () => {
    clearTimeout(retry);
    source?.close();
    source = null;
  };

  const lose = () => {
    close();
    onState('lost');
    retry = setTimeout(open, RETRY_AFTER[Math.min(losses, RETRY_AFTER.length - 1)]);
    losses++;
  };

  const open = () => {
    const mine = connect();
    source = mine;
    /** Hits that arrive while the history is being read; null once that is shown. @type {(() => void)[] | null} */
    let early = [];

    const catchUp = async () => {
      const showHistory = await load();
      if (source !== mine) return;
      showHistory();
      early?.forEach((show) => show());
      early = null;
      losses = 0;
      onState('live');
    };
    /** @param {() => void} show */
    const inOrder = (show) => {
      if (source !== mine) return;
      if (early) early.push(show);
      else show();
    };
    const loseMine = () => {
      if (source === mine) lose();
    };
    mine.addEventListener('open', () => void catchUp().catch(loseMine));
    mine.addEventListener('hit', ({ data }) => {
      const arrival = readArrival(data);
      if (arrival) inOrder(() => onHit(arrival));
    });
    mine.addEventListener('cleared', () => inOrder(onCleared));
    mine.addEventListener('error', loseMine);
  };

  return {
    /** Connects; does nothing while connected. */
    start() {
      if (source) return;
      close();
      losses = 0;
      onState('connecting');
      open();
    },

    /** Closes the connection until `start` is called. */
    sleep() {
      close();
      onState('asleep');
    },
  };
}

/**
 * @param {string} data
 * @returns {Arrival | null} null when it cannot be read, which is a fault of the collector
 */
function readArrival(data) {
  try {
    return JSON.parse(data);
  } catch (error) {
    console.error('The collector sent a hit that cannot be read', error);
    return null;
  }
}
