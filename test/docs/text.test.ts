// The guides are correct: links lead somewhere, npm scripts exist, JSON parses, and code is in languages of which is known where they are tested.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { headingsOf, tokensOf } from '../../demo/docs/site/markdown.js';
import { allBlocks, blocksIn, guides } from './blocks';

interface Manifest {
  scripts: Record<string, string>;
  bin?: Record<string, string>;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

/** Where the code of each language is tested, or why it is not. */
const TRIED: Record<string, string> = {
  html: 'examples.test.ts',
  js: 'examples.test.ts',
  ts: 'types.test.ts',
  sh: 'here',
  json: 'here',
  text: 'nothing to try',
  '': 'nothing to try',
  http: 'headers, tried in e2e/specs/strict-policy.spec.ts',
  nginx: 'by the tests of the examples',
  caddyfile: 'by the tests of the examples',
  php: 'not: notes for other systems',
};

/** Shell commands that are not checked. */
const PLAIN = /^(#|cd |git |npm (ci|install|i|uninstall|publish|pack)\b|cp |mv |curl |MATOMO_JS=\S+ npm run bench)/;

const isKnown = (line: string): boolean => {
  const command = line.replace(/^([A-Z_]+=\S+ )+/, '');
  if (PLAIN.test(line) || /^npm (start|test)\b/.test(command)) return true;
  const [, script] = /^npm (?:run )(?:-s |--silent )?([\w:.-]+)/.exec(command) ?? [];
  if (script) return script in manifest.scripts;
  const [, bin] = /^npx (\S+)/.exec(command) ?? [];
  return bin !== undefined && (bin in (manifest.bin ?? {}) || existsSync(`node_modules/.bin/${bin}`));
};

const linksIn = (text: string): string[] =>
  tokensOf(text)
    .flatMap(({ children }) => children ?? [])
    .filter(({ type }) => type === 'link_open')
    .map((token) => String(token.attrGet('href')));

const known = new Map<string, Set<string>>();

const anchorsOf = (path: string): Set<string> => {
  const anchors = known.get(path) ?? new Set(headingsOf(readFileSync(path, 'utf8')).map(({ id }) => id));
  known.set(path, anchors);
  return anchors;
};

const isBroken = (path: string, href: string): boolean => {
  if (/^https?:/.test(href)) return false;
  const [file = '', anchor] = href.split('#');
  const target = file ? normalize(join(dirname(path), file)) : path;
  if (!existsSync(target)) return true;
  return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).has(anchor);
};

describe('links', () => {
  it.each([...guides()])('of %s lead somewhere', (path, text) => {
    expect(linksIn(text).filter((href) => isBroken(path, href))).toEqual([]);
  });

  it('a missing file and a missing section are noticed', () => {
    expect(isBroken('demo/docs/index.md', 'no-such.md')).toBe(true);
    expect(isBroken('demo/docs/index.md', 'index.md#no-such')).toBe(true);
  });
});

describe('blocks', () => {
  it('are in a language of which is known where it is tested, or why it is not', () => {
    expect(allBlocks().filter(({ language }) => !(language in TRIED))).toEqual([]);
  });

  it.each(blocksIn('sh').map(({ place, code }) => [place, code]))('%s names commands that exist', (_, code) => {
    const lines = code.replaceAll('\\\n', ' ').trim().split('\n').filter(Boolean);
    expect(lines.filter((line) => !isKnown(line))).toEqual([]);
  });

  it('a command that does not exist is noticed', () => {
    expect([isKnown('npm run no-such'), isKnown('npx no-such'), isKnown('rm -rf x')]).toEqual([false, false, false]);
  });

  it.each(blocksIn('json').map(({ place, code }) => [place, code]))('%s is JSON', (_, code) => {
    expect(() => JSON.parse(code)).not.toThrow();
  });
});
