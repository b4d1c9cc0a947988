// The cart, and the wish list beside it. Both are forms first; `shop.js` saves the visitor the page load.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MAX_QUANTITY, piecesIn, subtotalOf, withAdded, withQuantity, type Cart, type CartLine } from '../cart.js';
import { productBySku } from '../catalogue.js';
import { html, type Html } from '../html.js';
import { integerField, textField } from '../input.js';
import { amount, euros } from '../money.js';
import { productPicture } from '../product-card.js';
import { sendPage, type Routes } from '../routes.js';
import { itemCommands, type Command } from '../tracking.js';
import { keepCart, keepWishes, leaveNotice, visitorOf } from '../visitor.js';

/** The cart as analytics commands want it, for a page that changes it without being loaded again. */
const cartData = (cart: Cart) => ({
  pieces: piecesIn(cart),
  items: itemCommands(cart),
  total: amount(subtotalOf(cart)),
});

const cartUpdate = (cart: Cart): Command[] => [
  ...itemCommands(cart),
  ['trackEcommerceCartUpdate', amount(subtotalOf(cart))],
];

const wantsJson = (request: FastifyRequest): boolean => (request.headers.accept ?? '').includes('application/json');

const lineRow = ({ product, quantity }: CartLine): Html => html`
  <li class="line">
    <a class="line__picture" href="/product/${product.slug}" tabindex="-1" aria-hidden="true"
      >${productPicture(product)}</a
    >
    <div class="line__text">
      <a href="/product/${product.slug}"><strong>${product.name}</strong></a>
      <span class="small">${euros(product.price)} each</span>
    </div>
    <div class="line__quantity">
      <label class="visually-hidden" for="q-${product.sku}">Quantity of ${product.name}</label>
      <input
        id="q-${product.sku}"
        type="number"
        name="q-${product.sku}"
        value="${quantity}"
        min="0"
        max="${MAX_QUANTITY}"
      />
      <button class="button button--quiet" type="submit" name="remove" value="${product.sku}">
        Remove<span class="visually-hidden"> ${product.name}</span>
      </button>
    </div>
    <span class="line__price price">${euros(product.price * quantity)}</span>
  </li>
`;

const cartBody = (cart: Cart): Html => html`
  <header class="page-head"><h1>Your cart</h1></header>
  <form method="post" action="/cart/lines">
    <ul class="lines">
      ${cart.map(lineRow)}
    </ul>
    <div class="cart-foot">
      <button class="button" type="submit">Update quantities</button>
      <p class="cart-foot__sum">Together <strong class="price">${euros(subtotalOf(cart))}</strong></p>
      <a class="button button--primary" href="/checkout">Go to checkout</a>
    </div>
  </form>
`;

const emptyBody = html`
  <header class="page-head"><h1>Your cart</h1></header>
  <p class="empty">Empty as a beach in February. <a href="/category/galley">Start with a mug</a>, everybody does.</p>
`;

/** The cart after the form with all quantities was sent; a product in `remove` goes whatever its quantity says. */
const changedCart = (cart: Cart, fields: unknown): Cart => {
  const removed = textField(fields, 'remove');
  return cart.reduce<Cart>((changed, { product, quantity }) => {
    const wanted = integerField(fields, `q-${product.sku}`, 0, MAX_QUANTITY, quantity);
    return withQuantity(changed, product, product.sku === removed ? 0 : wanted);
  }, cart);
};

const add = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const product = productBySku(textField(request.body, 'sku'));
  if (!product) return reply.code(400).type('text/plain; charset=utf-8').send('There is no such product.\n');
  const quantity = integerField(request.body, 'quantity', 1, MAX_QUANTITY, 1);
  const cart = withAdded(visitorOf(request).cart, product, quantity);
  keepCart(reply, cart);
  if (wantsJson(request)) return reply.header('cache-control', 'no-store').send(cartData(cart));
  leaveNotice(reply, 'cart-changed');
  return reply.redirect('/cart', 303);
};

const toggleWish = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const product = productBySku(textField(request.body, 'sku'));
  if (!product) return reply.code(400).type('text/plain; charset=utf-8').send('There is no such product.\n');
  const { wishes } = visitorOf(request);
  const isWished = !wishes.includes(product);
  keepWishes(reply, isWished ? [...wishes, product] : wishes.filter((wish) => wish !== product));
  if (wantsJson(request)) return reply.header('cache-control', 'no-store').send({ isWished });
  return reply.redirect(`/product/${product.slug}`, 303);
};

export const cartRoutes: Routes = (app, shop) => {
  app.get('/cart', (request, reply) => {
    const visitor = visitorOf(request);
    const page = {
      title: 'Your cart',
      section: '/cart',
      tracking: { after: visitor.notice === 'cart-changed' ? cartUpdate(visitor.cart) : [] },
      body: visitor.cart.length > 0 ? cartBody(visitor.cart) : emptyBody,
    };
    return sendPage(shop, request, reply, page, visitor);
  });

  app.post('/cart', add);
  app.post('/wishes', toggleWish);

  app.post('/cart/lines', (request, reply) => {
    keepCart(reply, changedCart(visitorOf(request).cart, request.body));
    leaveNotice(reply, 'cart-changed');
    return reply.redirect('/cart', 303);
  });
};
