// A single-page section: `planner.js` replaces the view and the address; without a script these are ordinary pages.
import { productBySlug } from '../catalogue.js';
import { html, trusted, type Html } from '../html.js';
import { productGrid } from '../product-card.js';
import { sendPage, type Routes } from '../routes.js';

interface Outing {
  slug: string;
  name: string;
  when: string;
  story: string;
  pack: readonly string[];
  products: readonly string[];
}

const OUTINGS: readonly Outing[] = [
  {
    slug: 'dawn-swim',
    name: 'Dawn swim',
    when: 'An hour after first light, on a rising tide',
    story: 'In quickly, out slowly, then straight into wool. The kettle goes on before you go in.',
    pack: ['Towel, the big one', 'Dry socks', 'Something hot', 'A witness'],
    products: ['harbour-sweater', 'storm-kettle'],
  },
  {
    slug: 'storm-watch',
    name: 'Storm watch',
    when: 'From the second step of the breakwater, never the first',
    story: 'Stand where the stones are dry. Bring a lantern for the way home and count the seventh wave.',
    pack: ['Coat, waxed last month', 'Lantern, filled', 'Cap under the hood', 'Sense'],
    products: ['oilskin-coat', 'storm-lantern', 'watch-cap'],
  },
  {
    slug: 'rock-pools',
    name: 'Rock pools',
    when: 'The last hour of the ebb',
    story: 'Everything you lift, put back the way it lay. Draw what you cannot name and ask the notebook later.',
    pack: ['Boots above the knee', 'Notebook and pencil', 'A magnifier', 'Time to kneel'],
    products: ['tide-boots', 'tide-notebook'],
  },
];

const tabs = (current: string): Html => html`
  <nav class="planner__tabs" aria-label="Outings">
    <a href="/planner" data-route ${current === '' && trusted('aria-current="page"')}>All outings</a>
    ${OUTINGS.map(
      ({ slug, name }) => html`
        <a href="/planner/${slug}" data-route ${slug === current && trusted('aria-current="page"')}>${name}</a>
      `,
    )}
  </nav>
`;

const overview = html`
  <h1 tabindex="-1">Plan a day out</h1>
  <p class="lead">Three outings that need little more than a tide. This section is one page that never reloads.</p>
  <ul class="modes">
    ${OUTINGS.map(
      ({ slug, name, when }) => html`
        <li>
          <a href="/planner/${slug}" data-route><strong>${name}</strong><span>${when}</span></a>
        </li>
      `,
    )}
  </ul>
`;

const view = (outing: Outing): Html => html`
  <p class="eyebrow">${outing.when}</p>
  <h1 tabindex="-1">${outing.name}</h1>
  <p class="lead">${outing.story}</p>
  <div class="planner__columns">
    <fieldset class="panel">
      <legend>Packed already?</legend>
      ${outing.pack.map((thing) => html`<label><input type="checkbox" data-packed="${thing}" /> ${thing}</label>`)}
    </fieldset>
    <div data-track-content data-content-name="Planner" data-content-piece="${outing.name}">
      ${productGrid(outing.products.flatMap((slug) => productBySlug(slug) ?? []))}
    </div>
  </div>
`;

export const plannerRoutes: Routes = (app, shop) => {
  app.get<{ Params: { outing?: string } }>('/planner/:outing?', (request, reply) => {
    const slug = request.params.outing ?? '';
    const outing = OUTINGS.find((candidate) => candidate.slug === slug);
    if (slug && !outing) return reply.callNotFound();
    return sendPage(shop, request, reply, {
      title: outing ? `${outing.name}, planner` : 'Planner',
      section: '/planner',
      scripts: ['planner.js'],
      tracking: { before: [['enableSinglePageTracking']], after: [['trackAllContentImpressions']] },
      body: html`
        <div class="planner" data-planner>
          ${tabs(slug)}
          <div data-planner-view>${outing ? view(outing) : overview}</div>
        </div>
      `,
    });
  });
};
