// The cart lives in a cookie, so that it works without a script and survives a restart of the shop.
import { productBySku, type Product } from './catalogue.js';

export const MAX_QUANTITY = 99;

export interface CartLine {
  product: Product;
  quantity: number;
}

export type Cart = readonly CartLine[];

const clampQuantity = (quantity: number): number => Math.min(MAX_QUANTITY, Math.max(0, Math.trunc(quantity)));

/** Reads the cookie's `sku*quantity` pairs; whatever is damaged or no longer sold is left out. */
export const parseCart = (text: string | undefined): Cart => {
  let cart: Cart = [];
  for (const pair of (text ?? '').split('.')) {
    const [, sku = '', quantity = ''] = /^([\w-]+)\*(\d{1,3})$/.exec(pair) ?? [];
    const product = productBySku(sku);
    if (product) cart = withQuantity(cart, product, Number(quantity));
  }
  return cart;
};

export const serialiseCart = (cart: Cart): string =>
  cart.map(({ product, quantity }) => `${product.sku}*${quantity}`).join('.');

/** The cart with this many pieces of a product; zero removes it. */
export const withQuantity = (cart: Cart, product: Product, quantity: number): Cart => {
  const wanted = clampQuantity(quantity);
  const known = cart.some((line) => line.product === product);
  const lines = known
    ? cart.map((line) => (line.product === product ? { product, quantity: wanted } : line))
    : [...cart, { product, quantity: wanted }];
  return lines.filter((line) => line.quantity > 0);
};

/** The cart with so many more pieces of a product. */
export const withAdded = (cart: Cart, product: Product, quantity: number): Cart => {
  const present = cart.find((line) => line.product === product)?.quantity ?? 0;
  return withQuantity(cart, product, present + quantity);
};

export const piecesIn = (cart: Cart): number => cart.reduce((sum, line) => sum + line.quantity, 0);

/** Cents. */
export const subtotalOf = (cart: Cart): number =>
  cart.reduce((sum, line) => sum + line.product.price * line.quantity, 0);
