// Checkout and order confirmation.
import type { Cart } from '../cart.js';
import { html, trusted, type Html } from '../html.js';
import { textField } from '../input.js';
import { amount, euros } from '../money.js';
import { isDiscountCode, totalsOf, type Order, type Totals } from '../orders.js';
import { sendPage, type Routes } from '../routes.js';
import { itemCommands, type Command } from '../tracking.js';
import { keepCart, visitorOf } from '../visitor.js';

interface Field {
  name: string;
  label: string;
  autocomplete: string;
  type?: string;
  optional?: boolean;
  /** What is wrong with a value, or nothing. */
  fault(value: string): string | false;
}

const required = (what: string) => (value: string) => value === '' && `Please give ${what}.`;

const FIELDS: readonly Field[] = [
  { name: 'name', label: 'Name', autocomplete: 'name', fault: required('your name') },
  {
    name: 'email',
    label: 'E-mail',
    autocomplete: 'email',
    type: 'email',
    fault: (value) => !/^[^\s@]+@[^\s@]+$/.test(value) && 'Please give an e-mail address, like ada@example.org.',
  },
  { name: 'street', label: 'Street and number', autocomplete: 'street-address', fault: required('your street') },
  { name: 'city', label: 'Post code and town', autocomplete: 'address-level2', fault: required('your town') },
  {
    name: 'code',
    label: 'Discount code',
    autocomplete: 'off',
    optional: true,
    fault: (value) => value !== '' && !isDiscountCode(value) && 'We do not know this code. TIDE10 is one.',
  },
];

type Values = Readonly<Record<string, string>>;

const valuesOf = (fields: unknown): Values =>
  Object.fromEntries(FIELDS.map(({ name }) => [name, textField(fields, name)]));

const faultsOf = (values: Values): Values =>
  Object.fromEntries(
    FIELDS.flatMap(({ name, fault }) => {
      const message = fault(values[name] ?? '');
      return message ? [[name, message]] : [];
    }),
  );

const formField = (
  { name, label, autocomplete, type = 'text', optional }: Field,
  isFirstFault: boolean,
  value = '',
  fault = '',
): Html => html`
  <div class="field">
    <label for="${name}">${label} ${optional && html`<small>if you have one</small>`}</label>
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      value="${value}"
      maxlength="200"
      autocomplete="${autocomplete}"
      ${!optional && trusted('required')}
      ${isFirstFault && trusted('autofocus')}
      ${fault !== '' && trusted(`aria-invalid="true" aria-describedby="${name}-fault"`)}
    />
    ${fault !== '' && html`<p class="field__error" id="${name}-fault">${fault}</p>`}
  </div>
`;

const sums = (cart: Cart, totals: Totals): Html => html`
  <dl class="facts">
    ${cart.map(
      ({ product, quantity }) => html`
        <div>
          <dt>${quantity} × ${product.name}</dt>
          <dd class="price">${euros(product.price * quantity)}</dd>
        </div>
      `,
    )}
    ${
      totals.discount > 0 &&
      html`<div>
        <dt>Discount</dt>
        <dd class="price">−${euros(totals.discount)}</dd>
      </div>`
    }
    <div>
      <dt>Shipping</dt>
      <dd class="price">${totals.shipping > 0 ? euros(totals.shipping) : 'free'}</dd>
    </div>
    <div class="facts__total">
      <dt>Total <small>with ${euros(totals.tax)} tax</small></dt>
      <dd class="price" data-order-total>${euros(totals.total)}</dd>
    </div>
  </dl>
`;

const checkoutBody = (cart: Cart, values: Values, faults: Values): Html => {
  const [firstFault] = Object.keys(faults);
  return html`
    <header class="page-head">
      <h1>Checkout</h1>
      <p class="lead">Nothing is sold and nothing is kept: any name will do.</p>
    </header>
    <div class="checkout">
      <form method="post" action="/checkout">
        ${FIELDS.map((field) => formField(field, field.name === firstFault, values[field.name], faults[field.name]))}
        <button class="button button--primary" type="submit">Place the order</button>
      </form>
      <section class="panel" aria-labelledby="summary">
        <h2 id="summary">Your order</h2>
        ${sums(cart, totalsOf(cart, values['code']))}
      </section>
    </div>
  `;
};

const orderCommands = ({ id, cart, totals }: Order): Command[] => [
  ...itemCommands(cart),
  [
    'trackEcommerceOrder',
    id,
    amount(totals.total),
    amount(totals.subtotal),
    amount(totals.tax),
    amount(totals.shipping),
    totals.discount > 0 ? amount(totals.discount) : false,
  ],
];

const orderBody = (order: Order): Html => html`
  <header class="page-head">
    <p class="eyebrow">Order <span data-order-id>${order.id}</span></p>
    <h1>Thank you, ${order.name}</h1>
    <p class="lead">We pack at low water. Or we would, if there were a we.</p>
  </header>
  <section class="panel narrow" aria-labelledby="ordered">
    <h2 id="ordered">What you ordered</h2>
    ${sums(order.cart, order.totals)}
  </section>
  <p><a class="button" href="/">Back to the shop</a></p>
`;

export const checkoutRoutes: Routes = (app, shop) => {
  app.get('/checkout', (request, reply) => {
    const visitor = visitorOf(request);
    if (visitor.cart.length === 0) return reply.redirect('/cart', 303);
    const page = { title: 'Checkout', section: '/cart', body: checkoutBody(visitor.cart, {}, {}) };
    return sendPage(shop, request, reply, page, visitor);
  });

  app.post('/checkout', (request, reply) => {
    const visitor = visitorOf(request);
    if (visitor.cart.length === 0) return reply.redirect('/cart', 303);
    const values = valuesOf(request.body);
    const faults = faultsOf(values);
    if (Object.keys(faults).length > 0) {
      const body = checkoutBody(visitor.cart, values, faults);
      const page = { title: 'Checkout: please correct', section: '/cart', status: 422, body };
      return sendPage(shop, request, reply, page, visitor);
    }
    const order = shop.orders.place(visitor.cart, values['name'] ?? '', values['code'] ?? '');
    keepCart(reply, []);
    return reply.redirect(`/order/${order.id}`, 303);
  });

  app.get<{ Params: { id: string } }>('/order/:id', (request, reply) => {
    const order = shop.orders.find(request.params.id);
    if (!order) return reply.callNotFound();
    return sendPage(shop, request, reply, {
      title: 'Thank you for your order',
      tracking: { after: shop.orders.announce(order.id) ? orderCommands(order) : [] },
      body: orderBody(order),
    });
  });
};
