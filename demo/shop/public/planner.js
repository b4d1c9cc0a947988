// The planner's routes: view and address change, the page stays. There is no code for the tracker here:
// `enableSinglePageTracking` notices the changes.
const paq = (window._paq = window._paq || []);
const planner = document.querySelector('[data-planner]');
const viewOf = (page) => page.querySelector('[data-planner-view]');

/** The address of a view: what follows # is a place within it, as for the skip link. */
const address = () => location.href.split('#')[0];

/** The address of the view on the page, or of the one that is loading. */
let current = address();

/** Pages that were shown already, so that going back shows the view and its title at once. */
const seen = new Map([[current, { title: document.title, view: viewOf(document).cloneNode(true) }]]);
let pending = new AbortController();

const markCurrent = () => {
  for (const link of planner.querySelectorAll('.planner__tabs a')) {
    if (link.href === current) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
};

/** Loads the page behind an address and takes its view. */
const fetchPage = async (url) => {
  pending = new AbortController();
  const response = await fetch(url, { signal: pending.signal, headers: { accept: 'text/html' } });
  if (!response.ok) throw new Error(`The shop answered ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  return { title: page.title, view: viewOf(page) };
};

/** A newer navigation cancels an older one. */
const show = async (url, { push }) => {
  pending.abort();
  current = url;
  const page = seen.get(url) ?? (await fetchPage(url));
  seen.set(url, page);
  if (push) history.pushState(null, '', url);
  viewOf(planner).replaceChildren(...page.view.cloneNode(true).childNodes);
  document.title = page.title;
  markCurrent();
  viewOf(planner).querySelector('h1').focus();
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
  if (link.href !== current) void showOrLoad(link.href, { push: true });
});

planner.addEventListener('change', (event) => {
  const { packed } = event.target.dataset;
  if (packed) paq.push(['trackEvent', 'Planner', event.target.checked ? 'Pack' : 'Unpack', packed]);
});

window.addEventListener('popstate', () => {
  if (address() !== current) void showOrLoad(address(), { push: false });
});
