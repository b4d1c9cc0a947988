// Category and product pages.
import { CATEGORIES, categoryBySlug, productBySlug, productsIn, type Product } from '../catalogue.js';
import { MAX_QUANTITY } from '../cart.js';
import { html, type Html } from '../html.js';
import { euros } from '../money.js';
import { productGrid, productPicture } from '../product-card.js';
import { sendPage, type Routes } from '../routes.js';
import { productView } from '../tracking.js';
import { visitorOf } from '../visitor.js';

const buyForm = (product: Product): Html => html`
  <form class="buy" method="post" action="/cart" data-add-to-cart data-product-name="${product.name}">
    <input type="hidden" name="sku" value="${product.sku}" />
    <label for="quantity">Quantity</label>
    <input id="quantity" type="number" name="quantity" value="1" min="1" max="${MAX_QUANTITY}" required />
    <button class="button button--primary" type="submit">Add to cart</button>
    <button class="button" type="submit" name="leave" value="1" data-event="Product|Buy now|${product.name}">
      Buy now
    </button>
  </form>
`;

const wishForm = (product: Product, isWished: boolean): Html => html`
  <form method="post" action="/wishes" data-add-to-wishes data-product-name="${product.name}">
    <input type="hidden" name="sku" value="${product.sku}" />
    <button class="button button--quiet" type="submit">${isWished ? 'On your wish list' : 'Add to wish list'}</button>
  </form>
`;

const productBody = (product: Product, isWished: boolean): Html => html`
  <nav class="crumbs" aria-label="You are here">
    <a href="/">Shop</a> <a href="/category/${product.category.slug}">${product.category.name}</a>
  </nav>
  <article class="product">
    ${productPicture(product)}
    <div class="product__text">
      <h1>${product.name}</h1>
      <p class="lead">${product.line}</p>
      <p class="product__price">${euros(product.price)} <small>with tax</small></p>
      ${buyForm(product)} ${wishForm(product, isWished)}
      <p>${product.story}</p>
      <dl class="facts">
        ${product.facts.map(
          ([label, value]) => html`
            <div>
              <dt>${label}</dt>
              <dd>${value}</dd>
            </div>
          `,
        )}
      </dl>
      <p class="small">Article ${product.sku}</p>
    </div>
  </article>
  <section aria-labelledby="beside">
    <h2 id="beside">From the same shelf</h2>
    ${productGrid(productsIn(product.category).filter((other) => other !== product))}
  </section>
`;

export const catalogueRoutes: Routes = (app, shop) => {
  app.get<{ Params: { slug: string } }>('/category/:slug', (request, reply) => {
    const category = categoryBySlug(request.params.slug);
    if (!category) return reply.callNotFound();
    return sendPage(shop, request, reply, {
      title: category.name,
      section: `/category/${category.slug}`,
      tracking: { before: [['setEcommerceView', false, false, category.name]] },
      body: html`
        <header class="page-head">
          <p class="eyebrow">Department ${CATEGORIES.indexOf(category) + 1} of ${CATEGORIES.length}</p>
          <h1>${category.name}</h1>
          <p class="lead">${category.line}</p>
        </header>
        ${productGrid(productsIn(category))}
      `,
    });
  });

  app.get<{ Params: { slug: string } }>('/product/:slug', (request, reply) => {
    const product = productBySlug(request.params.slug);
    if (!product) return reply.callNotFound();
    const visitor = visitorOf(request);
    return sendPage(
      shop,
      request,
      reply,
      {
        title: product.name,
        section: `/category/${product.category.slug}`,
        tracking: { before: [productView(product)] },
        body: productBody(product, visitor.wishes.includes(product)),
      },
      visitor,
    );
  });
};
