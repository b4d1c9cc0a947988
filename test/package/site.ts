// A directory as a web site, with a tracking end point that remembers the hits, and a browser that visits it.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { chromium, firefox } from '@playwright/test';
import { findBrowsers } from '../../e2e/support/browsers.mjs';

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };

export interface Site {
  url: string;
  /** Parameters of the hits that have arrived so far. */
  hits: Record<string, string>[];
  close(): Promise<void>;
}

/** Serves the files of a directory; `/matomo.php` accepts hits. */
export async function serve(directory: string): Promise<Site> {
  const hits: Record<string, string>[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/matomo.php') {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        hits.push(Object.fromEntries(body ? new URLSearchParams(body) : searchParams));
        response.writeHead(204).end();
      });
      return;
    }
    const path = pathname === '/' ? '/index.html' : pathname;
    readFile(join(directory, path)).then(
      (file) => response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'text/plain' }).end(file),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    hits,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const found = findBrowsers();

/** Whether there is a browser on this machine. */
export const hasBrowser = Boolean(found.chromium ?? found.firefox);

/** Opens a page in a browser until `seen` is done. @returns errors of the page */
export async function visit(url: string, seen: () => Promise<void>): Promise<string[]> {
  const browser = await (found.chromium
    ? chromium.launch({ executablePath: found.chromium.path })
    : firefox.launch({ executablePath: found.firefox?.path ?? '', channel: 'moz-firefox' }));
  try {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.goto(url);
    await seen();
    return complaints;
  } finally {
    await browser.close();
  }
}
