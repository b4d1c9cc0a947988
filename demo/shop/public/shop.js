// The script of the shop's pages: cart and wishlist without a page load, events on buttons.
const paq = (window._paq = window._paq || []);

const TOAST_MS = 5000;
let toastTimer = 0;

const toast = (text, link) => {
  const element = document.querySelector('[data-toast]');
  if (!element) return;
  element.replaceChildren(text);
  if (link) element.append(' ', link);
  element.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => (element.hidden = true), TOAST_MS);
};

/** Sends a form like the browser, but stays on the page. */
const post = async (form) => {
  const response = await fetch(form.action, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams(new FormData(form)),
  });
  if (!response.ok) throw new Error(`The shop answered ${response.status}`);
  return response.json();
};

const cartLink = () => Object.assign(document.createElement('a'), { href: '/cart', textContent: 'See the cart' });

const addToCart = async (form) => {
  const name = form.dataset.productName;
  const cart = await post(form);
  paq.push(['trackEvent', 'Product', 'Add to cart', name]);
  for (const item of cart.items) paq.push(item);
  paq.push(['trackEcommerceCartUpdate', cart.total]);
  for (const element of document.querySelectorAll('[data-cart-count]')) element.textContent = cart.pieces;
  toast(`${name}: in the cart.`, cartLink());
};

const addToWishes = async (form) => {
  const name = form.dataset.productName;
  const { isWished } = await post(form);
  paq.push(['trackEvent', 'Product', isWished ? 'Add to wish list' : 'Remove from wish list', name]);
  form.querySelector('button').textContent = isWished ? 'On your wish list' : 'Add to wish list';
};

document.addEventListener('submit', (event) => {
  const form = event.target;
  const handler = 'addToCart' in form.dataset ? addToCart : 'addToWishes' in form.dataset ? addToWishes : undefined;
  // "Buy now" leaves the page on purpose.
  if (!handler || event.submitter?.name === 'leave') return;
  event.preventDefault();
  handler(form).catch(() => form.submit());
});

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-event]');
  if (button) paq.push(['trackEvent', ...button.dataset.event.split('|')]);
});

window.addEventListener('shop:said', (event) => toast(event.detail));
