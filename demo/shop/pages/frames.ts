// Documents for frames, each with a snippet of its own.
import { htmlDocument } from '../document.js';
import { html, type Html } from '../html.js';
import { sendHtml, type Routes } from '../routes.js';
import type { PageTracking } from '../tracking.js';
import { visitorOf } from '../visitor.js';

interface Frame {
  path: string;
  title: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
  tracking?: PageTracking;
}

const FRAMES: readonly Frame[] = [
  {
    path: '/frames/size-guide',
    title: 'Size guide',
    head: ['Size', 'Foot'],
    rows: [
      ['38', '24.0 cm'],
      ['40', '25.3 cm'],
      ['42', '26.7 cm'],
      ['44', '28.0 cm'],
    ],
  },
  {
    path: '/frames/opening-hours',
    title: 'Opening hours',
    head: ['Day', 'Open'],
    rows: [
      ['Monday to Friday', 'nine to low water'],
      ['Saturday', 'when the wind drops'],
      ['Sunday', 'at the beach'],
    ],
    // Made for other people's sites, where browsers refuse its cookies.
    tracking: { before: [['disableCookies']] },
  },
];

const table = ({ title, head, rows }: Frame): Html => html`
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
  for (const frame of FRAMES) {
    app.get(frame.path, (request, reply) =>
      sendHtml(reply, htmlDocument(shop, visitorOf(request), frame, ['base', 'frame'], table(frame)).text),
    );
  }
};
