// What surrounds a page of the shop: header, footer, consent banner.
import { piecesIn } from './cart.js';
import { CATEGORIES } from './catalogue.js';
import { consentBanner } from './consent-banner.js';
import { htmlDocument, SHOP_NAME, type Page } from './document.js';
import { html, trusted, type Html } from './html.js';
import type { Shop } from './shop.js';
import type { Visitor } from './visitor.js';

const LOGO = trusted(
  '<svg class="logo" viewBox="0 0 48 32" aria-hidden="true"><path d="M2 9c8-3 14-1 20 7C26 8 33 2 46 1c-6 4-11 9-14 15 4 1 8 1 13-1-5 6-12 9-19 7-4 5-9 8-16 9 3-2 6-5 8-9C13 17 8 12 2 9Z"/></svg>',
);

const NAVIGATION: readonly (readonly [path: string, name: string])[] = [
  ...CATEGORIES.map(({ slug, name }) => [`/category/${slug}`, name] as const),
  ['/journal', 'Journal'],
  ['/planner', 'Planner'],
];

const demoBar = (shop: Shop): Html => html`
  <aside class="demo-bar" aria-label="About this demo">
    Demo shop, nothing is sold.
    ${
      shop.usesMatomoServer
        ? html`Hits go to <code>${shop.tracking.trackerUrl}</code>, site ${shop.tracking.siteId}.`
        : html`<a href="/inspector">Watch your hits</a>`
    }
  </aside>
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
          <li><a href="/docs">The tracker’s guides</a></li>
        </ul>
      </section>
    </div>
  </footer>
`;

const SHEETS = ['base', 'layout', 'components', 'pages', 'counter'];

/** A page of the shop. */
export const layout = (shop: Shop, visitor: Visitor, page: Page): Html =>
  htmlDocument(
    shop,
    visitor,
    page,
    SHEETS,
    html`
      <a class="skip-link" href="#main">Skip to the content</a>
      ${demoBar(shop)} ${header(visitor, page)}
      <main id="main" tabindex="-1">${page.body}</main>
      ${footer(shop)} ${!visitor.hasChosen && consentBanner(visitor.consentMode)}
      <p class="toast" role="status" data-toast hidden></p>
    `,
  );
