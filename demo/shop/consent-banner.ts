// The question at the foot of each page, until it is answered.
import { html, type Html } from './html.js';
import type { ConsentMode } from './visitor.js';

const SITUATION: Readonly<Record<ConsentMode, string>> = {
  default: 'We count visits on our own server, with cookies, and stop as soon as you say no.',
  required: 'Nothing is counted and no cookie is set until you say yes.',
  cookies: 'We count visits without cookies. With them we would know you again next week.',
};

/** The three answers. `consent.js` reacts to them wherever they are on the page. */
export const consentButtons = (): Html => html`
  <button type="button" class="button" data-consent="accept">Accept</button>
  <button type="button" class="button" data-consent="reject">Reject</button>
  <button type="button" class="button" data-consent="cookies">Cookies only</button>
`;

/** @param origin - where the page about privacy is, if not on this host */
export const consentBanner = (mode: ConsentMode, origin = ''): Html => html`
  <section class="consent" aria-labelledby="consent-title" data-consent-banner>
    <div>
      <h2 id="consent-title">May we count you?</h2>
      <p>${SITUATION[mode]} <a href="${origin}/privacy">What each answer does</a></p>
    </div>
    <div class="consent__answers">${consentButtons()}</div>
  </section>
`;
