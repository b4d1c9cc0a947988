// A product as it stands in lists.
import type { Product } from './catalogue.js';
import { html, type Html } from './html.js';
import { euros } from './money.js';

export const productPicture = (product: Product): Html => html`
  <span class="picture picture--${product.tint}">
    <img src="/assets/images/${product.slug}.svg" alt="" width="400" height="400" />
  </span>
`;

const productCard = (product: Product): Html => html`
  <li class="card">
    <a href="/product/${product.slug}">
      ${productPicture(product)}
      <span class="card__row">
        <strong>${product.name}</strong>
        <span class="price">${euros(product.price)}</span>
      </span>
      <span class="card__line">${product.line}</span>
    </a>
  </li>
`;

export const productGrid = (products: readonly Product[]): Html => html`
  <ul class="grid">
    ${products.map(productCard)}
  </ul>
`;
