// The journal: an article with downloads and outlinks, and a film. Reading time is measured by the heart beat timer.
import { statSync } from 'node:fs';
import { html, type Html } from '../html.js';
import { sendPage, type Routes } from '../routes.js';

const FILES = new URL('../public/files/', import.meta.url);

const kilobytes = (name: string): string => `${(statSync(new URL(name, FILES)).size / 1024).toFixed(1)} KB`;

const DOWNLOADS: readonly (readonly [file: string, title: string, line: string])[] = [
  ['packing-list.pdf', 'Packing list', 'One page to print and tick, PDF'],
  ['tide-table.csv', 'Tide table', 'A week of high and low water, CSV'],
  ['field-kit.zip', 'Field kit', 'The walk as GPX and a knot sheet, ZIP'],
];

const downloads = (): Html => html`
  <ul class="downloads">
    ${DOWNLOADS.map(
      ([file, title, line]) => html`
        <li>
          <a href="/assets/files/${file}"><strong>${title}</strong></a>
          <span class="small">${line}, ${kilobytes(file)}</span>
        </li>
      `,
    )}
  </ul>
`;

const article = (): Html => html`
  <article class="prose">
    <header class="page-head">
      <p class="eyebrow">Journal, four minutes</p>
      <h1>Packing for the coast</h1>
      <p class="lead">Take half of what you planned and twice the socks. A list from people who got wet first.</p>
    </header>
    <figure data-track-content data-content-name="Article picture">
      <img
        class="article-picture"
        src="/assets/images/coast.svg"
        alt="A lighthouse on a rock, waves before it, a low sun behind"
        width="720"
        height="560"
        data-content-piece
      />
    </figure>
    <p>
      The coast is two climates in one afternoon. You leave the car in a shirt, and at the end of the breakwater you
      would trade it for a <a href="/product/harbour-sweater">sweater</a>. So the rule is layers, and the second rule is
      that the outer one must not mind water.
    </p>
    <h2>What we carry</h2>
    <p>
      A <a href="/product/tide-notebook">notebook</a> that takes pencil in the rain, a
      <a href="/product/pocket-compass">compass</a> for the fog, a <a href="/product/storm-kettle">kettle</a> because
      morale is a hot drink. Everything else is on the list:
    </p>
    ${downloads()}
    <h2 id="care">How to care for wool and wax</h2>
    <p>
      Air wool at night, wash it rarely, dry it flat. Wax wants a warm room, a cloth and patience. Our
      <a href="/journal/one-tide">film</a> shows what you are doing it for.
    </p>
    <h2>Read on elsewhere</h2>
    <ul>
      <li><a href="https://en.wikipedia.org/wiki/Tide">How tides work</a>, at length</li>
      <li>
        <a href="https://www.openstreetmap.org/#map=5/54/-2" target="_blank" rel="noopener">A map of coasts</a>, in a
        new tab
      </li>
      <li><a href="mailto:harbour@example.org">Write to the harbour master</a></li>
    </ul>
  </article>
`;

const film = (): Html => html`
  <article>
    <header class="page-head">
      <p class="eyebrow">Journal, six seconds</p>
      <h1>One tide</h1>
      <p class="lead">Twelve hours and twenty-five minutes, in six seconds. No sound: bring your own gulls.</p>
    </header>
    <video
      class="film"
      controls
      muted
      playsinline
      preload="metadata"
      width="640"
      height="360"
      poster="/assets/images/film-teaser.svg"
      data-film="One tide"
    >
      <source src="/assets/files/one-tide.webm" type="video/webm" />
      Your browser shows no video; <a href="/assets/files/one-tide.webm">take the file</a> instead.
    </video>
  </article>
`;

export const journalRoutes: Routes = (app, shop) => {
  app.get('/journal', (request, reply) =>
    sendPage(shop, request, reply, {
      title: 'Journal',
      section: '/journal',
      body: html`
        <header class="page-head">
          <h1>Journal</h1>
          <p class="lead">Notes from the water’s edge.</p>
        </header>
        <ul class="teasers plain">
          <li>
            <a class="teaser" href="/journal/packing-for-the-coast">
              <h2>Packing for the coast</h2>
              <p>A list, with a list to download.</p>
            </a>
          </li>
          <li>
            <a class="teaser teaser--sea" href="/journal/one-tide">
              <h2>One tide</h2>
              <p>A film of six seconds.</p>
            </a>
          </li>
        </ul>
      `,
    }),
  );

  app.get('/journal/packing-for-the-coast', (request, reply) =>
    sendPage(shop, request, reply, {
      title: 'Packing for the coast',
      section: '/journal',
      tracking: { before: [['enableHeartBeatTimer']], after: [['trackAllContentImpressions']] },
      body: article(),
    }),
  );

  app.get('/journal/one-tide', (request, reply) =>
    sendPage(shop, request, reply, {
      title: 'One tide, a film',
      section: '/journal',
      tracking: { before: [['enableHeartBeatTimer']] },
      scripts: ['film.js'],
      body: film(),
    }),
  );
};
