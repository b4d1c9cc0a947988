// Shows what the tracker says about consent, and holds the opt-out's check box to it.
const paq = (window._paq = window._paq || []);
const optOut = document.querySelector('[data-opt-out]');

const words = (value) => (value === true ? 'yes' : value === false ? 'no' : String(value));

/** The trackers keep the moment of a yes as milliseconds since 1970, as text. */
const moment = (value) => (Number(value) > 0 ? new Date(Number(value)).toLocaleString() : 'no');

const show = (key, text) => {
  document.querySelector(`[data-state="${key}"]`).textContent = text;
};

/** Runs in the tracker: `this` is the tracker. */
function report() {
  for (const key of ['hasConsent', 'isConsentRequired', 'areCookiesEnabled', 'isUserOptedOut']) {
    show(key, words(this[key]()));
  }
  show('rememberedConsent', moment(this.getRememberedConsent()));
  show('rememberedCookieConsent', moment(this.getRememberedCookieConsent()));
  optOut.checked = this.isUserOptedOut();
  optOut.disabled = false;
}

paq.push([report]);
window.addEventListener('shop:consent', () => paq.push([report]));

optOut.addEventListener('change', () => {
  paq.push([optOut.checked ? 'optUserOut' : 'forgetUserOptOut']);
  paq.push([report]);
});
