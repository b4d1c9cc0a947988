/** Measures how long the visitor really looked at the page, by its own clock. */
import { timeNow } from '../page/clock';
import { isHidden, listen, onReturn } from '../page/lifecycle';
import { refuse } from '../report';
import type { Context } from '../context';

/** Seconds; with less the server would get too many pings. */
const MIN_SECONDS = 5;
const DEFAULT_SECONDS = 15;

export const heartbeat = (t: Context) => {
  /** 0 while switched off. */
  let minimum = 0;
  /** Start of the present active time (ms); 0 while the page is hidden or unfocused. */
  let activeSince = 0;
  /** Active time (ms) that no ping has reported yet. */
  let active = 0;
  let isListening = false;

  const resume = (): void => {
    // No focus needed in a frame: the visitor may look at it without ever clicking there.
    if (minimum && !isHidden() && (window !== top || document.hasFocus())) activeSince = activeSince || timeNow();
  };
  const pause = (): void => {
    // A clock that was set back must not make the time negative.
    if (activeSince) active += Math.max(0, timeNow() - activeSince);
    activeSince = 0;
    if (!minimum || !t._sent || active < minimum) return;
    // Here, too, because a plugin may have replaced `ping`.
    active = 0;
    t._api.ping();
  };
  t._onPing = () => {
    active = 0;
    activeSince = activeSince && timeNow();
  };

  return {
    /**
     * Sends a ping when the visitor turns away or leaves after at least this long.
     * @param seconds - active time: visible and focused; 5 or more, 15 unless given
     * @see Tracking API: `ping`
     */
    enableHeartBeatTimer(seconds?: number): void {
      const wanted = Number(seconds || DEFAULT_SECONDS);
      if (isNaN(wanted)) return refuse(seconds, 'a number', 'seconds');
      minimum = Math.max(wanted, MIN_SECONDS) * 1000;
      resume();
      if (isListening) return;
      isListening = true;
      listen(window, 'focus', resume);
      onReturn(resume);
      listen(window, 'blur', pause);
      t._onLeave.push(pause);
    },
    /** Undoes {@link enableHeartBeatTimer}. */
    disableHeartBeatTimer(): void {
      minimum = active = activeSince = 0;
    },
  };
};
