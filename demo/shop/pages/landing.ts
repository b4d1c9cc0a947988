// The front page: products, and content blocks in every markup that content tracking knows.
import { CATEGORIES, PRODUCTS } from '../catalogue.js';
import { html, type Html } from '../html.js';
import { productGrid } from '../product-card.js';
import { sendPage, type Routes } from '../routes.js';

/** Not a content block: every visitor sees it, so its impressions would only repeat the page views. */
const hero = (): Html => html`
  <section class="hero">
    <div class="hero__text">
      <p class="eyebrow">Autumn, wind from the west</p>
      <h1>Goods for cold coasts</h1>
      <p class="lead">
        Shoes that grip, wool that forgives and a lantern that stays lit. Twelve things, made well, for people who go
        outside anyway.
      </p>
      <p class="actions">
        <a class="button button--primary" href="/category/clothing">Dress for the weather</a>
        <a class="button" href="/journal/packing-for-the-coast">What to pack</a>
      </p>
    </div>
    <img class="hero__picture" src="/assets/images/coast.svg" alt="" width="720" height="560" />
  </section>
`;

const categories = (): Html => html`
  <section aria-labelledby="departments">
    <h2 id="departments">Four small departments</h2>
    <ul class="departments">
      ${CATEGORIES.map(
        ({ slug, name, line }) => html`
          <li>
            <a href="/category/${slug}"><strong>${name}</strong><span>${line}</span></a>
          </li>
        `,
      )}
    </ul>
  </section>
`;

/** Four teasers, each marked up for content tracking in another way. */
const teasers = (): Html => html`
  <section aria-labelledby="ashore">
    <h2 id="ashore">News from ashore</h2>
    <div class="teasers">
      <a
        class="teaser"
        href="/product/storm-lantern"
        data-track-content
        data-content-name="Teaser"
        data-content-piece="Evenings are shorter"
      >
        <h3>Evenings are shorter</h3>
        <p>The Storm lantern burns for eighteen hours. You will be asleep by then.</p>
      </a>
      <div class="teaser matomoTrackContent" title="Film teaser">
        <a class="matomoContentTarget" href="/journal/one-tide">
          <img class="matomoContentPiece" src="/assets/images/film-teaser.svg" alt="Watch our film: one tide" />
        </a>
      </div>
      <div class="teaser" data-track-content data-content-name="Discount">
        <h3 data-content-piece="Code TIDE10">Ten off with TIDE10</h3>
        <p>Ten percent, at the checkout. The code is public, like the beach.</p>
        <a href="/search?q=wool" data-content-target="/search?q=wool">See everything with wool</a>
      </div>
      <div class="teaser" data-track-content data-content-name="Workshop" data-content-piece="Repairs for life">
        <h3>Repairs for life</h3>
        <p>Impressions of this box count, clicks in it do not: it asks to be left alone.</p>
        <a href="/journal/packing-for-the-coast#care" data-content-target data-content-ignoreinteraction>How to care</a>
      </div>
    </div>
  </section>
`;

export const landingRoutes: Routes = (app, shop) => {
  app.get('/', (request, reply) =>
    sendPage(shop, request, reply, {
      title: 'Goods for cold coasts',
      section: '/',
      tracking: { after: [['trackVisibleContentImpressions']] },
      body: html`
        ${hero()}
        <section aria-labelledby="favourites">
          <h2 id="favourites">What leaves the shelf first</h2>
          ${productGrid(PRODUCTS.filter((_, index) => [0, 3, 10, 6].includes(index)))}
        </section>
        ${categories()} ${teasers()}
      `,
    }),
  );
};
