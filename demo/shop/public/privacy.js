// Shows what the tracker says about consent, and holds the opt-out's check box to it.
const paq = (window._paq = window._paq || []);
const optOut = document.querySelector('[data-opt-out]');

const words = (value) => (value === true ? 'yes' : value === false ? 'no' : String(value));

/** The trackers keep the moment of a yes as milliseconds since 1970, as text. */
const moment = (value) => (Number(value) > 0 ? new Date(Number(value)).toLocaleString() : 'no');

const show = (key, text) => {
  document.querySelector(`[data-state="${key}"]`).textContent = text;
};

/** The tracker's `isUserOptedOut` says yes before any answer, too; this cookie it keeps only for an objection. */
const isObjecting = () => /(^|; )mtm_consent_removed=/.test(document.cookie);

/** Runs in the tracker: `this` is the tracker. */
function report() {
  for (const key of ['hasConsent', 'isConsentRequired', 'areCookiesEnabled']) {
    show(key, words(this[key]()));
  }
  show('rememberedConsent', moment(this.getRememberedConsent()));
  show('rememberedCookieConsent', moment(this.getRememberedCookieConsent()));
  optOut.checked = isObjecting();
  show('isObjecting', words(optOut.checked));
  optOut.disabled = false;
}

paq.push([report]);
window.addEventListener('shop:consent', () => paq.push([report]));

optOut.addEventListener('change', () => {
  paq.push([optOut.checked ? 'optUserOut' : 'forgetUserOptOut']);
  paq.push([report]);
});
