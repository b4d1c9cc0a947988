// Shows the tracker's state of consent, and keeps the opt-out's check box in step with it.
const paq = (window._paq = window._paq || []);
const optOut = document.querySelector('[data-opt-out]');

const words = (value) => (value === true ? 'yes' : value === false ? 'no' : String(value));

/** The tracker stores the time of consent as text, in milliseconds since 1970. */
const moment = (value) => (Number(value) > 0 ? new Date(Number(value)).toLocaleString() : 'no');

const show = (key, text) => {
  document.querySelector(`[data-state="${key}"]`).textContent = text;
};

/** Only an opt-out sets this cookie, whereas `isUserOptedOut` of the tracker is true before any answer, too. */
const isObjecting = () => /(^|; )mtm_consent_removed=/.test(document.cookie);

/** Called by the tracker, which is `this`. */
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
