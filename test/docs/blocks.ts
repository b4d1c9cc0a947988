// The guides and their blocks of code. The info string of a block decides how it is tested:
// ```js                  is run with the tracker on a page; the console has to stay empty
// ```js no-run: reason   is not run
// ```js at: address      is run on a page of that address
// ```text hit            after a block: parameters of the hits that it sends, an empty line between two hits; or (none)
// ```text console        after a block: what the tracker writes to the console
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
  /** Address of the page on which it is run. */
  url: string;
  /** The page on which it is run: the nearest HTML before it in its guide, without scripts. */
  html: string;
  hits: Record<string, string>[];
  /** Whether it must not send anything: `(none)`. */
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
