// Pages for an address that leads nowhere and for a fault of ours.
import type { FastifyError, FastifyInstance } from 'fastify';
import { html } from './html.js';
import { sendPage, type Routes } from './routes.js';

const wantsPage = (accept: string | undefined): boolean => (accept ?? '').includes('text/html');

export const errorPages: Routes = (app: FastifyInstance, shop) => {
  app.setNotFoundHandler((request, reply) => {
    if (!wantsPage(request.headers.accept))
      return reply.code(404).type('text/plain; charset=utf-8').send('Not found\n');
    return sendPage(shop, request, reply, {
      title: 'Not found',
      status: 404,
      // The form Matomo's guide gives for error pages.
      tracking: { before: [['setDocumentTitle', `404/URL = ${encodeURIComponent(request.url)}`]] },
      body: html`
        <header class="page-head">
          <p class="eyebrow">404</p>
          <h1>Nothing on this shore</h1>
          <p class="lead">The address leads nowhere, or the tide has been. <a href="/">Back to the shop</a></p>
        </header>
      `,
    });
  });

  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) console.error(error);
    return sendPage(shop, request, reply, {
      title: 'That did not work',
      status,
      body: html`
        <header class="page-head">
          <p class="eyebrow">${status}</p>
          <h1>That did not work</h1>
          <p class="lead">
            ${status >= 500 ? 'A fault of ours; the terminal says more.' : 'We could not read what the browser sent.'}
            <a href="/">Back to the shop</a>
          </p>
        </header>
      `,
    });
  });
};
