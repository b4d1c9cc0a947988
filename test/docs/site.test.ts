// The guides as a site: every file is a page, reachable from all others.
import Fastify, { type FastifyInstance } from 'fastify';
import { beforeAll, describe, expect, it } from 'vitest';
import { contents } from '../../demo/docs/site/contents.js';
import { pathOf } from '../../demo/docs/site/links.js';
import { renderMarkdown } from '../../demo/docs/site/markdown.js';
import { docsPlugin } from '../../demo/docs/site/plugin.js';
import { guides } from './blocks';

const files = [...guides().keys()].filter((path) => path !== 'README.md');
const slugs = files.map((path) => path.replace(/^.*\/|\.md$/g, ''));

let app: FastifyInstance;
beforeAll(async () => {
  app = Fastify();
  await app.register(docsPlugin);
});

const get = (url: string) => app.inject({ method: 'GET', url });

describe('the site', () => {
  it.each(slugs)('%s is a page with one heading, a title and an entry in the contents', async (slug) => {
    const { statusCode, body, headers } = await get(pathOf(slug));
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(body.match(/<h1/g)).toHaveLength(1);
    const [, heading = ''] = /<h1[^>]*>(.*?)<\/h1>/.exec(body) ?? [];
    expect(body).toContain(`<title>${heading.replace(/<[^>]+>/g, '')} · tinypaq</title>`);
    expect(body).toMatch(new RegExp(`<a href="${pathOf(slug)}" aria-current="page"`));
  });

  it('lists each guide once', async () => {
    const listed = (await contents()).flatMap((group) => group.guides.map(({ slug }) => slug));
    expect(listed.sort()).toEqual(slugs.sort());
  });

  it('answers with 404 and a page for addresses of no guide, and never serves files outside of its folder', async () => {
    for (const path of ['/docs/no-such', '/docs/..%2f..%2fREADME', '/docs/..%2f..%2fpackage.json', '/docs/A%00']) {
      const { statusCode, body } = await get(path);
      expect([path, statusCode]).toEqual([path, 404]);
      expect(body).toContain('No such guide');
    }
  });

  it('redirects from the name of a file to its page', async () => {
    expect((await get('/docs/events.md')).headers.location).toBe('/docs/events');
    expect((await get('/docs/index')).headers.location).toBe('/docs');
  });
});

describe('a guide', () => {
  it('has links to pages of the site, and headings with anchors', () => {
    const { html, headings } = renderMarkdown('# A\n\n## The `x` of it\n\n[b](events.md#c) [d](../../README.md)');
    expect(html).toContain('<h2 id="the-x-of-it">');
    expect(html).toContain('<a href="/docs/events#c">b</a> <a>d</a>');
    expect(headings).toEqual([{ id: 'the-x-of-it', text: 'The x of it', level: 2 }]);
  });

  it('shows markup in its text as text', () => {
    expect(renderMarkdown('<img src=x onerror=alert(1)>').html).toBe('<p>&lt;img src=x onerror=alert(1)&gt;</p>\n');
  });
});

describe('a table', () => {
  const table = (...rows: string[]): string => renderMarkdown(['## Ways *out*', '', ...rows].join('\n')).html;

  it('is a group with the name of the heading above it, which can be scrolled by keyboard', () => {
    expect(table('| a | b |', '| - | - |')).toContain(
      '<div class="table" tabindex="0" role="group" aria-labelledby="ways-out"><table>',
    );
    expect(renderMarkdown('| a | b |\n| - | - |').html).toContain('aria-label="Table"');
  });

  it('with many columns is a wide one', () => {
    expect(table('| a | b | c | d |', '| - | - | - | - |')).toContain('class="table"');
    expect(table('| a | b | c | d | e |', '| - | - | - | - | - |')).toContain('class="table wide"');
  });

  it('has no heading without text', () => {
    expect(table('| a | |', '| - | - |', '| b | c |')).toContain('<th scope="col">a</th>\n<td></td>');
  });

  it('has its first column as headings of the rows', () => {
    const html = table('| a | b |', '| - | - |', '| `c` | d |', '| e | d |');
    expect(html).toContain('<th scope="row"><code>c</code></th>\n<td>d</td>');
    expect(html).toContain('<th scope="row">e</th>\n<td>d</td>');
  });

  it.each([
    ['name two rows alike', ['| a | b |', '| - | - |', '| c | d |', '| c | e |']],
    ['are empty', ['| a | b |', '| - | - |', '| | d |', '| c | e |']],
    ['are all there is', ['| a |', '| - |', '| c |']],
  ])('has no headings of rows where the first cells %s', (_, rows) => {
    expect(table(...rows)).not.toContain('scope="row"');
  });
});
