// The document around a body: title, style sheets, tracking code, scripts.
import { html, type Html } from './html.js';
import type { Shop } from './shop.js';
import { commandsOf, snippet, type Command, type PageTracking } from './tracking.js';
import type { Visitor } from './visitor.js';

export interface Page {
  /** The document's title without the shop's name. */
  title: string;
  body: Html;
  /** HTTP status, 200 if left out. */
  status?: number;
  /** Path of the navigation entry that this page belongs to. */
  section?: string;
  tracking?: PageTracking;
  /** Names of further scripts of the shop, below `/assets/`. */
  scripts?: readonly string[];
  /** Another way to bring the tracker into the page. */
  trackerCode?: (shop: Shop, commands: readonly Command[]) => Html;
}

type DocumentHead = Pick<Page, 'title' | 'tracking' | 'scripts' | 'trackerCode'>;

export const SHOP_NAME = 'Tern & Tide';

/** Commands that every page of the site has in its snippet. */
const commonCommands = (visitor: Visitor): Command[] => [
  ...(visitor.consentMode === 'required' ? [['requireConsent'] as const] : []),
  ...(visitor.consentMode === 'cookies' ? [['requireCookieConsent'] as const] : []),
  ['setDomains', ['localhost', '127.0.0.1']],
  ['enableCrossDomainLinking'],
  ['enableJSErrorTracking'],
  ...(visitor.userId ? [['setUserId', visitor.userId] as const] : []),
];

const head = (shop: Shop, visitor: Visitor, page: DocumentHead, sheets: readonly string[]): Html => html`
  <head>
    <meta charset="utf-8" />
    <title>${page.title} | ${SHOP_NAME}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml" />
    ${sheets.map((sheet) => html`<link rel="stylesheet" href="/assets/${sheet}.css" />`)}
    ${(page.trackerCode ?? ((_shop, commands) => snippet(shop.tracking, commands)))(
      shop,
      commandsOf(commonCommands(visitor), page.tracking ?? {}),
    )}
    ${['consent.js', 'shop.js', ...(page.scripts ?? [])].map(
      (name) => html`<script src="/assets/${name}" type="module"></script>`,
    )}
  </head>
`;

/** A whole document with its tracking code. */
export const htmlDocument = (
  shop: Shop,
  visitor: Visitor,
  page: DocumentHead,
  sheets: readonly string[],
  body: Html,
): Html =>
  html`<!doctype html>
    <html lang="en">
      ${head(shop, visitor, page, sheets)}
      <body>
        ${body}
      </body>
    </html> `;
