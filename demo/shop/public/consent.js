// Handles the visitor's answer to the consent question, for buttons anywhere on the page.
const paq = (window._paq = window._paq || []);

const YEAR = 365 * 24 * 60 * 60;

const ANSWERS = {
  accept: { commands: ['rememberConsentGiven', 'rememberCookieConsentGiven'], said: 'Thank you. You are counted.' },
  reject: { commands: ['forgetConsentGiven'], said: 'You are not counted any more.' },
  cookies: { commands: ['rememberCookieConsentGiven'], said: 'Cookies may be used.' },
};

document.addEventListener('click', (event) => {
  const name = event.target.closest('[data-consent]')?.dataset.consent;
  const answer = ANSWERS[name];
  if (!answer) return;
  for (const command of answer.commands) paq.push([command]);
  document.cookie = `tt_consent_choice=${name}; path=/; max-age=${YEAR}; samesite=lax`;
  document.querySelector('[data-consent-banner]')?.remove();
  window.dispatchEvent(new CustomEvent('shop:said', { detail: answer.said }));
  window.dispatchEvent(new Event('shop:consent'));
});
