/** Ecommerce: product views, the cart, orders. */
import { track } from '../hit/build';
import { PRODUCT_VIEW } from '../hit/rows';
import { seconds } from '../identity/visitor';
import { numeric, refuse } from '../report';
import { isAbsent, isText, textOf } from '../values';
import type { Context } from '../context';
import type { Params } from '../hit/encode';

type Text = string | number;
type Item = [sku: Text, name: Text, category: Text | Text[], price: Text, quantity: Text];

/** The server takes no more. */
const MAX_CATEGORIES = 5;

export const ecommerce = (t: Context) => {
  let cart = new Map<string, Item>();
  let view: Params = {};
  t._rows[PRODUCT_VIEW] = () => view;

  /** Items by SKU; number-like SKUs first and ascending, as the keys of an object. */
  const items = (): Record<string, Item> => {
    const bySku: Record<string, Item> = Object.create(null);
    cart.forEach((item, sku) => (bySku[sku] = item));
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
        _pkp: numeric('setEcommerceView: price', price),
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
      cart.set(String(sku), [
        sku,
        textOf(name),
        Array.isArray(category) ? Array.from(category.slice(0, MAX_CATEGORIES), textOf) : textOf(category),
        numeric('addEcommerceItem: price', price, 0),
        numeric('addEcommerceItem: quantity', quantity, 1),
      ]);
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
      if (textOf(orderId) === '') return refuse('trackEcommerceOrder: orderId', orderId, 'text');
      if (isAbsent(grandTotal)) return refuse('trackEcommerceOrder: grandTotal', grandTotal, 'a number');
      // false is how shops say "none"; it travels as such.
      const sum = (name: string, value: unknown): unknown =>
        value === false ? value : numeric(`trackEcommerceOrder: ${name}`, value);
      t._orderedAt = seconds();
      trackCart({
        ec_id: orderId,
        // An order without its total is still an order.
        revenue: numeric('trackEcommerceOrder: grandTotal', grandTotal, 0),
        ec_st: sum('subTotal', subTotal),
        ec_tx: sum('tax', tax),
        ec_sh: sum('shipping', shipping),
        ec_dt: sum('discount', discount),
      });
      cart = new Map();
    },
    /** Tracks the cart as it is, with its total. */
    trackEcommerceCartUpdate(grandTotal: unknown): void {
      if (isAbsent(grandTotal)) return refuse('trackEcommerceCartUpdate: grandTotal', grandTotal, 'a number');
      trackCart({ revenue: numeric('trackEcommerceCartUpdate: grandTotal', grandTotal, 0) });
    },
  };
};
