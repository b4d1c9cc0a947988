// Search results. A search is tracked as such instead of as a page view.
import { CATEGORIES, categoryBySlug, searchProducts } from '../catalogue.js';
import { html, trusted, type Html } from '../html.js';
import { textField } from '../input.js';
import { productGrid } from '../product-card.js';
import { sendPage, type Routes } from '../routes.js';

const searchForm = (query: string, category: string): Html => html`
  <form class="search-page" action="/search">
    <label for="q">Looking for</label>
    <input id="q" type="search" name="q" value="${query}" maxlength="200" />
    <label for="category">in</label>
    <select id="category" name="category">
      <option value="">all departments</option>
      ${CATEGORIES.map(
        ({ slug, name }) => html`
          <option value="${slug}" ${slug === category && trusted('selected')}>${name}</option>
        `,
      )}
    </select>
    <button class="button button--primary" type="submit">Search</button>
  </form>
`;

const found = (count: number): string => (count === 1 ? 'One thing' : `${count} things`);

export const searchRoutes: Routes = (app, shop) => {
  app.get('/search', (request, reply) => {
    const query = textField(request.query, 'q');
    const category = categoryBySlug(textField(request.query, 'category'));
    const results = searchProducts(query, category?.slug);
    return sendPage(shop, request, reply, {
      title: query ? `Search: ${query}` : 'Search',
      ...(query && { tracking: { view: ['trackSiteSearch', query, category?.name ?? false, results.length] } }),
      body: html`
        <header class="page-head">
          <h1>${query ? html`${found(results.length)} for “${query}”` : 'Search the shop'}</h1>
          ${searchForm(query, category?.slug ?? '')}
        </header>
        ${results.length > 0 && productGrid(results)}
        ${
          query !== '' &&
          results.length === 0 &&
          html`<p class="empty">
            The tide took it, or we never had it. Try <a href="/search?q=wool">wool</a>,
            <a href="/search?q=tea">tea</a> or <a href="/search?q=brass">brass</a>.
          </p>`
        }
      `,
    });
  });
};
