// The frame around every page: head with snippet, header, footer, consent banner.
import { piecesIn } from './cart.js';
import { CATEGORIES } from './catalogue.js';
import { consentBanner } from './consent-banner.js';
import { html, trusted, type Html } from './html.js';
import type { Shop } from './shop.js';
import { commandsOf, snippet, type Command, type PageTracking } from './tracking.js';
import type { Visitor } from './visitor.js';

export interface Page {
  /** The document's title without the shop's name. */
  title: string;
  body: Html;
  /** HTTP status, 200 if left out. */
  status?: number;
  /** Path of the navigation entry that this page belongs to. */
  section?: string;
  tracking?: PageTracking;
  /** Names of further scripts of the shop, below `/assets/`. */
  scripts?: readonly string[];
  /** Another way to bring the tracker into the page. */
  trackerCode?: (shop: Shop, commands: readonly Command[]) => Html;
}

export const SHOP_NAME = 'Tern & Tide';

const LOGO = trusted(
  '<svg class="logo" viewBox="0 0 48 32" aria-hidden="true"><path d="M2 9c8-3 14-1 20 7C26 8 33 2 46 1c-6 4-11 9-14 15 4 1 8 1 13-1-5 6-12 9-19 7-4 5-9 8-16 9 3-2 6-5 8-9C13 17 8 12 2 9Z"/></svg>',
);

const NAVIGATION: readonly (readonly [path: string, name: string])[] = [
  ...CATEGORIES.map(({ slug, name }) => [`/category/${slug}`, name] as const),
  ['/journal', 'Journal'],
  ['/planner', 'Planner'],
];

/** Commands that every page of the site has in its snippet. */
const commonCommands = (visitor: Visitor): Command[] => [
  ...(visitor.consentMode === 'required' ? [['requireConsent'] as const] : []),
  ...(visitor.consentMode === 'cookies' ? [['requireCookieConsent'] as const] : []),
  ['setDomains', ['localhost', '127.0.0.1']],
  ['enableCrossDomainLinking'],
  ['enableJSErrorTracking'],
  ...(visitor.userId ? [['setUserId', visitor.userId] as const] : []),
];

const head = (shop: Shop, visitor: Visitor, page: Page): Html => html`
  <head>
    <meta charset="utf-8" />
    <title>${page.title} | ${SHOP_NAME}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml" />
    ${['base', 'layout', 'components', 'pages'].map(
      (sheet) => html`<link rel="stylesheet" href="/assets/${sheet}.css" />`,
    )}
    ${(page.trackerCode ?? ((_shop, commands) => snippet(shop.tracking, commands)))(
      shop,
      commandsOf(commonCommands(visitor), page.tracking ?? {}),
    )}
    ${['shop.js', ...(page.scripts ?? [])].map((name) => html`<script src="/assets/${name}" defer></script>`)}
  </head>
`;

const demoBar = (shop: Shop): Html => html`
  <p class="demo-bar">
    A demo shop: nothing is really sold.
    ${
      shop.usesMatomoServer
        ? html`Hits go to <code>${shop.tracking.trackerUrl}</code>, site ${shop.tracking.siteId}.`
        : html`<a href="/inspector">Watch your hits arrive</a>`
    }
  </p>
`;

const header = (visitor: Visitor, page: Page): Html => {
  const pieces = piecesIn(visitor.cart);
  return html`
    <header class="site-header">
      <div class="site-header__bar">
        <a class="brand" href="/">${LOGO}<span>${SHOP_NAME}</span></a>
        <form class="search" action="/search" role="search">
          <label class="visually-hidden" for="site-search">Search the shop</label>
          <input id="site-search" type="search" name="q" maxlength="200" placeholder="Search: lantern, wool, tea …" />
          <button type="submit">Search</button>
        </form>
        <nav class="tools" aria-label="You">
          <a href="/account" ${page.section === '/account' && trusted('aria-current="page"')}>
            ${visitor.userId ? html`<span class="tools__user">${visitor.userId}</span>` : 'Log in'}
          </a>
          <a class="cart-link" href="/cart" ${page.section === '/cart' && trusted('aria-current="page"')}>
            Cart <span class="cart-count" data-cart-count>${pieces}</span
            ><span class="visually-hidden"> ${pieces === 1 ? 'piece' : 'pieces'}</span>
          </a>
        </nav>
      </div>
      <nav class="sections" aria-label="Shop">
        <ul>
          ${NAVIGATION.map(
            ([path, name]) => html`
              <li><a href="${path}" ${page.section === path && trusted('aria-current="page"')}>${name}</a></li>
            `,
          )}
        </ul>
      </nav>
    </header>
  `;
};

const footer = (shop: Shop): Html => html`
  <footer class="site-footer">
    <div class="site-footer__columns">
      <section>
        <h2>${SHOP_NAME}</h2>
        <p>Goods for cold coasts. We do not exist, but we would be open from nine to low water.</p>
      </section>
      <section>
        <h2>Read</h2>
        <ul>
          <li><a href="/journal/packing-for-the-coast">Packing for the coast</a></li>
          <li><a href="/journal/one-tide">One tide, a film</a></li>
          <li><a href="${shop.otherUrl}/">Our workshop, on its own domain</a></li>
        </ul>
      </section>
      <section>
        <h2>Behind the counter</h2>
        <ul>
          <li><a href="/privacy">Privacy and consent</a></li>
          <li><a href="/workbench">Workbench: errors, frames, links</a></li>
          <li><a href="/tag-manager">The tag manager’s page</a></li>
        </ul>
      </section>
    </div>
  </footer>
`;

/** The whole document of a page. */
export const layout = (shop: Shop, visitor: Visitor, page: Page): Html =>
  html`<!doctype html>
    <html lang="en">
      ${head(shop, visitor, page)}
      <body>
        <a class="skip-link" href="#main">Skip to the content</a>
        ${demoBar(shop)} ${header(visitor, page)}
        <main id="main" tabindex="-1">${page.body}</main>
        ${footer(shop)} ${!visitor.hasChosen && consentBanner(visitor.consentMode)}
        <p class="toast" role="status" data-toast hidden></p>
      </body>
    </html>`;
