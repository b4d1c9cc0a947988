import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCart, piecesIn, serialiseCart, subtotalOf, withAdded, withQuantity } from '../../demo/shop/cart.js';
import { PRODUCTS, productBySku, type Product } from '../../demo/shop/catalogue.js';
import { SEED } from '../support/seed';

const product = (sku: string): Product => {
  const found = productBySku(sku);
  if (!found) throw new Error(`The catalogue has no ${sku}`);
  return found;
};

describe('the cart', () => {
  it('adds pieces to a line that it already has', () => {
    const cart = withAdded(withAdded([], product('TT-101'), 2), product('TT-101'), 1);
    expect(cart).toEqual([{ product: product('TT-101'), quantity: 3 }]);
  });

  it('removes a line whose quantity becomes zero', () => {
    const cart = withAdded(withAdded([], product('TT-101'), 2), product('TT-301'), 1);
    expect(withQuantity(cart, product('TT-101'), 0)).toEqual([{ product: product('TT-301'), quantity: 1 }]);
  });

  it('holds at most 99 pieces of a product', () => {
    expect(piecesIn(withAdded([], product('TT-101'), 1000))).toBe(99);
  });

  it('sums up in cents', () => {
    expect(subtotalOf(parseCart('TT-101*2.TT-301*1'))).toBe(2 * 4990 + 1450);
  });
});

describe('the cart’s cookie', () => {
  it('holds every cart completely', () => {
    const lines = fc.uniqueArray(
      fc.record({ product: fc.constantFrom(...PRODUCTS), quantity: fc.integer({ min: 1, max: 99 }) }),
      { selector: (line) => line.product },
    );
    fc.assert(
      fc.property(lines, (cart) => {
        expect(parseCart(serialiseCart(cart))).toEqual(cart);
      }),
      { seed: SEED },
    );
  });

  it('gives an empty cart for damaged text, never an error', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseCart(`?${text.replaceAll('.', '')}`)).toEqual([]);
      }),
      { seed: SEED },
    );
  });

  it('keeps the readable lines of a partly damaged text', () => {
    expect(piecesIn(parseCart('TT-101*2.TT-999*4.*.TT-301*-1.TT-302*1e3'))).toBe(2);
  });
});
