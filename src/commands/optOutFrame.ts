/** Answers the messages of the server's opt-out frame. */
import { listen } from '../page/lifecycle';
import { partsOf } from '../page/url';
import { attempt } from '../report';
import { isObject } from '../values';
import { startNow } from './steps';
import type { Api } from './queue';

interface Consenting {
  getMatomoUrl(): string;
  hasConsent(): boolean;
  isConsentRequired(): boolean;
  rememberConsentGiven(): void;
  forgetConsentGiven(): void;
}

/** Host and port. Without the scheme, since a tracker URL may leave it open (`//stats.example/`). */
const addressOf = (url: string): string => partsOf(url).host || '';

/** Listens only to frames of this page that come from the host and port of a tracker. */
export const answerOptOutFrames = (trackers: Api[]): void => {
  const all = trackers as unknown as Consenting[];

  const framesAt = (host: string): HTMLIFrameElement[] =>
    [...document.getElementsByTagName('iframe')].filter((frame) => frame.src && addressOf(frame.src) === host);

  listen(window, 'message', (event) => {
    const { data, origin, source } = event as MessageEvent;
    const host = addressOf(origin);
    // A sandboxed frame has the origin `null`, whatever the `src` of its element says.
    if (!host || origin === 'null') return;
    const frames = framesAt(host);
    if (!frames.some((frame) => frame.contentWindow === source)) return;
    // Only now: pages exchange long messages with other frames.
    const message = attempt((): unknown => JSON.parse(String(data)));
    if (!isObject(message)) return;
    startNow();
    const asked = all.find((tracker) => addressOf(tracker.getMatomoUrl()) === host);
    if (!asked) return;

    const answer = (values: object): void => {
      const text = JSON.stringify({
        ...values,
        maq_url: asked.getMatomoUrl(),
        maq_optout_by_default: asked.isConsentRequired(),
      });
      frames.forEach((frame) => frame.contentWindow && frame.contentWindow.postMessage(text, origin));
    };
    if ('maq_initial_value' in message) {
      answer({ maq_opted_in: !!message['maq_initial_value'] && asked.hasConsent() });
    } else if ('maq_opted_in' in message) {
      all.forEach((tracker) =>
        message['maq_opted_in'] ? tracker.rememberConsentGiven() : tracker.forgetConsentGiven(),
      );
      answer({ maq_confirm_opted_in: asked.hasConsent() });
    }
  });
};
