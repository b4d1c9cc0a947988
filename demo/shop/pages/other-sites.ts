// The sites beside the shop, told apart by the host name: the workshop on 127.0.0.1, which is the same owner's other
// domain, and a newspaper on press.localhost, which is a stranger's.
import { consentBanner } from '../consent-banner.js';
import { htmlDocument } from '../document.js';
import { html, type Html } from '../html.js';
import { sendHtml, type Routes } from '../routes.js';
import type { Shop } from '../shop.js';
import { visitorOf } from '../visitor.js';

const WORKSHOP_HOST = /^127\.0\.0\.1(:\d+)?$/;
const PRESS_HOST = /^press\.localhost(:\d+)?$/;

const workshop = (shop: Shop): Html => html`
  <main id="main">
    <p class="eyebrow">Tern &amp; Tide, the workshop</p>
    <h1>We mend what you bought from us</h1>
    <p class="lead">
      This is another domain, <code>${new URL(shop.otherUrl).host}</code>, of the same owner. It has the shop’s snippet,
      so a visitor who crosses over stays one visitor: <code>setDomains</code> and <code>enableCrossDomainLinking</code>
      hand the visitor ID along with the link.
    </p>
    <p class="actions">
      <a
        class="button button--primary"
        href="${shop.url}/?mtm_campaign=workshop-autumn&amp;mtm_kwd=oilskin&amp;mtm_source=workshop&amp;mtm_medium=link"
        data-campaign-link
        >To the shop, with a campaign</a
      >
      <a class="button" href="${shop.url}/product/oilskin-coat" data-plain-link>To the Oilskin coat</a>
    </p>
    <section class="panel">
      <h2>This week on the bench</h2>
      <dl class="facts">
        <div>
          <dt>Waxing</dt>
          <dd>Eleven coats, one hat</dd>
        </div>
        <div>
          <dt>Resoling</dt>
          <dd>Four pairs of Blue shoes</dd>
        </div>
        <div>
          <dt>Beyond us</dt>
          <dd>One kettle, run over by a boat</dd>
        </div>
      </dl>
    </section>
  </main>
`;

const press = (shop: Shop): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Twelve things against the wind | The Breakwater</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/base.css" />
        <link rel="stylesheet" href="/assets/other-sites.css" />
      </head>
      <body class="press">
        <main id="main">
          <p class="press__name">The Breakwater</p>
          <h1>Twelve things against the wind</h1>
          <p class="lead">
            A newspaper that does not exist, on a site that is not the shop’s and has no tracker. Whoever follows a link
            from here arrives with a referrer.
          </p>
          <p>
            Our correspondent walked to the end of the mole in
            <a href="${shop.url}/product/blue-shoes">blue shoes</a> and came back dry. She puts it down to
            <a href="${shop.url}/?mtm_campaign=breakwater-review&amp;mtm_medium=press">a small shop</a> that sells
            twelve things.
          </p>
        </main>
      </body>
    </html> `;

export const otherSiteRoutes: Routes = (app, shop) => {
  app.get('/', { constraints: { host: WORKSHOP_HOST } }, (request, reply) => {
    const visitor = visitorOf(request);
    const body = html`
      <div class="workshop">
        ${workshop(shop)} ${!visitor.hasChosen && consentBanner(visitor.consentMode, shop.url)}
        <p class="toast" role="status" data-toast hidden></p>
      </div>
    `;
    const sheets = ['base', 'layout', 'components', 'other-sites'];
    return sendHtml(reply, htmlDocument(shop, visitor, { title: 'Workshop' }, sheets, body).text);
  });

  app.get('/', { constraints: { host: PRESS_HOST } }, (_request, reply) => sendHtml(reply, press(shop).text));
};
