// The planner's routes: the view and the address change, the page stays. Tracked as Matomo's guide for
// single-page applications has it.
const paq = (window._paq = window._paq || []);
const planner = document.querySelector('[data-planner]');
const viewOf = (page) => page.querySelector('[data-planner-view]');

let address = location.href;
let pending = new AbortController();

const trackView = (previous) => {
  paq.push(['setReferrerUrl', previous]);
  paq.push(['setCustomUrl', location.href]);
  paq.push(['setDocumentTitle', document.title]);
  paq.push(['trackPageView']);
  paq.push(['trackContentImpressionsWithinNode', viewOf(planner)]);
};

const markCurrent = () => {
  for (const link of planner.querySelectorAll('.planner__tabs a')) {
    if (link.href === location.href) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
};

/** Loads the page behind an address and takes its view; a newer navigation cancels an older one. */
const fetchPage = async (url) => {
  pending.abort();
  pending = new AbortController();
  const response = await fetch(url, { signal: pending.signal, headers: { accept: 'text/html' } });
  if (!response.ok) throw new Error(`The shop answered ${response.status}`);
  return new DOMParser().parseFromString(await response.text(), 'text/html');
};

const show = async (url, { push }) => {
  const page = await fetchPage(url);
  const previous = address;
  if (push) history.pushState(null, '', url);
  address = location.href;
  viewOf(planner).replaceChildren(...viewOf(page).childNodes);
  document.title = page.title;
  markCurrent();
  viewOf(planner).querySelector('h1').focus();
  trackView(previous);
};

const showOrLoad = (url, options) =>
  show(url, options).catch((error) => {
    if (error.name !== 'AbortError') location.assign(url);
  });

planner.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-route]');
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !isPlain) return;
  event.preventDefault();
  if (link.href !== location.href) void showOrLoad(link.href, { push: true });
});

planner.addEventListener('change', (event) => {
  const { packed } = event.target.dataset;
  if (packed) paq.push(['trackEvent', 'Planner', event.target.checked ? 'Pack' : 'Unpack', packed]);
});

window.addEventListener('popstate', () => void showOrLoad(location.href, { push: false }));
