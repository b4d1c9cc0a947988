// Prints a Markdown table of what the tracker reads and writes in each consent state, recorded in a real Chromium during a
// visit of two pages (page view, event, outlink, leaving). `npm run build` has to come first.
// `npm run audit:privacy -- --docs` writes it to the page of the guides.
import { writeFileSync } from 'node:fs';
import { chromium, type Browser, type LaunchOptions } from '@playwright/test';
import { format, resolveConfig } from 'prettier';
import type { Access, Subject } from './support/access-watch';
import { findBrowsers } from './support/browsers.mjs';
import { CHROMIUM_SWITCHES, LOOPBACK_ONLY } from './support/chromium-switches.mjs';
import { settledHits } from './support/hits';
import { PageServer } from './support/page-server';
import { STATES, openProfile, type PrivacyState } from './support/privacy-states';
import { servePages, walk } from './support/privacy-walk';

const NOTHING = '–';

type Column = [title: string, cell: (accesses: Access[], hits: Record<string, string>[]) => string];

const used = (...subjects: Subject[]): Column[1] => {
  const isOne = ({ subject }: Access): boolean => subjects.includes(subject);
  return (accesses) => names(accesses.filter(isOne).map(({ name }) => name));
};

/** Accesses to a storage, with the names of the entries that were written or deleted. */
const stored = (...subjects: Subject[]): Column[1] => {
  const verbs = { read: 'read', write: 'written', delete: 'deleted' };
  return (accesses) => {
    const here = accesses.filter(({ subject }) => subjects.includes(subject));
    const parts = (['read', 'write', 'delete'] as const).flatMap((act) => {
      const touched = here.filter((access) => access.act === act);
      if (!touched.length) return [];
      // Cookies are read together, without names.
      const all = act === 'read' && subjects.includes('cookie') ? '' : ` ${names(touched.map(({ name }) => name))}`;
      return [verbs[act] + all];
    });
    return parts.join('; ') || NOTHING;
  };
};

const COLUMNS: Column[] = [
  ['hits', (_, hits) => describeHits(hits)],
  ['cookies', stored('cookie')],
  ['local and session storage', stored('localStorage', 'sessionStorage', 'other storage')],
  ['screen', used('screen')],
  ['plugins', used('plugins')],
  ['client hints', used('client hints')],
  ['other properties of the browser', used('browser', 'canvas')],
  ['privacy signals', used('privacy signal')],
  ['referrer', (accesses) => (accesses.some(({ subject }) => subject === 'referrer') ? 'read' : NOTHING)],
];

/** Lists each name once, in order of the alphabet; names of cookies without site ID and hash, which differ from site to site. */
function names(all: string[]): string {
  const unique = [...new Set(all.map((name) => name.replace(/^(_pk_[^.]*)\..*/, '$1')))].sort();
  return unique.length ? unique.map((name) => `\`${name}\``).join(', ') : NOTHING;
}

/** Without pings: whether load times need one depends on how fast the page was. */
function describeHits(all: Record<string, string>[]): string {
  const hits = all.filter(({ ping }) => !ping);
  const identified = hits.filter(({ _id }) => _id).length;
  if (!hits.length) return 'none';
  return identified === hits.length
    ? `${hits.length}`
    : `${hits.length}, ${hits.length - identified} without visitor ID`;
}

function launchOptions(): LaunchOptions {
  const browser = findBrowsers().chromium;
  if (!browser) throw new Error('there is no Chromium on this machine: npm run browsers');
  return { executablePath: browser.path, args: [...CHROMIUM_SWITCHES, LOOPBACK_ONLY] };
}

async function audit(browser: Browser, state: PrivacyState): Promise<string[]> {
  const pages = await PageServer.start();
  const hasLeftovers = !state.blocksCookies;
  const profile = await openProfile(browser, state, { hasLeftovers, launchOptions: launchOptions() });
  try {
    servePages(pages, state);
    const accesses = Object.values(await walk(await profile.context.newPage(), pages, state)).flat();
    const hits = await settledHits(pages.requests);
    return [state.name, ...COLUMNS.map(([, cell]) => cell(accesses, hits))];
  } finally {
    await profile.close();
    await pages.down();
  }
}

const DOCS = 'demo/docs/storage-audit.md';

const INTRODUCTION = `# Storage audit

This page lists what the tracker reads and writes. Every access of the script was recorded in a real Chromium while a page was
opened, an event tracked, an outlink followed, the page left and a second one opened. At the beginning there were cookies of an
earlier visit.

A command writes this page:

\`\`\`sh
npm run audit:privacy -- --docs
\`\`\`
`;

const NOTES = `
- A page view that was sent before its page had loaded is followed by a ping with the load times; these are not counted.
- Cookies are always read: the visitor's choice may be among them. Storage is looked through (\`*\`: the names of its entries) to
  see whether hits wait there, and to delete them where they may no longer be kept.
- Deleted cookies are those of the earlier visit.
- Where the browser blocks cookies, the script tries to write them, but the browser keeps none.
- Cookies with \`mtm_\` hold the visitor's choice. [Which cookies there are](cookies.md), [how to choose](privacy.md).
`;

const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;

const titles = ['state', ...COLUMNS.map(([title]) => title)];
const lines = [line(titles), line(titles.map(() => '---'))];
const browser = await chromium.launch(launchOptions());
for (const state of Object.values(STATES)) lines.push(line(await audit(browser, state)));
await browser.close();
console.log(lines.join('\n'));

if (process.argv.includes('--docs')) {
  const text = [INTRODUCTION, ...lines, NOTES].join('\n');
  writeFileSync(DOCS, await format(text, { ...(await resolveConfig(DOCS)), parser: 'markdown' }));
}
