// Login with a user ID: from then on every page sets it, after a logout one page starts a new visit.
import { html, type Html } from '../html.js';
import { textField } from '../input.js';
import { productGrid } from '../product-card.js';
import { sendPage, type Routes } from '../routes.js';
import type { Command } from '../tracking.js';
import { keepUser, leaveNotice, MAX_USER_ID, visitorOf, type Visitor } from '../visitor.js';

/** Matomo's advice for a logout: the page view after it belongs to nobody and opens a new visit. */
const LOGOUT_BEFORE: readonly Command[] = [['resetUserId'], ['appendToTrackingUrl', 'new_visit=1']];
const LOGOUT_AFTER: readonly Command[] = [['appendToTrackingUrl', '']];

const loginForm = html`
  <header class="page-head">
    <h1>Log in</h1>
    <p class="lead">Any name will do, there is no password. It becomes the user ID of your visit.</p>
  </header>
  <form class="narrow" method="post" action="/account/login">
    <div class="field">
      <label for="user">User ID</label>
      <input id="user" name="user" required maxlength="${MAX_USER_ID}" autocomplete="username" />
    </div>
    <button class="button button--primary" type="submit">Log in</button>
  </form>
`;

const account = (visitor: Visitor): Html => html`
  <header class="page-head">
    <p class="eyebrow">Logged in as</p>
    <h1 data-user>${visitor.userId}</h1>
    <p class="lead">Every hit now carries this user ID.</p>
  </header>
  <form method="post" action="/account/logout"><button class="button" type="submit">Log out</button></form>
`;

const wishes = (visitor: Visitor): Html | false =>
  visitor.wishes.length > 0 &&
  html`
    <section aria-labelledby="wishes">
      <h2 id="wishes">Your wish list</h2>
      ${productGrid(visitor.wishes)}
    </section>
  `;

export const accountRoutes: Routes = (app, shop) => {
  app.get('/account', (request, reply) => {
    const visitor = visitorOf(request);
    const hasLoggedOut = visitor.notice === 'logged-out' && !visitor.userId;
    const page = {
      title: visitor.userId ? 'Your account' : 'Log in',
      section: '/account',
      tracking: hasLoggedOut ? { before: LOGOUT_BEFORE, after: LOGOUT_AFTER } : {},
      body: html`${visitor.userId ? account(visitor) : loginForm} ${wishes(visitor)}`,
    };
    return sendPage(shop, request, reply, page, visitor);
  });

  app.post('/account/login', (request, reply) => {
    keepUser(reply, textField(request.body, 'user', MAX_USER_ID));
    return reply.redirect('/account', 303);
  });

  app.post('/account/logout', (_request, reply) => {
    keepUser(reply, '');
    leaveNotice(reply, 'logged-out');
    return reply.redirect('/account', 303);
  });
};
