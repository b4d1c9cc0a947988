// Orders and what they cost. They are kept in memory: nothing is really sold here.
import { randomInt } from 'node:crypto';
import { subtotalOf, type Cart } from './cart.js';

const FREE_SHIPPING_FROM = 6000;
const SHIPPING = 490;
const VAT = 0.2;
const DISCOUNTS: ReadonlyMap<string, number> = new Map([['TIDE10', 0.1]]);
const KEPT_ORDERS = 1000;

/** All amounts in cents. `tax` is contained in `total`. */
export interface Totals {
  subtotal: number;
  discount: number;
  shipping: number;
  tax: number;
  total: number;
}

export interface Order {
  id: string;
  cart: Cart;
  totals: Totals;
  name: string;
}

export const isDiscountCode = (code: string): boolean => DISCOUNTS.has(code.toUpperCase());

export const totalsOf = (cart: Cart, code = ''): Totals => {
  const subtotal = subtotalOf(cart);
  const discount = Math.round(subtotal * (DISCOUNTS.get(code.toUpperCase()) ?? 0));
  const shipping = subtotal - discount >= FREE_SHIPPING_FROM ? 0 : SHIPPING;
  const total = subtotal - discount + shipping;
  return { subtotal, discount, shipping, tax: Math.round(total - total / (1 + VAT)), total };
};

export class Orders {
  private readonly orders = new Map<string, Order>();
  private readonly unannounced = new Set<string>();

  /** Takes an order and gives it a number that no order of today has. The oldest order is forgotten beyond a thousand. */
  place(cart: Cart, name: string, code: string): Order {
    const order = { id: this.freeId(), cart, totals: totalsOf(cart, code), name };
    this.orders.set(order.id, order);
    this.unannounced.add(order.id);
    this.forgetOldest();
    return order;
  }

  find(id: string): Order | undefined {
    return this.orders.get(id);
  }

  /** True once for each order: a confirmation that is reloaded must not count as a second sale. */
  announce(id: string): boolean {
    return this.unannounced.delete(id);
  }

  private forgetOldest(): void {
    const [oldest] = this.orders.keys();
    if (this.orders.size <= KEPT_ORDERS || oldest === undefined) return;
    this.orders.delete(oldest);
    this.unannounced.delete(oldest);
  }

  /** Dated and random, because analytics servers take a repeated order number for a repeated order. */
  private freeId(): string {
    const day = new Date().toISOString().slice(2, 10).replaceAll('-', '');
    const id = `A-${day}-${randomInt(100_000, 1_000_000)}`;
    return this.orders.has(id) ? this.freeId() : id;
  }
}
