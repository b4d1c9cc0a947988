// The shop as a Fastify plugin: its files, its cookies, its pages.
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import files from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';
import { errorPages } from './error-pages.js';
import { accountRoutes } from './pages/account.js';
import { cartRoutes } from './pages/cart.js';
import { catalogueRoutes } from './pages/catalogue.js';
import { checkoutRoutes } from './pages/checkout.js';
import { frameRoutes } from './pages/frames.js';
import { journalRoutes } from './pages/journal.js';
import { landingRoutes } from './pages/landing.js';
import { otherSiteRoutes } from './pages/other-sites.js';
import { plannerRoutes } from './pages/planner.js';
import { privacyRoutes } from './pages/privacy.js';
import { searchRoutes } from './pages/search.js';
import { tagManagerRoutes } from './pages/tag-manager.js';
import { workbenchRoutes } from './pages/workbench.js';
import type { Routes } from './routes.js';
import type { Shop } from './shop.js';

const PAGES: readonly Routes[] = [
  accountRoutes,
  cartRoutes,
  catalogueRoutes,
  checkoutRoutes,
  frameRoutes,
  journalRoutes,
  landingRoutes,
  otherSiteRoutes,
  plannerRoutes,
  privacyRoutes,
  searchRoutes,
  tagManagerRoutes,
  workbenchRoutes,
  errorPages,
];

const PUBLIC = join(import.meta.dirname, 'public');

/** The fonts come from npm packages, so that no third party sees the shop's visitors. */
const FONTS: Readonly<Record<string, string>> = {
  'fraunces.woff2': '@fontsource-variable/fraunces/files/fraunces-latin-opsz-normal.woff2',
  'instrument-sans.woff2': '@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2',
};

const serveFonts: FastifyPluginAsync = async (app) => {
  const { resolve } = createRequire(import.meta.url);
  for (const [name, file] of Object.entries(FONTS)) {
    app.get(`/assets/fonts/${name}`, (_request, reply) => reply.sendFile(basename(file), dirname(resolve(file))));
  }
};

export const shopPlugin =
  (shop: Shop): FastifyPluginAsync =>
  async (app) => {
    await app.register(cookie);
    await app.register(formbody);
    await app.register(files, { root: PUBLIC, prefix: '/assets/', cacheControl: false });
    await app.register(serveFonts);
    app.addHook('onSend', async (_request, reply) => {
      if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-cache');
      reply.header('x-content-type-options', 'nosniff');
    });
    for (const routes of PAGES) routes(app, shop);
  };
