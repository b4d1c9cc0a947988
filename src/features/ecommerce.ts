/** Ecommerce: product views, the cart, orders. */
import { toJson } from '../encode';
import { track } from '../hit/build';
import { PRODUCT_VIEW } from '../hit/rows';
import { seconds } from '../identity/visitor';
import { numeric } from '../hit/validate';
import { refuse } from '../report';
import { isText, textOf } from '../values';
import type { Amount, Text } from '../arguments';
import type { Context } from '../context';
import type { Params } from '../encode';

type Categories = Text | readonly Text[];
/** In the copies that the page gets, what was not given is null until the cart or an order is tracked. */
type Item = [sku: Text, name: Text | null, category: Text | Text[] | null, price: Text | null, quantity: Text | null];

/** The server takes no more. */
const MAX_CATEGORIES = 5;

/** An item with defaults for what was not given. */
const complete = ([sku, name = '', category = '', price = 0, quantity = 1]: unknown[]): unknown[] => [
  sku,
  name,
  category,
  price,
  quantity,
];

/** Shops pass false for a name that they do not have. */
const nameOf = (value: unknown): Text | undefined =>
  value === undefined ? value : textOf(value === false ? '' : value);

/** Items by SKU; number-like SKUs come first and ascending, as in any object. */
const empty = (): Record<string, unknown[]> => Object.create(null);

export const ecommerce = (t: Context) => {
  let cart = empty();
  let view: Params = {};
  t._rows[PRODUCT_VIEW] = () => view;

  const trackCart = (params: Params): void => {
    const items = Object.keys(cart).map((sku) => (cart[sku] = complete(cart[sku] as unknown[])));
    track(t, { idgoal: 0, ...params, ec_items: toJson(items) }, { _kind: 'ecommerce' });
  };

  return {
    /**
     * Marks the page views that follow as views of a product (SKU or name given) or of a category, until called again.
     * @param sku - the product's, false for a category
     * @param name - the product's, false for a category
     * @param category - one name, or a list of up to five
     * @param price - of one piece
     * @see Tracking API: `_pks`, `_pkn`, `_pkc`, `_pkp`
     */
    setEcommerceView(
      sku?: Text | false,
      name?: Text | false,
      category?: Categories | false,
      price?: Amount | false,
    ): void {
      const names = Array.isArray(category) ? category.slice(0, MAX_CATEGORIES) : [];
      view = {
        _pkc: names.length ? toJson(names) : isText(category) ? category : '',
        _pkp: numeric(price, 'price'),
      };
      if (isText(sku)) view['_pks'] = sku;
      if (isText(sku) || isText(name)) view['_pkn'] = isText(name) ? name : '';
    },

    /**
     * Puts an item into the cart; the same SKU again replaces it. Nothing is sent before the cart or the order is.
     * @param sku - number or non-empty text; else refused
     * @param name - of the product
     * @param category - one name, or a list of up to five
     * @param price - of one piece; 0 unless given
     * @param quantity - 1 unless given
     * @see Tracking API: `ec_items`
     */
    addEcommerceItem(sku: Text, name?: Text, category?: Categories, price?: Amount, quantity?: Amount): void {
      if (!isText(sku)) return refuse(sku, 'text', 'sku');
      cart[sku] = [
        sku,
        nameOf(name),
        Array.isArray(category) ? [...category.slice(0, MAX_CATEGORIES)].map(nameOf) : nameOf(category),
        numeric(price, 'price'),
        numeric(quantity, 'quantity'),
      ];
    },
    /**
     * Takes an item out of the cart.
     * @param sku - as it was added
     */
    removeEcommerceItem(sku: Text): void {
      delete cart[sku];
    },
    /** Empties the cart. {@link trackEcommerceCartUpdate} tells the server. */
    clearEcommerceCart(): void {
      cart = empty();
    },
    /** A copy of the cart: `[sku, name, category, price, quantity]` by SKU; null for what was not given, until it is tracked. */
    getEcommerceItems: (): Record<string, Item> => JSON.parse(toJson(cart)),

    /**
     * Tracks an order, with the items of the cart, and empties the cart.
     * @param orderId - number or non-empty text, counted once by the server; else refused
     * @param grandTotal - what was paid, with tax and shipping; refused if it is left out
     * @param subTotal - without shipping; false for none, like those that follow
     * @param tax - in the same currency as all amounts
     * @param shipping - what it cost to send it
     * @param discount - what was taken off
     * @see Tracking API: `ec_id`, `revenue`, `ec_st`, `ec_tx`, `ec_sh`, `ec_dt`, `ec_items`
     */
    trackEcommerceOrder(
      orderId: Text,
      grandTotal: Amount,
      subTotal?: Amount | false,
      tax?: Amount | false,
      shipping?: Amount | false,
      discount?: Amount | false,
    ): void {
      if (textOf(orderId) === '') return refuse(orderId, 'text', 'orderId');
      if (grandTotal === undefined) return refuse(grandTotal, 'a number', 'grandTotal');
      // Shops pass false for "none"; it is sent as it is.
      const sum = (name: string, value: unknown): unknown => (value === false ? value : numeric(value, name));
      t._orderedAt = seconds();
      trackCart({
        ec_id: orderId,
        // An order without its total is still an order.
        revenue: numeric(grandTotal, 'grandTotal') || 0,
        ec_st: sum('subTotal', subTotal),
        ec_tx: sum('tax', tax),
        ec_sh: sum('shipping', shipping),
        ec_dt: sum('discount', discount),
      });
      cart = empty();
    },
    /**
     * Tracks the cart as it is: call it whenever the cart changes.
     * @param grandTotal - what the cart costs now; refused if it is left out
     * @see Tracking API: `idgoal=0`, `revenue`, `ec_items`
     */
    trackEcommerceCartUpdate(grandTotal: Amount): void {
      if (grandTotal === undefined) return refuse(grandTotal, 'a number', 'grandTotal');
      trackCart({ revenue: numeric(grandTotal, 'grandTotal') || 0 });
    },
  };
};
