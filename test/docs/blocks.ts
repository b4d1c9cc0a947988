// The guides and their blocks of code. A block says in its info string how it is tried:
// ```js                  is run with the tracker on a page; nothing may be complained about
// ```js no-run: reason   is only read
// ```js at: address      is run on a page of that address
// ```text hit            behind a block: parameters of the hits that it sends, an empty line between two hits; (none)
// ```text console        behind a block: what the tracker says to it
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tokensOf } from '../../demo/docs/site/markdown.js';

export const DOCS = 'demo/docs';

/** The site of all examples. */
const URL = 'https://www.example.org/shop/shoes?x=1';

export interface Block {
  /** `events.md:12`, the first line of the code. */
  place: string;
  language: string;
  code: string;
  /** Why it is not run. */
  reason?: string;
  /** The page that it stands on. */
  url: string;
  /** The nearest HTML before it in its guide, without scripts: the page that it stands on. */
  html: string;
  hits: Record<string, string>[];
  /** Nothing is sent: `(none)`. */
  isSilent: boolean;
  console: string[];
}

/** All Markdown files that readers see, by path. */
export const guides = (): Map<string, string> => {
  const paths = readdirSync(DOCS)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${DOCS}/${name}`);
  return new Map(['README.md', ...paths].filter(existsSync).map((path) => [path, readFileSync(path, 'utf8')]));
};

const SCRIPTS = /<script[^]*?<\/script>/g;

const hitsIn = (code: string): Record<string, string>[] =>
  code
    .trim()
    .split(/\n\s*\n/)
    .map((lines) => Object.fromEntries(lines.split('\n').map((line) => line.split(/=(.*)/s).slice(0, 2))));

const blocksOf = (path: string, text: string): Block[] => {
  const blocks: Block[] = [];
  let html = '';
  for (const { type, info, content, map } of tokensOf(text)) {
    if (type !== 'fence') continue;
    const [, language = '', rest = ''] = /^(\S*)\s*(.*)$/.exec(info) ?? [];
    const last = blocks.at(-1);
    if (rest === 'hit' && last) {
      last.isSilent = content.trim() === '(none)';
      last.hits = last.isSilent ? [] : hitsIn(content);
    } else if (rest === 'console' && last) last.console = content.trim().split('\n');
    else {
      const [, reason] = /^no-run: (.+)$/.exec(rest) ?? [];
      const [, url = URL] = /^at: (\S+)$/.exec(rest) ?? [];
      if (rest && reason === undefined && url === URL) throw new Error(`${path}: cannot understand \`\`\`${info}`);
      if (language === 'html' && reason === undefined) html = content.replace(SCRIPTS, '');
      const place = `${path.split('/').pop()}:${(map?.[0] ?? 0) + 2}`;
      const block = { place, language, code: content, url, html, hits: [], isSilent: false, console: [] };
      blocks.push(reason === undefined ? block : { ...block, reason });
    }
  }
  return blocks;
};

export const blocksIn = (...languages: string[]): Block[] =>
  [...guides()]
    .flatMap(([path, text]) => blocksOf(path, text))
    .filter(({ language, reason }) => languages.includes(language) && reason === undefined);

export const allBlocks = (): Block[] => [...guides()].flatMap(([path, text]) => blocksOf(path, text));
