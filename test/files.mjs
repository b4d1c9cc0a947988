// Which test files there are, and where they run: for the configurations of Vitest.
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The module that loads the tracker into a page. */
const LOADER = 'test/support/script.ts';

const PAGE = '// @vitest-environment happy-dom';

/** Tests of a page that run its server as well, which does not work in a realm of happy-dom's. */
const WITH_SERVER = /^test\/demo\//;

const files = readdirSync(`${ROOT}test`, { recursive: true, encoding: 'utf8' }).map(
  (file) => `test/${file.replaceAll('\\', '/')}`,
);

/** All files of tests, from the project's root. */
export const testFiles = files.filter((file) => file.endsWith('.test.ts'));

/** @param {string} file */
const read = (file) => readFileSync(ROOT + file, 'utf8');

/** Whether the tests of a file need nothing but a page. @param {string} file */
const isOfPages = (file) => read(file).startsWith(PAGE) && !WITH_SERVER.test(file);

/** Files that take longer than several others together. */
const LONG = /^test\/fuzz\//;

/**
 * The projects in which Vitest runs these files. Tests of pages share a process and its happy-dom, and have a realm for each file.
 * Projects begin in the order of their names: a long file must not be left for the end, when the other cores have nothing to do.
 * Vitest knows how long a file takes only from an earlier run, which a fresh clone has not had.
 * @param {string[]} files @returns {import('vitest/config').TestProjectInlineConfiguration[]}
 */
export const projectsOf = (files) => {
  const pages = files.filter(isOfPages);
  /** @param {string} file */
  const isLong = (file) => LONG.test(file);
  return [
    { extends: true, test: { name: 'long pages', pool: 'vmThreads', include: pages.filter(isLong) } },
    { extends: true, test: { name: 'pages', pool: 'vmThreads', include: pages.filter((file) => !isLong(file)) } },
    { extends: true, test: { name: 'others', include: files.filter((file) => !isOfPages(file)) } },
  ];
};

/** The files in test/ that a file imports. @param {string} file */
const importsOf = (file) =>
  [...read(file).matchAll(/from '(\..*)'/g)]
    .map(([, path = '']) => posix.join(posix.dirname(file), `${path}.ts`))
    .filter((path) => files.includes(path));

/**
 * Whether the tests of a file load the tracker into a page, directly or by helpers: they can load a built file instead.
 * @param {string} file @returns {boolean}
 */
export const loadsTracker = (file) => importsOf(file).some((each) => each === LOADER || loadsTracker(each));
