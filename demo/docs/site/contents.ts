// Which guides there are, in reading order, and what they are called: by their own first heading.
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Guide {
  /** Its file without `.md`, and its place below `/docs/`; `index` is `/docs` itself. */
  slug: string;
  title: string;
}

export interface Group {
  title: string;
  guides: Guide[];
}

export const FOLDER = fileURLToPath(new URL('..', import.meta.url));

const GROUPS: readonly (readonly [title: string, slugs: readonly string[]])[] = [
  ['Begin', ['index', 'quick-start', 'installing', 'migration']],
  [
    'Measure',
    [
      'page-views',
      'events',
      'site-search',
      'goals',
      'ecommerce',
      'content',
      'links',
      'heartbeat',
      'custom-data',
      'sampling',
    ],
  ],
  ['Visitors', ['visitors', 'cookies', 'attribution', 'privacy', 'storage-audit']],
  ['Pages and code', ['delivery', 'single-page-apps', 'csp', 'errors-and-plugins', 'module', 'troubleshooting']],
  ['Reference', ['api', 'differences', 'hostile-pages']],
];

const FIRST_HEADING = /^# (.+)$/m;

/** The text of a guide; undefined where there is none of that name. */
export const readGuide = async (slug: string): Promise<string | undefined> => {
  if (!/^[a-z\d-]+$/.test(slug)) return undefined;
  return readFile(join(FOLDER, `${slug}.md`), 'utf8').catch(() => undefined);
};

/** All guides by group. One that is in no group comes last, so that a new file is never out of reach. */
export const contents = async (): Promise<Group[]> => {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.md'));
  const present = files.map((name) => basename(name, '.md')).sort();
  const listed = GROUPS.flatMap(([, slugs]) => slugs);
  const rest = present.filter((slug) => !listed.includes(slug));
  const groups = [...GROUPS, ['More', rest] as const].map(async ([title, slugs]) => ({
    title,
    guides: await Promise.all(slugs.filter((slug) => present.includes(slug)).map(describe)),
  }));
  return (await Promise.all(groups)).filter(({ guides }) => guides.length > 0);
};

const describe = async (slug: string): Promise<Guide> => {
  const [, title = slug] = FIRST_HEADING.exec((await readGuide(slug)) ?? '') ?? [];
  return { slug, title: title.replaceAll('`', '') };
};
