// Consent: what the shop does by default, what each answer changes, and what the tracker says about it now.
import { consentButtons } from '../consent-banner.js';
import { html, trusted, type Html } from '../html.js';
import { sendPage, type Routes } from '../routes.js';
import { visitorOf, type ConsentMode } from '../visitor.js';

const MODES: readonly (readonly [mode: ConsentMode, name: string, line: string])[] = [
  ['default', 'Count until told not to', 'The shop’s own choice: no question is asked of the tracker.'],
  ['required', 'Ask first', 'The snippet calls requireConsent: nothing is sent or stored before a yes.'],
  ['cookies', 'Ask for cookies only', 'The snippet calls requireCookieConsent: hits are sent, but no cookie is set.'],
];

const ANSWERS: readonly (readonly [name: string, commands: string, line: string])[] = [
  ['Accept', 'rememberConsentGiven, rememberCookieConsentGiven', 'Counting and cookies, remembered.'],
  ['Reject', 'forgetConsentGiven', 'Cookies are deleted, nothing is sent from now on, remembered.'],
  [
    'Cookies only',
    'rememberCookieConsentGiven',
    'Cookies may be used wherever visits are counted; whether they are counted stays as it was.',
  ],
];

const STATE: readonly (readonly [key: string, label: string])[] = [
  ['hasConsent', 'Visits are counted'],
  ['isConsentRequired', 'A yes is required'],
  ['areCookiesEnabled', 'Cookies are in use'],
  ['rememberedConsent', 'Remembered yes to counting'],
  ['rememberedCookieConsent', 'Remembered yes to cookies'],
  ['isObjecting', 'Opted out'],
];

const modes = (current: ConsentMode): Html => html`
  <section aria-labelledby="modes">
    <h2 id="modes">How the shop asks</h2>
    <p>
      Visits are counted by default, on our own server. To see the shop under a stricter rule, choose one; it holds
      until you close the browser. The same works on any page with <code>?consent=required</code>,
      <code>?consent=cookies</code> or <code>?consent=default</code>.
    </p>
    <ul class="modes">
      ${MODES.map(
        ([mode, name, line]) => html`
          <li>
            <a href="/privacy?consent=${mode}" ${mode === current && trusted('aria-current="true"')}>
              <strong>${name}</strong><span>${line}</span>
            </a>
          </li>
        `,
      )}
    </ul>
  </section>
`;

const answers = html`
  <section aria-labelledby="answers">
    <h2 id="answers">Your answer</h2>
    <p class="actions">${consentButtons()}</p>
    <dl class="answers">
      ${ANSWERS.map(
        ([name, commands, line]) => html`
          <div>
            <dt><strong>${name}</strong> <code>${commands}</code></dt>
            <dd>${line}</dd>
          </div>
        `,
      )}
    </dl>
    <p>
      <label>
        <input type="checkbox" data-opt-out disabled />
        Do not count me on this site (the opt-out, which works in every mode)
      </label>
      <br />
      <small>Without the tick this no is taken back. Where a yes is required, that is one for this page only.</small>
    </p>
  </section>
`;

const state = html`
  <section class="panel" aria-labelledby="state">
    <h2 id="state">What the tracker says now</h2>
    <dl class="facts" aria-live="polite">
      ${STATE.map(
        ([key, label]) => html`
          <div>
            <dt>${label}</dt>
            <dd data-state="${key}">–</dd>
          </div>
        `,
      )}
    </dl>
  </section>
`;

export const privacyRoutes: Routes = (app, shop) => {
  app.get('/privacy', (request, reply) => {
    const visitor = visitorOf(request);
    const page = {
      title: 'Privacy and consent',
      scripts: ['privacy.js'],
      body: html`
        <header class="page-head">
          <h1>Privacy and consent</h1>
          <p class="lead">Who counts what, and how to make it stop.</p>
        </header>
        <div class="privacy">
          <div>${modes(visitor.consentMode)} ${answers}</div>
          ${state}
        </div>
      `,
    };
    return sendPage(shop, request, reply, page, visitor);
  });
};
