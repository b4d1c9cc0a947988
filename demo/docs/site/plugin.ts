// The guides as a Fastify plugin: rendered from their files on each request, so that an edit shows at once.
import { fileURLToPath } from 'node:url';
import files from '@fastify/static';
import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { contents, readGuide } from './contents.js';
import { guidePage } from './layout.js';
import { pathOf } from './links.js';

const PUBLIC = fileURLToPath(new URL('./public/', import.meta.url));

const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const NOT_FOUND = `# No such guide

There is no guide under this address. [All guides](index.md)
`;

const sendGuide = async (reply: FastifyReply, slug: string): Promise<FastifyReply> => {
  const text = await readGuide(slug);
  // Loaded by the first reader, not by every start of the demo.
  const { renderMarkdown } = await import('./markdown.js');
  const groups = await contents();
  const found = groups.flatMap(({ guides }) => guides).find((guide) => guide.slug === slug);
  const page = guidePage(groups, found ?? { slug: '', title: 'No such guide' }, renderMarkdown(text ?? NOT_FOUND));
  return reply
    .code(text === undefined ? 404 : 200)
    .header('content-security-policy', CONTENT_SECURITY_POLICY)
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-cache')
    .type('text/html; charset=utf-8')
    .send(page.text);
};

export const docsPlugin: FastifyPluginAsync = async (app) => {
  await app.register(files, { root: PUBLIC, prefix: '/docs/assets/', decorateReply: false, cacheControl: false });
  app.get('/docs', (_request, reply) => sendGuide(reply, 'index'));
  app.get('/docs/', (_request, reply) => reply.redirect('/docs'));
  app.get<{ Params: { slug: string } }>('/docs/:slug', ({ params: { slug } }, reply) => {
    // The names of the files lead to the guides, too.
    const [, name] = /^(.+)\.md$/.exec(slug) ?? [];
    if (slug === 'index' || name !== undefined) return reply.redirect(pathOf(name ?? slug));
    return sendGuide(reply, slug);
  });
};
