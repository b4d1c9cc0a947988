import { describe, expect, it } from 'vitest';
import { parseCart } from '../../demo/shop/cart.js';
import { Orders, totalsOf } from '../../demo/shop/orders.js';

describe('what an order costs', () => {
  it('adds shipping below 60.00', () => {
    expect(totalsOf(parseCart('TT-101*1'))).toEqual({
      subtotal: 4990,
      discount: 0,
      shipping: 490,
      tax: 913,
      total: 5480,
    });
  });

  it('ships free from 60.00', () => {
    expect(totalsOf(parseCart('TT-102*1'))).toMatchObject({ shipping: 0, total: 6400 });
  });

  it('takes ten percent off for the code, before shipping is decided', () => {
    expect(totalsOf(parseCart('TT-102*1'), 'tide10')).toMatchObject({ discount: 640, shipping: 490, total: 6250 });
  });

  it('ignores a code it does not know', () => {
    expect(totalsOf(parseCart('TT-102*1'), '__proto__')).toMatchObject({ discount: 0 });
  });
});

describe('orders', () => {
  it('have numbers of their own by which they are found', () => {
    const orders = new Orders();
    const placed = Array.from({ length: 200 }, () => orders.place(parseCart('TT-301*1'), 'Ada', ''));
    expect(new Set(placed.map((order) => order.id)).size).toBe(200);
    for (const order of placed) expect(orders.find(order.id)).toBe(order);
  });

  it('are announced once', () => {
    const orders = new Orders();
    const { id } = orders.place(parseCart('TT-301*1'), 'Ada', '');
    expect([orders.announce(id), orders.announce(id)]).toEqual([true, false]);
  });

  it('are removed beyond a thousand, the oldest first', () => {
    const orders = new Orders();
    const place = () => orders.place(parseCart('TT-301*1'), 'Ada', '').id;
    const first = place();
    const second = place();
    for (let count = 2; count <= 1000; count++) place();
    expect(orders.find(first)).toBeUndefined();
    expect(orders.find(second)).toBeDefined();
  });
});
