// Documents for frames, each with a snippet of its own.
import { htmlDocument } from '../document.js';
import { html, type Html } from '../html.js';
import { sendHtml, type Routes } from '../routes.js';
import { visitorOf } from '../visitor.js';

const SIZES: readonly (readonly [size: string, foot: string])[] = [
  ['38', '24.0 cm'],
  ['40', '25.3 cm'],
  ['42', '26.7 cm'],
  ['44', '28.0 cm'],
];

const HOURS: readonly (readonly [day: string, hours: string])[] = [
  ['Monday to Friday', 'nine to low water'],
  ['Saturday', 'when the wind drops'],
  ['Sunday', 'at the beach'],
];

const table = (title: string, head: readonly string[], rows: readonly (readonly string[])[]): Html => html`
  <main>
    <h1>${title}</h1>
    <table>
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) => html`
            <tr>
              ${row.map((cell) => html`<td>${cell}</td>`)}
            </tr>
          `,
        )}
      </tbody>
    </table>
  </main>
`;

export const frameRoutes: Routes = (app, shop) => {
  const frame = (path: string, title: string, head: readonly string[], rows: readonly (readonly string[])[]) =>
    app.get(path, (request, reply) => {
      const body = table(title, head, rows);
      return sendHtml(reply, htmlDocument(shop, visitorOf(request), { title, body }, ['base', 'frame'], body).text);
    });

  frame('/frames/size-guide', 'Size guide', ['Size', 'Foot'], SIZES);
  frame('/frames/opening-hours', 'Opening hours', ['Day', 'Open'], HOURS);
};
