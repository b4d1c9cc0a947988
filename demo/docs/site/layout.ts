// The page around a guide: contents on one side, its sections on the other.
import { html, trusted, type Html } from '../../shop/html.js';
import type { Group, Guide } from './contents.js';
import { pathOf } from './links.js';
import type { Heading, Rendered } from './markdown.js';

const linkTo = ({ slug, title }: Guide, current: string): Html =>
  html`<li><a href="${pathOf(slug)}" ${slug === current && trusted('aria-current="page"')}>${title}</a></li>`;

const navigation = (groups: readonly Group[], current: string): Html =>
  html`${groups.map(
    ({ title, guides }) =>
      html`<section>
        <h2>${title}</h2>
        <ul>
          ${guides.map((guide) => linkTo(guide, current))}
        </ul>
      </section>`,
  )}`;

const sections = (headings: readonly Heading[]): Html =>
  html`<nav class="sections" aria-label="On this page">
    <h2>On this page</h2>
    <ul>
      ${headings.map(({ id, text, level }) => html`<li class="level-${level}"><a href="#${id}">${text}</a></li>`)}
    </ul>
  </nav>`;

/** The guides before and after this one. */
const neighbours = (groups: readonly Group[], current: string): Html => {
  const all = groups.flatMap(({ guides }) => guides);
  const at = all.findIndex(({ slug }) => slug === current);
  const link = (guide: Guide | undefined, rel: string, label: string): Html =>
    guide
      ? html`<a href="${pathOf(guide.slug)}" rel="${rel}"><small>${label}</small> ${guide.title}</a>`
      : html`<span></span>`;
  return html`<nav class="neighbours" aria-label="Neighbouring guides">
    ${link(at > 0 ? all[at - 1] : undefined, 'prev', 'Before')} ${link(all[at + 1], 'next', 'Next')}
  </nav>`;
};

/** A guide as a whole document. */
export const guidePage = (groups: readonly Group[], guide: Guide, { html: body, headings }: Rendered): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${guide.title} · tinypaq</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/inspector/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/docs/assets/page.css" />
        <link rel="stylesheet" href="/docs/assets/article.css" />
        <script type="module" src="/docs/assets/docs.js"></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the text</a>
        <header class="top">
          <a class="brand" href="/docs">tinypaq <span>guides</span></a>
          <nav aria-label="Demo">
            <a href="/">Shop</a>
            <a href="/inspector">Inspector</a>
          </nav>
        </header>
        <div class="columns">
          <nav class="contents wide" aria-label="Guides">${navigation(groups, guide.slug)}</nav>
          <details class="contents narrow">
            <summary>All guides</summary>
            <nav aria-label="Guides">${navigation(groups, guide.slug)}</nav>
          </details>
          <main id="main" tabindex="-1">
            <article>${trusted(body)}</article>
            ${neighbours(groups, guide.slug)}
          </main>
          ${headings.length > 1 && sections(headings)}
        </div>
      </body>
    </html> `;
