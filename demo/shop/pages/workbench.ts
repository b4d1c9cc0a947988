// Things a shop would not have on one page: faults, frames, every kind of link, bursts of hits.
import { html, type Html } from '../html.js';
import { sendPage, type Routes } from '../routes.js';
import type { Shop } from '../shop.js';

const section = (id: string, title: string, line: string, body: Html): Html => html`
  <section class="panel" aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    <p>${line}</p>
    ${body}
  </section>
`;

const errors = html`
  <p class="actions">
    <button type="button" class="button" data-fault="throw">Throw an error</button>
    <button type="button" class="button" data-fault="reject">Reject a promise</button>
  </p>
`;

const hits = html`
  <p class="actions">
    <button type="button" class="button" data-event="Workbench|Single event|Button">One event</button>
    <button type="button" class="button" data-burst="30">Thirty events at once</button>
    <button type="button" class="button" data-goal="1" data-revenue="9.5">Goal 1, worth 9.50</button>
    <button type="button" class="button" data-ping>Ping</button>
  </p>
`;

const frames = (shop: Shop): Html => html`
  <div class="frames">
    <figure>
      <iframe src="/frames/size-guide" title="Size guide" loading="lazy" width="480" height="260"></iframe>
      <figcaption class="small">Same origin</figcaption>
    </figure>
    <figure>
      <iframe
        src="${shop.otherUrl}/frames/opening-hours"
        title="Opening hours"
        loading="lazy"
        width="480"
        height="260"
      ></iframe>
      <figcaption class="small">From the other domain, without cookies</figcaption>
    </figure>
  </div>
`;

const links = (shop: Shop): Html => html`
  <ul class="links">
    <li><a href="https://example.org/plain">Outlink</a></li>
    <li><a href="https://example.org/tab" target="_blank" rel="noopener">Outlink in a new tab</a></li>
    <li>
      <a href="${shop.otherUrl}/">Other domain of the same owner (decorated with <code>pk_vid</code>)</a>
    </li>
    <li><a href="http://press.localhost:${new URL(shop.url).port}/">A foreign site on this machine</a></li>
    <li><a href="/assets/files/tide-table.csv">Download by its ending</a></li>
    <li><a href="/assets/images/coast.svg" download="coast.svg">Download by its attribute</a></li>
    <li><a href="/workbench/note" class="matomo_download">Download by its class</a></li>
    <li><a href="/journal" class="matomo_link">Own page, marked as outlink</a></li>
    <li><a href="https://example.org/ignored" class="matomo_ignore">Outlink that is to be ignored</a></li>
    <li><a href="mailto:harbour@example.org">Mail</a> and <a href="tel:+4400000000">telephone</a> (not tracked)</li>
    <li>
      <svg width="180" height="28">
        <a href="https://example.org/drawing">
          <text x="0" y="20" fill="currentColor" text-decoration="underline">Link inside a drawing</text>
        </a>
      </svg>
    </li>
    <li>
      <span>
        <template shadowrootmode="open"
          ><a href="https://example.org/shadow" style="color:inherit">Link inside a shadow root</a></template
        >
      </span>
    </li>
  </ul>
`;

const content = html`
  <p class="actions"><button type="button" class="button" data-add-block>Add a content block</button></p>
  <div data-blocks></div>
`;

export const workbenchRoutes: Routes = (app, shop) => {
  app.get('/workbench', (request, reply) =>
    sendPage(shop, request, reply, {
      title: 'Workbench',
      scripts: ['workbench.js'],
      body: html`
        <header class="page-head">
          <h1>Workbench</h1>
          <p class="lead">What no shop has on one page, for watching the tracker at work.</p>
        </header>
        ${section('errors', 'Faults', 'The snippet has enableJSErrorTracking; both end in the console, too.', errors)}
        ${section('hits', 'Hits', 'Events, a burst that leaves as a batch, a goal.', hits)}
        ${section('links', 'Links', 'One of each kind that link tracking tells apart.', links(shop))}
        ${section('content', 'Content', 'Blocks that appear later need a call: trackContentImpressionsWithinNode.', content)}
        ${section('frames', 'Frames', 'Both documents carry the snippet themselves.', frames(shop))}
      `,
    }),
  );

  app.get('/workbench/note', (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send('A note without an ending in its address.\n'),
  );
};
