/** Ecommerce: product views, the cart, orders. */
import { track } from '../hit/build';
import { PRODUCT_VIEW } from '../hit/rows';
import { seconds } from '../identity/visitor';
import { refuse } from '../report';
import { isAbsent, isText } from '../values';
import type { Context } from '../context';
import type { Params } from '../hit/encode';

type Item = [sku: string | number, name: unknown, category: unknown, price: unknown, quantity: unknown];

/** Nothing at all, `''` or `[]`; unlike 0 and false, which are values. */
const isBlank = (value: unknown): boolean => isAbsent(value) || String(value) === '';

const orElse = (value: unknown, fallback: unknown): unknown => (isBlank(value) ? fallback : value);

export const ecommerce = (t: Context) => {
  let cart = new Map<string, Item>();
  let view: Params = {};
  t._rows[PRODUCT_VIEW] = () => view;

  /** Items by SKU; number-like SKUs first and ascending, as the keys of an object. */
  const items = (): Record<string, Item> => {
    const bySku: Record<string, Item> = Object.create(null);
    cart.forEach(([sku, name, category, price, quantity], key) => {
      bySku[key] = [sku, orElse(name, ''), orElse(category, ''), orElse(price, 0), orElse(quantity, 1)];
    });
    return bySku;
  };

  const trackCart = (params: Params): void =>
    track(t, { idgoal: 0, ...params, ec_items: JSON.stringify(Object.values(items())) }, { _hook: 'ecommerce' });

  return {
    /**
     * Marks the page views that follow as views of a product (SKU or name given) or of a category, until called again.
     * @param category - one name, or a list of up to five
     */
    setEcommerceView(sku?: unknown, name?: unknown, category?: unknown, price?: unknown): void {
      const isList = Array.isArray(category) && category.length;
      view = {
        _pkc: isList ? JSON.stringify(category) : isText(category) ? category : '',
        _pkp: price === false || isBlank(price) ? undefined : price,
      };
      if (isText(sku)) view['_pks'] = sku;
      if (isText(sku) || isText(name)) view['_pkn'] = isText(name) ? name : '';
    },

    /** Puts an item into the cart; the same SKU again replaces it. Price 0 and quantity 1 unless given. */
    addEcommerceItem(
      sku: string | number,
      name?: unknown,
      category?: unknown,
      price?: unknown,
      quantity?: unknown,
    ): void {
      if (!isText(sku)) return refuse('addEcommerceItem: sku', sku, 'text');
      cart.set(String(sku), [sku, name, category, price, quantity]);
    },
    removeEcommerceItem(sku: unknown): void {
      cart.delete(String(sku));
    },
    clearEcommerceCart(): void {
      cart = new Map();
    },
    /** A copy of the cart: `[sku, name, category, price, quantity]` by SKU. */
    getEcommerceItems: (): Record<string, Item> => JSON.parse(JSON.stringify(items())),

    /**
     * Tracks an order, with the items of the cart, and empties the cart.
     * @see Tracking API: `ec_id`, `revenue`, `ec_st`, `ec_tx`, `ec_sh`, `ec_dt`, `ec_items`
     */
    trackEcommerceOrder(
      orderId: string | number,
      grandTotal: unknown,
      subTotal?: unknown,
      tax?: unknown,
      shipping?: unknown,
      discount?: unknown,
    ): void {
      if (isBlank(orderId)) return refuse('trackEcommerceOrder: orderId', orderId, 'text');
      if (isAbsent(grandTotal)) return refuse('trackEcommerceOrder: grandTotal', grandTotal, 'a number');
      const orNone = (value: unknown): unknown => orElse(value, undefined);
      t._orderedAt = seconds();
      trackCart({
        ec_id: orderId,
        revenue: grandTotal,
        ec_st: orNone(subTotal),
        ec_tx: orNone(tax),
        ec_sh: orNone(shipping),
        ec_dt: orNone(discount),
      });
      cart = new Map();
    },
    /** Tracks the cart as it is, with its total. */
    trackEcommerceCartUpdate(grandTotal: unknown): void {
      if (isAbsent(grandTotal)) return refuse('trackEcommerceCartUpdate: grandTotal', grandTotal, 'a number');
      trackCart({ revenue: grandTotal });
    },
  };
};
