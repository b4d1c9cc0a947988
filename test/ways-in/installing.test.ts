// The guide to installing shows what the command prints, and lines of the tested configurations.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allBlocks } from '../docs/blocks';
import { HELP, readFlags } from '../../src/cli/flags.mjs';
import { settingsOf } from '../../src/cli/settings.mjs';
import { snippet } from '../../src/cli/snippet.mjs';

const blocks = allBlocks().filter(({ place }) => place.startsWith('installing.md'));
const inLanguage = (name: string): string[] =>
  blocks.filter(({ language }) => language === name).map(({ code }) => code);

const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim());
const tight = (markup: string): string =>
  markup
    .replace(/\s+/g, ' ')
    .replace(/ (?=>)|(?<=>) /g, '')
    .trim();

describe('the guide to installing shows', () => {
  it.each([
    ['--url https://stats.example.org/ --site 1'],
    ['--url https://stats.example.org/ --site 1 --no-inline'],
    ['--url https://stats.example.org/ --site 1 --nonce {{nonce}}'],
  ])('the output of npx tinypaq snippet %s', (flags) => {
    const given = flags.split(' ').map((flag) => flag.replace('{{nonce}}', '{{ nonce }}'));
    expect(inLanguage('html').map(tight)).toContain(tight(snippet(settingsOf(readFlags(given)))));
  });

  it('commands that run', () => {
    const named = inLanguage('sh')
      .flatMap((code) => code.trim().split('\n'))
      .filter((line) => line.includes('--url'));
    expect(named.length).toBeGreaterThan(2);
    for (const line of named) {
      const [, flags = ''] = line.split('npx tinypaq snippet ');
      const args = [...flags.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
      expect(snippet(settingsOf(readFlags(args))), line).toContain('<script');
    }
  });

  it('flags that exist', () => {
    const guide = readFileSync('demo/docs/installing.md', 'utf8');
    const flags = [...guide.matchAll(/^\| `(--.+?)`  *\|/gm)].flatMap(
      ([, names = '']) => names.match(/--[\w-]+/g) ?? [],
    );
    expect(flags.length).toBeGreaterThan(8);
    for (const flag of flags) expect(HELP).toContain(`  ${flag} `);
  });
});

describe('the guide to installing shows lines of the tested configurations, in their order', () => {
  it.each([
    ['nginx', 'demo/ways-in/nginx.conf'],
    ['caddyfile', 'demo/ways-in/Caddyfile'],
  ])('%s', (language, path) => {
    const shown = inLanguage(language).flatMap(linesOf).filter(Boolean);
    expect(shown.length).toBeGreaterThan(5);
    const all = linesOf(readFileSync(path, 'utf8'));
    let at = -1;
    for (const line of shown) {
      at = all.indexOf(line, at + 1);
      expect(at, line).toBeGreaterThan(-1);
    }
  });
});
