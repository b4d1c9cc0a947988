import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CATEGORIES, PRODUCTS, productsIn, searchProducts } from '../../demo/shop/catalogue.js';

const names = (query: string, category?: string) => searchProducts(query, category).map((product) => product.name);

describe('the catalogue', () => {
  it('gives every product its own number, its own address and a picture', () => {
    expect(new Set(PRODUCTS.map((product) => product.sku)).size).toBe(PRODUCTS.length);
    expect(new Set(PRODUCTS.map((product) => product.slug)).size).toBe(PRODUCTS.length);
    for (const { slug } of PRODUCTS) {
      expect(existsSync(new URL(`../../demo/shop/public/images/${slug}.svg`, import.meta.url)), slug).toBe(true);
    }
  });

  it('has something in every category', () => {
    for (const category of CATEGORIES) expect(productsIn(category).length, category.name).toBeGreaterThan(0);
  });
});

describe('searching the catalogue', () => {
  it('finds words in names and descriptions, in any case', () => {
    expect(names('BLUE shoes')).toEqual(['Blue shoes']);
    expect(names('driftwood')).toEqual(['Storm kettle']);
  });

  it('puts products with the word in their name first', () => {
    expect(names('lantern')[0]).toBe('Storm lantern');
  });

  it('finds only products with every word', () => {
    expect(names('blue kettle')).toEqual([]);
  });

  it('searches in one category, and ignores one that does not exist', () => {
    expect(names('storm', 'galley')).toEqual(['Storm kettle']);
    expect(names('storm', 'no-such')).toEqual(names('storm'));
  });

  it('finds nothing for an empty query', () => {
    expect(names('  ')).toEqual([]);
  });
});
