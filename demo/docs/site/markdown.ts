// Markdown to HTML: headings get anchors, code its colours, links between guides the site's addresses.
import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import nginx from 'highlight.js/lib/languages/nginx';
import php from 'highlight.js/lib/languages/php';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import MarkdownIt, { type Token } from 'markdown-it';
import { addressOf } from './links.js';
import { markTables } from './tables.js';

export interface Heading {
  id: string;
  text: string;
  /** 2 or 3. */
  level: number;
}

export interface Rendered {
  html: string;
  headings: Heading[];
}

const LANGUAGES = { bash, javascript, json, nginx, php, typescript, xml };
for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);

const highlight = (code: string, language: string): string =>
  hljs.getLanguage(language) ? hljs.highlight(code, { language, ignoreIllegals: true }).value : '';

/** The anchor of a heading, as code hosts make it from its text. */
const slugOf = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

const plainText = (token: Token | undefined): string =>
  (token?.children ?? []).map(({ type, content }) => (/^(text|code_inline)$/.test(type) ? content : '')).join('');

/** Gives every heading its anchor. @returns those below the title */
const anchorHeadings = (tokens: Token[]): Heading[] => {
  const used = new Map<string, number>();
  return tokens.flatMap((token, index) => {
    if (token.type !== 'heading_open') return [];
    const text = plainText(tokens[index + 1]);
    const slug = slugOf(text);
    const count = used.get(slug) ?? 0;
    used.set(slug, count + 1);
    const id = count ? `${slug}-${count}` : slug;
    token.attrSet('id', id);
    const level = Number(token.tag.slice(1));
    return level === 2 || level === 3 ? [{ id, text, level }] : [];
  });
};

const pointLinks = (tokens: Token[]): void => {
  for (const { children } of tokens) {
    for (const token of children ?? []) {
      const href = token.type === 'link_open' ? token.attrGet('href') : null;
      const address = href === null ? undefined : addressOf(String(href));
      // What is not on this site is named, but leads nowhere.
      if (href !== null && address === undefined) token.attrs = [];
      else if (address !== undefined) token.attrSet('href', address);
    }
  }
};

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false, highlight });

const { rules } = markdown.renderer;
rules['table_open'] = (tokens, index, _options, _env, self) => {
  const frame = tokens[index];
  return `<div${frame ? self.renderAttrs(frame) : ''}><table>\n`;
};
rules['table_close'] = () => '</table></div>\n';
/** What a block shows that belongs to the example before it. */
const CAPTIONS: Record<string, string> = { hit: 'Sends', console: 'Says on the console' };

const fence = rules['fence'];
rules['fence'] = (tokens, index, options, env, self) => {
  const [, kind = ''] = (tokens[index]?.info ?? '').split(' ');
  const html = (fence ? fence(tokens, index, options, env, self) : '').replace('<pre>', '<pre tabindex="0">');
  const caption = CAPTIONS[kind];
  return caption ? `<figure class="outcome"><figcaption>${caption}</figcaption>${html}</figure>\n` : html;
};

/** The blocks of a text, for code that looks into guides. */
export const tokensOf = (text: string): Token[] => markdown.parse(text, {});

export const headingsOf = (text: string): Heading[] => anchorHeadings(tokensOf(text));

export const renderMarkdown = (text: string): Rendered => {
  const tokens = tokensOf(text);
  const headings = anchorHeadings(tokens);
  pointLinks(tokens);
  markTables(tokens);
  return { html: markdown.renderer.render(tokens, markdown.options, {}), headings };
};
