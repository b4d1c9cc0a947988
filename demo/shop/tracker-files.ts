// The built tracker, read anew for every request, so that a rebuild shows at the next page.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FastifyPluginAsync, FastifyReply } from 'fastify';

const CORE = 'tinypaq.core.js';

const sendScript = async (reply: FastifyReply, file: string, type: string): Promise<FastifyReply> => {
  const content = await readFile(file).catch(() => undefined);
  // Other sites may embed the script with an integrity hash, which needs CORS.
  reply.header('cache-control', 'no-cache').header('access-control-allow-origin', '*');
  if (!content) return reply.code(404).type('text/plain; charset=utf-8').send('Not built yet: npm run build\n');
  return reply.type(type).send(content);
};

/** Serves `file` as `/tinypaq.js`, the core bundle beside it as `/tinypaq.core.js`, and their source maps. */
export const trackerFilesPlugin =
  (file: string): FastifyPluginAsync =>
  async (app) => {
    const served = { 'tinypaq.js': file, [CORE]: join(dirname(file), CORE) };
    for (const [name, path] of Object.entries(served)) {
      app.get(`/${name}`, (_request, reply) => sendScript(reply, path, 'text/javascript; charset=utf-8'));
      app.get(`/${name}.map`, (_request, reply) => sendScript(reply, `${path}.map`, 'application/json'));
    }
  };
