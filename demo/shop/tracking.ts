// The tracking code that is pasted into each page, in the form every Matomo site knows.
import { amount } from './money.js';
import type { Cart } from './cart.js';
import type { Product } from './catalogue.js';
import { literal, trusted, type Html } from './html.js';

/** One `_paq.push` argument: the method's name and its arguments, which must be JSON values. */
export type Command = readonly [method: string, ...args: readonly unknown[]];

/** Where the hits go and where the script comes from. */
export interface TrackingTarget {
  /** The directory of `matomo.php`, with a slash at the end: `//localhost:8123/` or `https://stats.example.org/`. */
  trackerUrl: string;
  scriptUrl: string;
  siteId: string;
}

/** What one page adds to the common snippet. */
export interface PageTracking {
  /** Commands that must stand before the page view. */
  before?: readonly Command[];
  /** Replaces `trackPageView`, as a search does. */
  view?: Command;
  /** Commands that follow the page view. */
  after?: readonly Command[];
}

const push = ([method, ...args]: Command): string =>
  `_paq.push([${[`'${method}'`, ...args.map(literal)].join(', ')}]);`;

const lines = (commands: readonly Command[], indent: string): string =>
  commands.map((command) => `${indent}${push(command)}\n`).join('');

/** The lines of a page, in the order in which Matomo's guide has them. */
export const commandsOf = (common: readonly Command[], page: PageTracking): readonly Command[] => [
  ...common,
  ...(page.before ?? []),
  page.view ?? ['trackPageView'],
  ['enableLinkTracking'],
  ...(page.after ?? []),
];

/** The snippet as a site owner pastes it; only the name of the script is another one than the original's. */
export const snippet = (target: TrackingTarget, commands: readonly Command[]): Html =>
  trusted(`<!-- Matomo -->
<script>
  var _paq = window._paq = window._paq || [];
  /* tracker methods like "setCustomDimension" should be called before "trackPageView" */
${lines(commands, '  ')}  (function() {
    var u=${literal(target.trackerUrl)};
    _paq.push(['setTrackerUrl', u+'matomo.php']);
    _paq.push(['setSiteId', ${literal(target.siteId)}]);
    var d=document, g=d.createElement('script'), s=d.getElementsByTagName('script')[0];
    g.async=true; g.src=${scriptSource(target)}; s.parentNode.insertBefore(g,s);
  })();
</script>
<!-- End Matomo Code -->`);

const scriptSource = ({ scriptUrl, trackerUrl }: TrackingTarget): string =>
  scriptUrl.startsWith(trackerUrl) ? `u+${literal(scriptUrl.slice(trackerUrl.length))}` : literal(scriptUrl);

/** The same commands without the script tag: a tag manager's container loads the tracker later. */
export const queueOnly = (target: TrackingTarget, commands: readonly Command[]): Html =>
  trusted(`<script>
  var _paq = window._paq = window._paq || [];
${lines([...commands, ['setTrackerUrl', `${target.trackerUrl}matomo.php`], ['setSiteId', target.siteId]], '  ')}</script>`);

/** `addEcommerceItem` for each line of a cart. */
export const itemCommands = (cart: Cart): Command[] =>
  cart.map(({ product, quantity }) => [
    'addEcommerceItem',
    product.sku,
    product.name,
    product.category.name,
    amount(product.price),
    quantity,
  ]);

export const productView = (product: Product): Command => [
  'setEcommerceView',
  product.sku,
  product.name,
  product.category.name,
  amount(product.price),
];
