// The tracker as a tag manager brings it: the queue fills while the page is parsed, a container loads the script after
// the page has loaded.
import { html } from '../html.js';
import { sendPage, type Routes } from '../routes.js';
import { queueOnly } from '../tracking.js';

export const tagManagerRoutes: Routes = (app, shop) => {
  app.get('/tag-manager', (request, reply) =>
    sendPage(shop, request, reply, {
      title: 'Tag manager',
      tracking: { before: [['trackEvent', 'Tag manager', 'Queued early', 'before the tracker exists']] },
      trackerCode: ({ tracking }, commands) =>
        html`${queueOnly(tracking, commands)}
          <script src="/assets/container.js" data-script="${tracking.scriptUrl}" async></script>`,
      body: html`
        <header class="page-head">
          <h1>The tag manager’s page</h1>
          <p class="lead">
            Here the snippet has no script tag. Its commands wait in <code>_paq</code> until a container, loaded on its
            own, inserts the tracker after the page has finished loading.
          </p>
        </header>
        <p class="actions">
          <button type="button" class="button" data-event="Tag manager|Click|Button">Send an event</button>
          <a class="button" href="/journal/packing-for-the-coast">Leave for the journal</a>
        </p>
      `,
    }),
  );
};
