// Prints what the tracker reads and writes in each consent state, as a Markdown table for the documentation: found in a
// real Chromium, by watching a visit of two pages (page view, event, outlink, leaving). `npm run build` has to come first.
import { chromium } from '@playwright/test';
import type { Access, Subject } from './support/access-watch';
import { findBrowsers } from './support/browsers.mjs';
import { settledHits } from './support/hits';
import { PageServer } from './support/page-server';
import { STATES, openProfile, type PrivacyState } from './support/privacy-states';
import { servePages, walk } from './support/privacy-walk';

const LAUNCH_ARGS = ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost', '--disable-gpu'];

const NOTHING = '–';

type Column = [title: string, cell: (accesses: Access[], hits: Record<string, string>[]) => string];

const used = (...subjects: Subject[]): Column[1] => {
  const isOne = ({ subject }: Access): boolean => subjects.includes(subject);
  return (accesses) => names(accesses.filter(isOne).map(({ name }) => name));
};

/** What happened to a storage, with the names of what was written or deleted there. */
const stored = (...subjects: Subject[]): Column[1] => {
  const verbs = { read: 'read', write: 'written', delete: 'deleted' };
  return (accesses) => {
    const here = accesses.filter(({ subject }) => subjects.includes(subject));
    const parts = (['read', 'write', 'delete'] as const).flatMap((act) => {
      const touched = here.filter((access) => access.act === act);
      if (!touched.length) return [];
      // Cookies are read all at once.
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

/** Each once, without the site and hash of cookies, since those are the site's. */
function names(all: string[]): string {
  const unique = [...new Set(all.map((name) => name.replace(/^(_pk_[^.]*)\..*/, '$1')))];
  return unique.length ? unique.map((name) => `\`${name}\``).join(', ') : NOTHING;
}

function describeHits(hits: Record<string, string>[]): string {
  const identified = hits.filter(({ _id }) => _id).length;
  if (!hits.length) return 'none';
  return identified === hits.length
    ? `${hits.length}`
    : `${hits.length}, ${hits.length - identified} without visitor ID`;
}

async function audit(state: PrivacyState): Promise<string[]> {
  const browser = findBrowsers().chromium;
  if (!browser) throw new Error('there is no Chromium on this machine: npm run browsers');
  const pages = await PageServer.start();
  const options = { executablePath: browser.path, args: LAUNCH_ARGS };
  const profile = await openProfile(chromium, options, state, { hasLeftovers: !state.blocksCookies });
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

const print = (cells: string[]): void => console.log(`| ${cells.join(' | ')} |`);

const titles = ['state', ...COLUMNS.map(([title]) => title)];
print(titles);
print(titles.map(() => '---'));
for (const state of Object.values(STATES)) print(await audit(state));
